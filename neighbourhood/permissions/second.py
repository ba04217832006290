"""When somebody counts as a second person: not the first one, not put in place by the first, and
not since yesterday.
"""

from datetime import datetime, timedelta

from neighbourhood.permissions.actor import Actor, HeldRole, Role
from neighbourhood.refusals import NotAllowed

#: A role given later than this before the act makes no second person.
LEAST_AGE = timedelta(hours=72)


def require_second_person(first_id: int | None, second: Actor, role: Role, now: datetime) -> None:
    """Raise NotAllowed unless `second` is another person than the first and holds the role long
    enough, not from the first.
    """
    # The plainest reason first: each later one says something about roles.
    if not second.is_signed_in or second.person_id == first_id:
        raise NotAllowed("second_is_first")
    held = [one for one in second.roles if one.role == role]
    if not held:
        raise NotAllowed("second_lacks_role")
    # The first person must not make their own second one by giving the role.
    from_others = [one for one in held if one.given_by_id is None or one.given_by_id != first_id]
    if not from_others:
        raise NotAllowed("second_given_by_first")
    long_enough = [one for one in from_others if _is_old_enough(one, now)]
    if not long_enough:
        raise NotAllowed("second_too_new", hours=int(LEAST_AGE.total_seconds() // 3600))


def _is_old_enough(held: HeldRole, now: datetime) -> bool:
    # A role without a date proves no age.
    return held.given_at is not None and held.given_at <= now - LEAST_AGE
