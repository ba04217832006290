"""Lists one can search, filter, sort and page, by a form that works without scripts.

A room says with a `ListShape` what its list can be asked, reads the reader's `ListChoice` with
`list_choice`, asks its own query for a `ListPage`, and shows it as a `ListView` with the macros of
templates/components/lists.html.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from flask import request, url_for

from neighbourhood.database.lists import (
    PAGE_SIZE,
    Beside,
    ListChoice,
    ListPage,
    ListQuestion,
    beside,
    list_page,
    page_of_rows,
)
from neighbourhood.folding import visible
from neighbourhood.languages import Sentence
from neighbourhood.money import western_digits
from neighbourhood.web.pagination import Pages, page_number
from neighbourhood.web.text import clean

__all__ = [
    "Beside",
    "BesideView",
    "Filter",
    "ListChoice",
    "ListPage",
    "ListQuestion",
    "ListShape",
    "ListView",
    "beside",
    "beside_view",
    "day_chosen",
    "list_choice",
    "list_page",
    "page_of_rows",
]

Row = TypeVar("Row")
LONGEST_SEARCH = 100
MOST_DIGITS = 9


@dataclass(frozen=True)
class Filter:
    """One thing a list is narrowed by: the name in the address, its label, and each value with its
    words; without values it is a day, or an amount in whole units of the city's currency. What is
    shown without a choice is everything, or what `unchosen` says.
    """

    name: str
    label: Sentence
    options: Sequence[tuple[str, Sentence]] | None = None
    unchosen: Sentence = ""
    is_amount: bool = False

    @property
    def is_day(self) -> bool:
        """Say whether the filter is a day."""
        return self.options is None and not self.is_amount

    def value_of(self, typed: str) -> str:
        """Return what was asked for; what is no choice of this filter means everything."""
        if self.is_amount:
            return _amount(typed)
        if self.options is None:
            return typed if _is_day(typed) else ""
        return typed if typed in {value for value, _words in self.options} else ""

    def words_for(self, value: str) -> Sentence:
        """Return the words of a value that is a choice of this filter."""
        return dict(self.options)[value] if self.options is not None else value


@dataclass(frozen=True)
class ListShape:
    """What a list can be asked: the label of its words ("" where it has no search), its filters,
    and its orders, the first of which is its own.
    """

    search: Sentence = ""
    filters: tuple[Filter, ...] = ()
    sorts: Mapping[str, Sentence] = field(default_factory=dict)
    size: int = PAGE_SIZE


@dataclass(frozen=True)
class ActiveFilter:
    """A filter or words in use: what they say, and the address of the list without them."""

    label: Sentence
    value: Sentence
    url: str


@dataclass(frozen=True)
class ListView(Generic[Row]):
    """A page of a list with what was asked for; `values` belong to the list's address."""

    shape: ListShape
    choice: ListChoice
    rows: Sequence[Row]
    pages: Pages
    endpoint: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        shape: ListShape,
        choice: ListChoice,
        listed: ListPage[Row],
        endpoint: str,
        **values: Any,
    ) -> "ListView[Row]":
        """Return the view of a page of rows."""
        pages = Pages(listed.page, listed.total, shape.size)
        return cls(shape, choice, listed.rows, pages, endpoint, values)

    @property
    def asked(self) -> dict[str, Any]:
        """Return what the reader looks for, as parts of an address, without the page."""
        return parts_of(self.choice, self.shape)

    @property
    def url(self) -> str:
        """Return the list's address with what the reader looks for."""
        return url_for(self.endpoint, **self.values, **self.asked)

    @property
    def clear_url(self) -> str:
        """Return the address of the whole list."""
        return url_for(self.endpoint, **self.values)

    @property
    def is_narrowed(self) -> bool:
        """Say whether the reader looks for some of the rows only."""
        return bool(self.active)

    @property
    def active(self) -> list[ActiveFilter]:
        """Return the words and filters in use."""
        chosen = [(one, self.choice.filter(one.name)) for one in self.shape.filters]
        found = [("q", self.shape.search, self.choice.q)] if self.choice.q else []
        found += [(one.name, one.label, one.words_for(value)) for one, value in chosen if value]
        return [ActiveFilter(label, words, self._without(name)) for name, label, words in found]

    def _without(self, name: str) -> str:
        left = {part: value for part, value in self.asked.items() if part != name}
        return url_for(self.endpoint, **self.values, **left)


@dataclass(frozen=True)
class BesideView:
    """The ways from the page of one thing to those before and after it, and back to its list."""

    before: str | None
    after: str | None
    back: str
    place: int
    total: int


def list_choice(shape: ListShape) -> ListChoice:
    """Return what the address asks of a list; what it cannot be asked is left out."""
    asked = request.args
    sort = asked.get("sort", "")
    words = clean(asked.get("q", ""))[:LONGEST_SEARCH].strip() if shape.search else ""
    values = {one.name: one.value_of(asked.get(one.name, "")) for one in shape.filters}
    return ListChoice(
        words,
        {name: value for name, value in values.items() if value},
        sort if sort in shape.sorts else next(iter(shape.sorts), ""),
        page_number(),
    )


def parts_of(choice: ListChoice, shape: ListShape) -> dict[str, Any]:
    """Return a choice as parts of an address, without the page; what stands at its default is left
    out, so that a list has one address.
    """
    is_own_order = choice.sort == next(iter(shape.sorts), "")
    sort = "" if is_own_order else choice.sort
    parts = {"q": choice.q, **choice.filters, "sort": sort}
    return {name: value for name, value in parts.items() if value}


def beside_view(
    shape: ListShape,
    found: Beside | None,
    *,
    one: str,
    name: str,
    back: str,
    values: Mapping[str, Any] | None = None,
) -> BesideView | None:
    """Return the ways around one thing in the list it was opened from: `one` is the endpoint of its
    page, `name` that of its number in the address, `back` the endpoint of the list.
    """
    if found is None:
        return None
    kept = parts_of(list_choice(shape), shape) | dict(values or {})

    def way(number: int | None) -> str | None:
        return url_for(one, **(kept | {name: number})) if number is not None else None

    page = -(-found.place // shape.size)
    # On the page of the list where one left it, also after going on to the next thing.
    to_list = url_for(back, **(kept | ({"page": page} if page > 1 else {})))
    return BesideView(way(found.before), way(found.after), to_list, found.place, found.total)


def day_chosen(choice: ListChoice, name: str) -> date | None:
    """Return the day chosen for a filter, if one was."""
    value = choice.filter(name)
    return date.fromisoformat(value) if value else None


def _amount(typed: str) -> str:
    """Return the digits of a whole amount, "" for anything else: a list is no form that asks
    back.
    """
    digits = western_digits(visible(typed)).replace(" ", "")
    is_whole = digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS
    return str(int(digits)) if is_whole else ""


def _is_day(typed: str) -> bool:
    try:
        date.fromisoformat(typed)
    except ValueError:
        return False
    # Python reads other forms of a day too, which a date field would not show again.
    return len(typed) == 10 and typed.isascii()
