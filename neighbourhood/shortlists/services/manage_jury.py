"""Filling the seats of a jury."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.outbox import queue
from neighbourhood.people.models import Person
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import lock_round
from neighbourhood.rounds.rules import PhaseKind, has_begun, has_ended, phase_of
from neighbourhood.rounds.rules.endings import require_going_on
from neighbourhood.shortlists import queries, rules
from neighbourhood.shortlists.models import JurySeat
from neighbourhood.shortlists.rules import Way
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def add_jury_seat(
    session: Session,
    round_: Round,
    person: Person,
    *,
    sits_as: str,
    is_chair: bool = False,
    actor: Actor,
    now: datetime,
) -> JurySeat:
    """Give a person a seat on a round's jury, until its time ends; `sits_as` says in public who
    they are. Raises Invalid for oneself, a second seat or chair.
    """
    require(actor, Action.MANAGE_JURY)
    lock_round(session, round_)
    _require_open(session, round_, now)
    rules.require_sits_as(sits_as)
    if person.id == actor.person_id:
        raise Invalid("jury_seat_to_oneself", field="person")
    jury = queries.jury_of(session, round_)
    _require_fit(jury, person, is_chair=is_chair)
    # Numbers are never used again: what a seat said names it for ever.
    number = 1 + max((seat.number for seat in jury.seats), default=0)
    seat = JurySeat(
        round=round_, number=number, person=person, sits_as=sits_as.strip(), is_chair=is_chair
    )
    session.add(seat)
    flush(session)
    _note(session, "add_jury_seat", seat, actor=actor, now=now)
    phase = phase_of(round_.phases, PhaseKind.SHORTLIST)
    queue(
        session,
        "jury_seat_given",
        person,
        now=now,
        place=round_.place.name,
        slug=round_.slug,
        is_chair=is_chair,
        begins_at=phase.starts_at.isoformat() if phase else None,
        ends_at=phase.ends_at.isoformat() if phase and phase.ends_at else None,
    )
    return seat


def remove_jury_seat(session: Session, seat: JurySeat, *, actor: Actor, now: datetime) -> None:
    """Take a seat away before the jury begins; raises NotNow after that."""
    require(actor, Action.MANAGE_JURY)
    lock_round(session, seat.round)
    if has_begun(seat.round.phases, PhaseKind.SHORTLIST, now):
        raise NotNow("jury_has_begun")
    _note(session, "remove_jury_seat", seat, actor=actor, now=now)
    session.delete(seat)
    flush(session)


def _require_open(session: Session, round_: Round, now: datetime) -> None:
    require_going_on(round_, now)
    terms = queries.terms_of(session, round_.id)
    rules.require_way(terms.terms if terms else None, Way.JURY)
    if has_ended(round_.phases, PhaseKind.SHORTLIST, now):
        raise NotNow("jury_is_over")


def _require_fit(jury: queries.Jury, person: Person, *, is_chair: bool) -> None:
    if len(jury.seats) >= rules.MOST_SEATS:
        raise Invalid("too_many_jurors", most=rules.MOST_SEATS)
    if jury.seat_of(person.id) is not None:
        raise Invalid("person_on_jury", field="person")
    if is_chair and any(seat.is_chair for seat in jury.seats):
        raise Invalid("jury_chair_is_taken", field="is_chair")


def _note(session: Session, act: str, seat: JurySeat, *, actor: Actor, now: datetime) -> None:
    record(
        session,
        act,
        ThingRef(ThingKind.ROUND, seat.round_id),
        actor=actor,
        now=now,
        number=seat.number,
        person=seat.person_id,
        sits_as=seat.sits_as,
        is_chair=seat.is_chair,
    )
