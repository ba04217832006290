"""Questions about funds and their ledgers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, case, cast, func, select
from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.database.locks import exclusive
from neighbourhood.rounds.models import Edition, Fund, FundEntry, Round, RoundEnding, SharedProject
from neighbourhood.rounds.rules import LEDGER_CHANGES, DecidedBy, LedgerKind
from neighbourhood.things import ThingRef


def lock_fund(session: Session, fund: Fund) -> None:
    """Hold the fund, after its round if that is held too, until the transaction ends and read its
    totals afresh.
    """
    flush(session)
    session.scalars(exclusive(select(Fund).where(Fund.id == fund.id))).one()


@dataclass(frozen=True)
class LedgerLine:
    """An entry of a fund's ledger, with what is left to allocate after it (minor units)."""

    kind: LedgerKind
    amount: int
    subject: ThingRef
    at: datetime
    left: int


def number_of_entries(session: Session, fund_id: int, kinds: Collection[LedgerKind]) -> int:
    """Return how many entries of these kinds a fund's ledger has."""
    entries = select(FundEntry.id).where(FundEntry.fund_id == fund_id, FundEntry.kind.in_(kinds))
    return session.scalar(select(func.count()).select_from(entries.subquery())) or 0


def ledger_of_fund(
    session: Session, fund_id: int, kinds: Collection[LedgerKind], *, offset: int, limit: int
) -> Sequence[LedgerLine]:
    """Return a part of the entries of these kinds in a fund's ledger, oldest first."""
    # What is paid out of an allocation was no longer free before.
    freed = case(
        (FundEntry.kind.in_((LedgerKind.GRANTED, LedgerKind.RELEASED)), FundEntry.amount),
        (FundEntry.kind == LedgerKind.ALLOCATED, -FundEntry.amount),
        else_=0,
    )
    # PostgreSQL sums whole numbers into a decimal.
    left = cast(func.sum(freed).over(order_by=FundEntry.id), BigInteger)
    question = select(
        FundEntry.kind, FundEntry.amount, FundEntry.subject, FundEntry.at, left
    ).where(FundEntry.fund_id == fund_id, FundEntry.kind.in_(kinds))
    rows = session.execute(question.order_by(FundEntry.id).offset(offset).limit(limit))
    return [
        LedgerLine(LedgerKind(kind), amount, ThingRef.parse(subject), at, rest)
        for kind, amount, subject, at, rest in rows
    ]


def allocated_to(session: Session, fund_id: int) -> Sequence[tuple[ThingRef, int]]:
    """Return what a fund's ledger allocates to each thing now (minor units), nothing left out but
    zero, in the order of the things' first entries.
    """
    allocated: dict[ThingRef, int] = {}
    entries = select(FundEntry.kind, FundEntry.amount, FundEntry.subject).where(
        FundEntry.fund_id == fund_id,
        FundEntry.kind.in_((LedgerKind.ALLOCATED, LedgerKind.RELEASED)),
    )
    for kind, amount, subject in session.execute(entries.order_by(FundEntry.id)):
        thing, sign = ThingRef.parse(subject), LEDGER_CHANGES[LedgerKind(kind)][1]
        allocated[thing] = allocated.get(thing, 0) + sign * amount
    return [(thing, amount) for thing, amount in allocated.items() if amount]


@dataclass(frozen=True)
class FundBook:
    """A fund's totals as they stand on its row and as its ledger's entries sum up to (minor
    units): amount, allocated, paid; and what the ledger allocates to each thing.
    """

    round_id: int
    slug: str
    has_committee: bool
    #: Two people have ended the round, so it gives nothing, whatever was decided before.
    has_ended: bool
    totals: dict[str, int]
    sums: dict[str, int]
    allocated_to: dict[ThingRef, int]


def fund_books(session: Session) -> list[FundBook]:
    """Return every fund's totals beside what its ledger sums up to, by round."""
    books = {
        fund.id: FundBook(
            round_id=fund.round_id,
            slug=slug,
            has_committee=decided_by == DecidedBy.COMMITTEE,
            has_ended=ended_at is not None,
            totals={name: getattr(fund, name) for name in ("amount", "allocated", "paid")},
            sums={"amount": 0, "allocated": 0, "paid": 0},
            allocated_to={},
        )
        for fund, slug, decided_by, ended_at in session.execute(
            select(Fund, Round.slug, Edition.decided_by, RoundEnding.confirmed_at)
            .join(Round, Fund.round_id == Round.id)
            .join(Edition, Edition.id == Round.edition_id)
            .outerjoin(RoundEnding, RoundEnding.round_id == Round.id)
            .order_by(Round.id)
        )
    }
    for entry in session.scalars(select(FundEntry).order_by(FundEntry.id)):
        book = books[entry.fund_id]
        total, sign = LEDGER_CHANGES[LedgerKind(entry.kind)]
        book.sums[total] += sign * entry.amount
        if total == "allocated":
            thing = ThingRef.parse(entry.subject)
            book.allocated_to[thing] = book.allocated_to.get(thing, 0) + sign * entry.amount
    return list(books.values())


def shared_projects(session: Session) -> Sequence[SharedProject]:
    """Return all pairs of projects that are one, with the one of them that is funded."""
    order = (SharedProject.lower_id, SharedProject.higher_id)
    return session.scalars(select(SharedProject).order_by(*order)).all()
