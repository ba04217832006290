"""Granting a round the fund that was planned for it."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.permissions import Actor
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules import LedgerKind
from neighbourhood.rounds.services.write_ledger import write_ledger
from neighbourhood.things import ThingKind, ThingRef


def grant_fund(session: Session, round_: Round, *, actor: Actor, now: datetime) -> None:
    """Turn the planned fund of a round into its first entry of the ledger; the service that calls
    has asked who may.
    """
    planned = round_.fund.planned
    round_.fund.draft_amount = None
    # Empty until now: the money comes by an entry of the ledger, so that the entries always sum up
    # to the totals.
    write_ledger(
        session,
        round_.fund,
        LedgerKind.GRANTED,
        planned,
        subject=ThingRef(ThingKind.ROUND, round_.id),
        actor=actor,
        now=now,
    )
