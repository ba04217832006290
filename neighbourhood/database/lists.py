"""Lists that grow: found, ordered, counted and cut into pages by the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.base import ExecutableOption

Row = TypeVar("Row")
PAGE_SIZE = 20


@dataclass(frozen=True)
class ListChoice:
    """What a reader looks for in a list: words, a value for each filter by its name, the name of an
    order ("" for the list's own) and a page from 1.
    """

    q: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    page: int = 1

    def filter(self, name: str) -> str:
        """Return the value chosen for a filter, "" where everything is wanted."""
        return self.filters.get(name, "")


EVERYTHING = ListChoice()


@dataclass(frozen=True)
class ListQuestion:
    """A question for a list: its rows without an order, the order, which ends in something unique,
    and the number that names a row.
    """

    rows: Select[*tuple[Any, ...]]
    order: tuple[ColumnElement[Any] | SQLColumnExpression[Any], ...]
    key: SQLColumnExpression[int]
    options: tuple[ExecutableOption, ...] = ()


@dataclass(frozen=True)
class ListPage(Generic[Row]):
    """The rows of one page, how many rows there are on all pages, and which page it is."""

    rows: Sequence[Row]
    total: int
    page: int


@dataclass(frozen=True)
class Beside:
    """The numbers of the rows before and after one in its list, with its place from 1."""

    before: int | None
    after: int | None
    place: int
    total: int


def count_rows(session: Session, question: ListQuestion) -> int:
    """Return how many rows there are on all pages."""
    keys = question.rows.with_only_columns(question.key).order_by(None)
    return session.scalar(select(func.count()).select_from(keys.subquery())) or 0


def nearest_page(page: int, total: int, size: int) -> int:
    """Return the page that is shown where one was asked for: one beyond the last means the last."""
    return max(1, min(page, -(-total // size)))


def list_page(
    session: Session, question: ListQuestion, page: int, *, size: int = PAGE_SIZE
) -> ListPage[Any]:
    """Return a page of a list in two questions; a page beyond the last means the last."""
    total = count_rows(session, question)
    number = nearest_page(page, total, size)
    cut = question.rows.options(*question.options).order_by(*question.order)
    found = session.execute(cut.limit(size).offset((number - 1) * size))
    is_single = len(question.rows.column_descriptions) == 1
    return ListPage(found.scalars().all() if is_single else found.all(), total, number)


def page_of_rows(rows: Sequence[Row], page: int, *, size: int = PAGE_SIZE) -> ListPage[Row]:
    """Return a page of rows that are in memory, for a list that one page needs whole anyway, such
    as a tree; a page beyond the last means the last.
    """
    number = nearest_page(page, len(rows), size)
    return ListPage(rows[(number - 1) * size : number * size], len(rows), number)


def beside(session: Session, question: ListQuestion, number: int) -> Beside | None:
    """Return what stands before and after a row in its list, in one question; None where the row is
    not in it.
    """
    order = question.order
    places = question.rows.with_only_columns(
        question.key.label("key"),
        func.lag(question.key).over(order_by=order).label("before"),
        func.lead(question.key).over(order_by=order).label("after"),
        func.row_number().over(order_by=order).label("place"),
        func.count().over().label("total"),
    ).subquery()
    row = session.execute(select(places).where(places.c.key == number)).one_or_none()
    return None if row is None else Beside(row.before, row.after, row.place, row.total)
