"""Small facts about the one who acts and the thing acted on; each answers yes or no."""

from collections.abc import Callable

from neighbourhood.permissions.actor import Actor, Role

Fact = Callable[[Actor, object], bool]


def anyone(_actor: Actor, _thing: object) -> bool:
    """Everybody, signed in or not."""
    return True


def is_signed_in(actor: Actor, _thing: object) -> bool:
    """Somebody signed in."""
    return actor.is_signed_in


def is_system(actor: Actor, _thing: object) -> bool:
    """The worker doing timed work, or a command on the server."""
    return actor.is_system


def lives_somewhere(actor: Actor, _thing: object) -> bool:
    """A resident whose residency is confirmed, in any neighbourhood."""
    return actor.neighbourhood_id is not None


def lives_in_neighbourhood(actor: Actor, thing: object) -> bool:
    """A resident whose residency in this neighbourhood is confirmed."""
    return actor.neighbourhood_id is not None and actor.neighbourhood_id == getattr(
        thing, "neighbourhood_id", None
    )


def is_author(actor: Actor, thing: object) -> bool:
    """The one who wrote it."""
    return actor.is_signed_in and getattr(thing, "author_id", None) == actor.person_id


def is_not_author(actor: Actor, thing: object) -> bool:
    """Somebody else wrote it."""
    return not is_author(actor, thing)


def is_public(_actor: Actor, thing: object) -> bool:
    """It is shown to everybody."""
    return bool(getattr(thing, "is_public", False))


def is_officer_here(actor: Actor, thing: object) -> bool:
    """An officer of this neighbourhood."""
    return actor.has_role(Role.OFFICER, getattr(thing, "neighbourhood_id", None))


def is_officer(actor: Actor, _thing: object) -> bool:
    """An officer of any neighbourhood."""
    return actor.holds_anywhere(Role.OFFICER)


def is_reviewer(actor: Actor, _thing: object) -> bool:
    """A reviewer of a department."""
    return actor.holds_anywhere(Role.REVIEWER)


def is_staff(actor: Actor, _thing: object) -> bool:
    """A member of the city's staff."""
    return actor.holds_anywhere(Role.STAFF)


def is_administrator(actor: Actor, _thing: object) -> bool:
    """An administrator."""
    return actor.holds_anywhere(Role.ADMINISTRATOR)


def sits_on_committee(actor: Actor, thing: object) -> bool:
    """A member of this round's committee."""
    return actor.seat_in(getattr(thing, "round_id", -1)) is not None


def holds_key_half(actor: Actor, thing: object) -> bool:
    """One of the two people named for the round's key."""
    return actor.is_signed_in and actor.person_id in getattr(thing, "key_holder_ids", ())


def is_not_self(actor: Actor, thing: object) -> bool:
    """It is about somebody else."""
    return getattr(thing, "person_id", None) != actor.person_id


def is_demo(_actor: Actor, thing: object) -> bool:
    """The city is the demo city."""
    return bool(getattr(thing, "is_demo", False))
