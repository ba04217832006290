"""Small facts about the one who acts and the thing acted on; each answers yes or no.

A fact about a thing says what it needs of it (`about`), so that `decide` can refuse to guess about
a thing that lacks it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from neighbourhood.permissions.actor import Actor, Role
from neighbourhood.permissions.things import (
    Authored,
    DemoMark,
    Dictated,
    Entered,
    InPlace,
    InRound,
    Judged,
    KeyKept,
    OfPerson,
    Publishable,
    WithMembers,
    attributes_of,
)


@dataclass(frozen=True)
class Fact:
    """A statement with its name, what it needs of the thing acted on (None: nothing), the question
    whether it holds, and the names that the needed thing has.
    """

    name: str
    needs: type | None
    holds: Callable[[Actor, Any], bool]
    attributes: tuple[str, ...] = ()


def about_actor(question: Callable[[Actor], bool]) -> Fact:
    """Make a fact of a question about the one who acts alone."""
    return Fact(question.__name__, None, lambda actor, _thing: question(actor))


def about(needs: type) -> Callable[[Callable[[Actor, Any], bool]], Fact]:
    """Make a fact of a question about the one who acts and a thing that has what `needs` names."""

    def mark(question: Callable[[Actor, Any], bool]) -> Fact:
        return Fact(question.__name__, needs, question, attributes_of(needs))

    return mark


@about_actor
def anyone(_actor: Actor) -> bool:
    """Everybody, signed in or not."""
    return True


@about_actor
def is_signed_in(actor: Actor) -> bool:
    """Somebody signed in."""
    return actor.is_signed_in


@about_actor
def is_system(actor: Actor) -> bool:
    """The worker doing timed work, or a command on the server."""
    return actor.is_system


@about_actor
def is_officer(actor: Actor) -> bool:
    """An officer of any place."""
    return actor.holds_anywhere(Role.OFFICER)


@about_actor
def is_reviewer(actor: Actor) -> bool:
    """A reviewer of a department."""
    return actor.holds_anywhere(Role.REVIEWER)


@about_actor
def is_staff(actor: Actor) -> bool:
    """A member of the city's staff."""
    return actor.holds_anywhere(Role.STAFF)


@about_actor
def is_administrator(actor: Actor) -> bool:
    """An administrator."""
    return actor.holds_anywhere(Role.ADMINISTRATOR)


@about(InPlace)
def lives_in_place(actor: Actor, thing: InPlace) -> bool:
    """A resident whose residency in this place, or in one below it, is confirmed."""
    return thing.place_id in actor.place_ids


@about(InPlace)
def is_officer_here(actor: Actor, thing: InPlace) -> bool:
    """An officer of this place, or of one above it."""
    return actor.has_role(Role.OFFICER, thing.place_id)


@about(InRound)
def sits_on_committee(actor: Actor, thing: InRound) -> bool:
    """A member of this round's committee."""
    return actor.seat_in(thing.round_id) is not None


@about(Authored)
def is_author(actor: Actor, thing: Authored) -> bool:
    """One of those who wrote it."""
    return actor.is_signed_in and actor.person_id in thing.author_ids


@about(Authored)
def is_not_author(actor: Actor, thing: Authored) -> bool:
    """Others wrote it."""
    return not (actor.is_signed_in and actor.person_id in thing.author_ids)


@about(WithMembers)
def is_member(actor: Actor, thing: WithMembers) -> bool:
    """One of those who speak for the organisation."""
    return actor.is_signed_in and actor.person_id in thing.member_ids


@about(WithMembers)
def is_not_member(actor: Actor, thing: WithMembers) -> bool:
    """Somebody who does not speak for an organisation behind it."""
    return not (actor.is_signed_in and actor.person_id in thing.member_ids)


@about(Dictated)
def is_scribe(actor: Actor, thing: Dictated) -> bool:
    """An officer of the place, for somebody without an account who dictated it."""
    return thing.entered_by_id is not None and actor.has_role(Role.OFFICER, thing.place_id)


@about(Entered)
def has_not_entered(actor: Actor, thing: Entered) -> bool:
    """Somebody else entered it, or its author wrote it."""
    return thing.entered_by_id is None or thing.entered_by_id != actor.person_id


@about(OfPerson)
def is_not_self(actor: Actor, thing: OfPerson) -> bool:
    """It is about somebody else."""
    return thing.person_id is None or thing.person_id != actor.person_id


@about(Publishable)
def is_public(_actor: Actor, thing: Publishable) -> bool:
    """It is shown to everybody."""
    return thing.is_public


@about(KeyKept)
def holds_key_half(actor: Actor, thing: KeyKept) -> bool:
    """One of the two people named for the round's key."""
    return actor.is_signed_in and actor.person_id in thing.key_holder_ids


@about(Judged)
def sits_on_jury(actor: Actor, thing: Judged) -> bool:
    """A member of this round's jury."""
    return actor.is_signed_in and actor.person_id in thing.juror_ids


@about(Judged)
def leads_jury(actor: Actor, thing: Judged) -> bool:
    """The one who leads this round's jury."""
    return actor.is_signed_in and actor.person_id == thing.jury_chair_id


@about(DemoMark)
def is_demo(_actor: Actor, thing: DemoMark) -> bool:
    """The city is the demo city."""
    return thing.is_demo
