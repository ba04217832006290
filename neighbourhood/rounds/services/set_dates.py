"""Setting the dates of all rounds of a draft at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import NotNow
from neighbourhood.rounds import queries, rules
from neighbourhood.rounds.models import Edition, Round
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record

#: Round -> its phases with their new dates.
DateSheet = Mapping[int, Sequence[rules.Dates]]


def set_dates(
    session: Session, edition: Edition, sheet: DateSheet, *, actor: Actor, now: datetime
) -> Edition:
    """Give the rounds of a draft these dates, all or none; a phase that is not named keeps its own.

    Raises NotNow once the edition is public, Invalid for dates that contradict each other.
    """
    require(actor, Action.OPEN_EDITIONS)
    queries.lock_edition(session, edition)
    if not edition.is_draft:
        raise NotNow("dates_need_two_people")
    rounds = queries.rounds_of_edition(session, edition.id)
    # All are asked before one is changed.
    new_dates = {round_.slug: dates_with(round_, sheet.get(round_.id, ())) for round_ in rounds}
    for dates in new_dates.values():
        rules.require_dates_in_order(dates)
    for round_ in rounds:
        set_phases(round_, new_dates[round_.slug])
    flush(session)
    record(
        session,
        "set_dates",
        ThingRef(ThingKind.EDITION, edition.id),
        actor=actor,
        now=now,
        dates={slug: plain_dates(dates) for slug, dates in new_dates.items()},
    )
    return edition


def dates_with(round_: Round, new: Sequence[rules.Dated]) -> list[rules.Dates]:
    """Return the dates of all phases of a round with the new ones among them; a phase that is not
    named keeps its own.
    """
    by_kind = {str(phase.kind): phase for phase in new}
    phases = [by_kind.get(phase.kind, phase) for phase in round_.phases]
    return [rules.Dates(str(phase.kind), phase.starts_at, phase.ends_at) for phase in phases]


def set_phases(round_: Round, dates: Sequence[rules.Dates]) -> None:
    """Give the phases of a round these dates, which come in the same order."""
    for phase, new in zip(round_.phases, dates, strict=True):
        phase.starts_at = new.starts_at
        phase.ends_at = new.ends_at


def plain_dates(phases: Sequence[rules.Dated]) -> dict[str, list[str | None]]:
    """Return {phase: [start, end]} as texts, for the trail."""
    return {
        str(phase.kind): [
            phase.starts_at.isoformat(),
            phase.ends_at.isoformat() if phase.ends_at else None,
        ]
        for phase in phases
    }
