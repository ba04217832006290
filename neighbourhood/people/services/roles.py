"""Roles: given and ended by administrators, never deleted."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.outbox import queue
from neighbourhood.people import queries, rules
from neighbourhood.people.models import GivenRole, Person
from neighbourhood.permissions import Action, Actor, Role, require
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def give_role(
    session: Session,
    person: Person,
    role: Role,
    *,
    place_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> GivenRole:
    """Give a role for the city or for one place; raises NotNow where the person
    holds it.
    """
    require(actor, Action.GIVE_ROLES, person)
    rules.require_role_scope(role, place_id)
    rules.require_role_new(queries.holds_role(session, person.id, role, place_id))
    given_role = GivenRole(
        person_id=person.id,
        role=str(role),
        place_id=place_id,
        given_by_id=actor.person_id,
        given_at=now,
    )
    session.add(given_role)
    flush(session)
    record(
        session,
        "give_role",
        ThingRef(ThingKind.PERSON, person.id),
        actor=actor,
        now=now,
        role=str(role),
        neighbourhood=place_id,
    )
    _tell_holder(session, person, "role_given", given_role, now)
    return given_role


def end_role(session: Session, given_role: GivenRole, *, actor: Actor, now: datetime) -> GivenRole:
    """End a role; raises NotNow where it has ended, or where the last administrator would
    lose it.
    """
    require(actor, Action.GIVE_ROLES, given_role)
    if given_role.role == Role.ADMINISTRATOR:
        # Locked and counted together: two administrators who end each other's role at once would
        # leave none.
        rules.require_other_administrator(queries.lock_administrators(session))
    queries.lock_role(session, given_role)
    # Read under the lock; the page may show a role that somebody else ended meanwhile.
    rules.require_role_held(given_role.ended_at)
    given_role.ended_at = now
    flush(session)
    record(
        session,
        "end_role",
        ThingRef(ThingKind.PERSON, given_role.person_id),
        actor=actor,
        now=now,
        role=given_role.role,
        neighbourhood=given_role.place_id,
    )
    person = queries.person_by_id(session, given_role.person_id)
    _tell_holder(session, person, "role_ended", given_role, now)
    return given_role


def _tell_holder(
    session: Session, person: Person, kind: str, given_role: GivenRole, now: datetime
) -> None:
    place = queries.place_name(session, given_role.place_id)
    queue(session, kind, person, now=now, role=given_role.role, place=place)
