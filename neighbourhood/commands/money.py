"""Whether the money agrees everywhere: each fund's totals, its ledger, what was decided and what is
published.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from neighbourhood.committees.queries import amounts_decided
from neighbourhood.money import Money
from neighbourhood.results.queries import amounts_published
from neighbourhood.rounds.models import SharedProject
from neighbourhood.rounds.queries import FundBook, currency, fund_books, shared_projects
from neighbourhood.things import ThingKind, ThingRef


def money_problems(session: Session) -> Iterator[str]:
    """Yield a line for every amount of a round on which two of them do not agree."""
    unit, decided, published = (
        currency(session),
        amounts_decided(session),
        amounts_published(session),
    )
    books = fund_books(session)
    for book in books:
        yield from _wrong_totals(book, unit)
        if book.has_ended:
            yield from _differences(book, {}, "a round that has ended gives", unit)
            continue
        # A binding vote gives money with its publication, a committee with each decision.
        if book.has_committee:
            yield from _differences(
                book, decided.get(book.round_id, {}), "the committee decided", unit
            )
        if book.round_id in published or not book.has_committee:
            yield from _differences(
                book, published.get(book.round_id, {}), "the published result gives", unit
            )
    yield from _wrong_claims(books, shared_projects(session))


def _wrong_claims(books: Iterable[FundBook], pairs: Iterable[SharedProject]) -> Iterator[str]:
    """Yield a line for every project on two lists that the ledgers do not fund as it is marked."""
    funded = {
        thing.id
        for book in books
        for thing, amount in book.allocated_to.items()
        if thing.kind == ThingKind.PROJECT and amount
    }
    for pair in pairs:
        by_ledger = [number for number in (pair.lower_id, pair.higher_id) if number in funded]
        marked = [] if pair.funded_id is None else [pair.funded_id]
        if by_ledger != marked:
            yield (
                f"project:{pair.lower_id} and project:{pair.higher_id} are one: the ledgers fund "
                f"{_named(by_ledger)}, but {_named(marked)} is marked as funded."
            )


def _named(numbers: Sequence[int]) -> str:
    return " and ".join(f"project:{number}" for number in numbers) or "none"


def _wrong_totals(book: FundBook, unit: str) -> Iterator[str]:
    for name, total in book.totals.items():
        if book.sums[name] != total:
            yield (
                f"{book.slug}: the fund says {_shown(total, unit)} as {name}, but its ledger sums "
                f"up to {_shown(book.sums[name], unit)}."
            )


def _differences(book: FundBook, amounts: Mapping[int, int], said: str, unit: str) -> Iterator[str]:
    meant = {ThingRef(ThingKind.PROJECT, number): amount for number, amount in amounts.items()}
    for thing in sorted(book.allocated_to.keys() | meant.keys(), key=lambda thing: thing.id):
        written, should = book.allocated_to.get(thing, 0), meant.get(thing, 0)
        if written != should:
            yield (
                f"{book.slug}: {said} {_shown(should, unit)} to {thing}, but the ledger allocates "
                f"{_shown(written, unit)}."
            )


def _shown(amount: int, unit: str) -> str:
    return f"{Money(amount, unit).decimal} {unit}"
