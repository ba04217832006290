"""Filling and ending the seats of a committee."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict, Unpack

from sqlalchemy.orm import Session

from neighbourhood.committees import queries, rules
from neighbourhood.committees.models import CommitteeSeat
from neighbourhood.committees.services.declare_interest import recuse_authors
from neighbourhood.database import flush
from neighbourhood.outbox import queue
from neighbourhood.people.models import Person
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds.models import Round
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


class NewSeat(TypedDict, total=False):
    """How a seat is filled."""

    chosen_as: str
    is_chair: bool
    is_substitute: bool


class SeatTerm(NewSeat):
    """How a seat is filled, from which day on, and until which day, exclusive."""

    starts_on: date
    ends_on: date


BY_DEFAULT: NewSeat = {
    "chosen_as": rules.ChosenAs.RESIDENT,
    "is_chair": False,
    "is_substitute": False,
}


def add_seat(
    session: Session,
    round_: Round,
    person: Person,
    *,
    starts_on: date,
    ends_on: date,
    actor: Actor,
    now: datetime,
    **values: Unpack[NewSeat],
) -> CommitteeSeat:
    """Give a person the next number's seat for a term (its end exclusive); raises Invalid for a
    second seat, chair or a bad term.
    """
    require(actor, Action.MANAGE_COMMITTEE, round_)
    rules.require_somebody_else(person.id, actor.person_id)
    rules.require_term(starts_on, ends_on)
    seats = queries.seats_of_round(session, round_.id)
    _require_fit(seats, person, values)
    # Numbers are never used again, so that a decision of old names one seat for ever.
    number = max((seat.number for seat in seats), default=0) + 1
    seat = CommitteeSeat(
        round=round_,
        number=number,
        person=person,
        starts_on=starts_on,
        ends_on=ends_on,
        **BY_DEFAULT | values,
    )
    session.add(seat)
    flush(session)
    recuse_authors(session, round_, now=now)
    content = {
        "round": round_.id,
        "number": number,
        "person": person.id,
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat(),
    }
    record(
        session,
        "add_seat",
        ThingRef(ThingKind.SEAT, seat.id),
        actor=actor,
        now=now,
        **content,
        **values,
    )
    _tell_member(session, seat, person, now)
    return seat


def _tell_member(session: Session, seat: CommitteeSeat, person: Person, now: datetime) -> None:
    queue(
        session,
        "seat_given",
        person,
        now=now,
        place=seat.round.place.name,
        slug=seat.round.slug,
        number=seat.number,
        is_chair=seat.is_chair,
        is_substitute=seat.is_substitute,
    )


def _require_fit(held: Sequence[CommitteeSeat], person: Person, values: NewSeat) -> None:
    # Ended seats count too: they keep their numbers and stand in the minutes.
    if len(held) >= rules.MOST_SEATS:
        raise Invalid("too_many_seats", most=rules.MOST_SEATS)
    if any(seat.person_id == person.id for seat in held):
        raise Invalid("person_has_seat", field="person")
    if values.get("chosen_as", rules.ChosenAs.RESIDENT) not in tuple(rules.ChosenAs):
        raise Invalid("chosen_as_unknown", field="chosen_as")
    if values.get("is_chair") and values.get("is_substitute"):
        raise Invalid("chair_is_no_substitute", field="is_chair")
    if values.get("is_chair") and any(seat.is_chair for seat in held):
        raise Invalid("chair_is_taken", field="is_chair")


def end_seat(
    session: Session, seat: CommitteeSeat, *, reason: str, actor: Actor, now: datetime
) -> CommitteeSeat:
    """End a seat's term today with a reason; the seat and what it decided stay on record. Raises
    NotNow where it has ended.
    """
    require(actor, Action.MANAGE_COMMITTEE, seat.round)
    rules.require_text(reason, "reason", rules.LONGEST_NOTE)
    # A term lasts a day at least, as the database asks: one that began today ends tomorrow.
    if seat.ends_on <= now.date():
        raise NotNow("seat_has_ended")
    if seat.starts_on >= now.date():
        raise NotNow("seat_has_just_begun")
    seat.ends_on = now.date()
    # The next chair can be named at once, since that asks all seats, ended ones too.
    seat.is_chair = False
    flush(session)
    record(
        session,
        "end_seat",
        ThingRef(ThingKind.SEAT, seat.id),
        actor=actor,
        now=now,
        round=seat.round_id,
        number=seat.number,
        reason=reason.strip(),
    )
    return seat
