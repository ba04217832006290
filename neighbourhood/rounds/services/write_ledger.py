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
    about_project = subject.kind == ThingKind.PROJECT
    if about_project and kind == LedgerKind.ALLOCATED:
        _claim(session, subject)
    name, sign = LEDGER_CHANGES[LedgerKind(kind)]
    # That the money reaches is a constraint of the table: it holds against every writer.
    setattr(fund, name, getattr(fund, name) + sign * amount)
    entry = FundEntry(
        fund=fund, kind=kind, amount=amount, subject=str(subject), actor_id=actor.person_id, at=now
    )
    session.add(entry)
    flush(session)
    if about_project and kind == LedgerKind.RELEASED:
        _give_free(session, fund, subject)
    return entry


def _claim(session: Session, project: ThingRef) -> None:
    """Note of a project that stands on two lists that this one funds it; raises NotNow where the
    other does.
    """
    pairs = or_(SharedProject.lower_id == project.id, SharedProject.higher_id == project.id)
    # One statement: of two lists that fund it at once the second waits for the first, and then
    # finds it taken.
    free = update(SharedProject).where(pairs, SharedProject.funded_id.is_(None))
    session.execute(free.values(funded_id=project.id))
    taken = select(SharedProject.funded_id).where(pairs, SharedProject.funded_id != project.id)
    if session.scalar(taken.limit(1)) is not None:
        raise NotNow("funded_on_other_list")


def _give_free(session: Session, fund: Fund, project: ThingRef) -> None:
    """Let the other list fund a project from which this one has taken everything back."""
    if project not in dict(queries.allocated_to(session, fund.id)):
        given_back = update(SharedProject).where(SharedProject.funded_id == project.id)
        session.execute(given_back.values(funded_id=None))
