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
from neighbourhood.rounds.services.set_dates import dates_with, plain_dates, set_phases
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
    """Change the fund (before the vote opens) and, in a draft, the dates; raises a refusal for
    anything else. What is public moves by two people (`move_phase`).
    """
    require(actor, Action.OPEN_EDITIONS)
    queries.lock_edition(session, round_.edition)
    # Opening the vote locks the round too: dates and fund cannot change under rules being frozen.
    queries.lock_round(session, round_)
    # A draft has no end to miss: its dates may lie in the past until they are put right.
    if not round_.edition.is_draft:
        endings.require_going_on(round_, now)
    _change_dates(round_, phases)
    flush(session)
    old_fund = round_.fund.planned
    if fund is not None and fund != old_fund:
        _change_fund(session, round_, fund, actor=actor, now=now)
    record(
        session,
        "change_round",
        ThingRef(ThingKind.ROUND, round_.id),
        actor=actor,
        now=now,
        fund=round_.fund.planned,
        old_fund=old_fund,
        dates=plain_dates(round_.phases),
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


def _change_dates(round_: Round, phases: Sequence[rules.Dated]) -> None:
    # All dates together and before any is set: a phase may move to where another has just left.
    dates = dates_with(round_, phases)
    if dates == dates_with(round_, ()):
        return
    if not round_.edition.is_draft:
        raise NotNow("dates_need_two_people")
    rules.require_dates_in_order(dates)
    set_phases(round_, dates)
