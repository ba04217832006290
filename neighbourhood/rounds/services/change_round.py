"""Changing the money and the dates of a round before they bind."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds import queries, rules
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules import endings, settings
from neighbourhood.rounds.services.write_ledger import write_ledger
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def change_round(
    session: Session,
    round_: Round,
    *,
    fund: int | None = None,
    phases: Sequence[rules.Dated] = (),
    actor: Actor,
    now: datetime,
) -> Round:
    """Change the fund (before the vote opens) and the dates of phases that have not begun; raises a
    refusal for anything else.
    """
    require(actor, Action.OPEN_EDITIONS)
    queries.lock_edition(session, round_.edition)
    # Opening the vote locks the round too: dates and fund cannot change under rules being frozen.
    queries.lock_round(session, round_)
    # A draft has no end to miss: its dates may lie in the past until they are put right.
    if not round_.edition.is_draft:
        endings.require_going_on(round_, now)
    _change_dates(round_, phases, now)
    flush(session)
    old_fund = round_.fund.planned
    if fund is not None and fund != old_fund:
        _change_fund(session, round_, fund, actor=actor, now=now)
    dates = {
        phase.kind: [phase.starts_at.isoformat(), phase.ends_at and phase.ends_at.isoformat()]
        for phase in round_.phases
    }
    record(
        session,
        "change_round",
        ThingRef(ThingKind.ROUND, round_.id),
        actor=actor,
        now=now,
        fund=round_.fund.planned,
        old_fund=old_fund,
        dates=dates,
    )
    return round_


def _change_fund(
    session: Session, round_: Round, fund: int, *, actor: Actor, now: datetime
) -> None:
    settings.require_fund(fund)
    if round_.edition.is_draft:
        round_.fund.draft_amount = fund
        flush(session)
        return
    _require_fund_open(round_, fund, now)
    write_ledger(
        session,
        round_.fund,
        rules.LedgerKind.GRANTED,
        fund - round_.fund.amount,
        subject=ThingRef(ThingKind.ROUND, round_.id),
        actor=actor,
        now=now,
    )


def _require_fund_open(round_: Round, fund: int, now: datetime) -> None:
    # Without a vote the committee decides straight away, and then its phase is what binds.
    binding = rules.phase_of(round_.phases, rules.PhaseKind.VOTE) or rules.phase_of(
        round_.phases, rules.PhaseKind.ALLOCATE
    )
    if round_.opened_at is not None or (binding is not None and binding.starts_at <= now):
        raise NotNow("fund_is_bound", field="fund")
    if fund < round_.fund.allocated:
        raise Invalid("fund_below_allocated", field="fund")


def _change_dates(round_: Round, phases: Sequence[rules.Dated], now: datetime) -> None:
    new_phases = {str(phase.kind): phase for phase in phases}
    changed: list[rules.Dated] = []
    for phase in round_.phases:
        new = new_phases.get(phase.kind, phase)
        rules.require_changeable(phase, new, now, is_frozen=round_.opened_at is not None)
        changed.append(rules.Dates(phase.kind, new.starts_at, new.ends_at))
    # All dates together and before any is set: a phase may move to where another has just left.
    rules.require_dates_in_order(changed)
    for phase, dates in zip(round_.phases, changed, strict=True):
        phase.starts_at = dates.starts_at
        phase.ends_at = dates.ends_at
