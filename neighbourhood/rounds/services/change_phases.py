"""Giving a round that nobody relies on yet a phase its preset has not, and taking it out again."""

from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.rounds import rules
from neighbourhood.rounds.models import Phase, Round
from neighbourhood.rounds.rules import date_sheet
from neighbourhood.rounds.rules.date_sheet import ONE_DAY


def add_phase(session: Session, round_: Round, kind: str, days: int, zone: ZoneInfo) -> Phase:
    """Put a phase of so many whole days behind those that stand before it in the order of kinds;
    what follows moves on by as many days. There must be a phase that follows.
    """
    order = [str(one) for one in rules.PhaseKind]
    later = [phase for phase in round_.phases if order.index(phase.kind) > order.index(kind)]
    earlier = [phase for phase in round_.phases if phase not in later]
    begins = (earlier[-1].ends_at if earlier else None) or later[0].starts_at
    last = begins.astimezone(zone).date() + days * ONE_DAY
    phase = Phase(kind=str(kind), starts_at=begins, ends_at=rules.start_of_day(last, zone))
    _move(later, days, zone)
    round_.phases = [*earlier, phase, *later]
    _number(session, round_)
    return phase


def remove_phase(session: Session, round_: Round, kind: str, zone: ZoneInfo) -> None:
    """Take a phase out, which ends; what follows moves back by as many days as it had."""
    position = next(i for i, phase in enumerate(round_.phases) if phase.kind == kind)
    phase, later = round_.phases[position], round_.phases[position + 1 :]
    days = date_sheet.days_of(phase, zone)
    assert days.first_day is not None
    assert days.last_day is not None
    round_.phases.remove(phase)
    session.delete(phase)
    _move(later, -((days.last_day - days.first_day).days + 1), zone)
    _number(session, round_)


def _move(phases: list[Phase], days: int, zone: ZoneInfo) -> None:
    for phase in phases:
        dates = date_sheet.shifted(phase, days, zone)
        phase.starts_at, phase.ends_at = dates.starts_at, dates.ends_at


def _number(session: Session, round_: Round) -> None:
    for position, phase in enumerate(round_.phases):
        phase.position = position
    flush(session)
