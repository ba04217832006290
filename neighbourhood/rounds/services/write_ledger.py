"""Writing to the ledger of a fund, the only way its totals change."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Actor
from neighbourhood.rounds import queries
from neighbourhood.rounds.models import Fund, FundEntry
from neighbourhood.rounds.rules import LEDGER_CHANGES, LedgerKind
from neighbourhood.things import ThingRef


def write_ledger(
    session: Session,
    fund: Fund,
    kind: LedgerKind,
    amount: int,
    *,
    subject: ThingRef,
    actor: Actor,
    now: datetime,
) -> FundEntry:
    """Write an entry and change the fund's total with it, the fund locked; the service that calls
    has asked who may.

    `amount` is in minor units and only negative where a grant is lowered; raises NotNow where the
    money does not reach.
    """
    # The lock reads the totals afresh; without it two allocations could both add to the same old
    # total, and one would be lost.
    queries.lock_fund(session, fund)
    name, sign = LEDGER_CHANGES[LedgerKind(kind)]
    # That the money reaches is a constraint of the table: it holds against every writer.
    setattr(fund, name, getattr(fund, name) + sign * amount)
    entry = FundEntry(
        fund=fund, kind=kind, amount=amount, subject=str(subject), actor_id=actor.person_id, at=now
    )
    session.add(entry)
    flush(session)
    return entry
