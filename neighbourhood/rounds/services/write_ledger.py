"""Writing to the ledger of a fund, the only way its totals change."""

from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Actor
from neighbourhood.refusals import NotNow
from neighbourhood.rounds import queries
from neighbourhood.rounds.models import Fund, FundEntry, SharedProject
from neighbourhood.rounds.rules import LEDGER_CHANGES, LedgerKind
from neighbourhood.things import ThingKind, ThingRef


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
    money does not reach, or where the other list of a shared project has funded it.
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
    if subject.kind == ThingKind.PROJECT:
        _keep_funded_once(session, fund, kind, subject)
    return entry


def _keep_funded_once(session: Session, fund: Fund, kind: LedgerKind, subject: ThingRef) -> None:
    """Claim a project that stands on two lists for this one, or give it free where this list has
    taken everything back.
    """
    if kind == LedgerKind.ALLOCATED:
        pairs = or_(SharedProject.lower_id == subject.id, SharedProject.higher_id == subject.id)
        # One statement: of two lists that fund it at once the second waits for the first, and then
        # finds it taken.
        free = update(SharedProject).where(pairs, SharedProject.funded_id.is_(None))
        session.execute(free.values(funded_id=subject.id))
        taken = select(SharedProject.funded_id).where(pairs, SharedProject.funded_id != subject.id)
        if session.scalar(taken.limit(1)) is not None:
            raise NotNow("funded_on_other_list")
    if kind == LedgerKind.RELEASED and subject not in dict(queries.allocated_to(session, fund.id)):
        given_back = update(SharedProject).where(SharedProject.funded_id == subject.id)
        session.execute(given_back.values(funded_id=None))
