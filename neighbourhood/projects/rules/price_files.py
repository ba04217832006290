"""A price list as a table (CSV): read whole with every mistake named, written so that no cell can
become a formula.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from neighbourhood.folding import visible
from neighbourhood.money import Money, parse_money, western_digits
from neighbourhood.projects.rules.prices import Price, require_sound_price
from neighbourhood.refusals import Invalid

LARGEST_PRICE_FILE = 2**20
MOST_PRICES = 2_000
#: More would be read by nobody; the first ones are mended first.
MOST_PROBLEMS = 50
NEEDED = ("code", "unit", "lowest", "as_of")
KNOWN = (*NEEDED, "highest", "category", "active")
BY_LANGUAGE = re.compile(r"(name|note)_([a-z]{2,3}(?:_[A-Za-z]{2,4})?)")
YES, NO = {"", "yes", "true", "1"}, {"no", "false", "0"}
#: What a spreadsheet takes for the beginning of a formula, also behind blanks and quotation marks.
FORMULA = re.compile(r"""^[\s"']*[=+\-@\uff1d\uff0b\uff0d\uff20]""")
BREAKS = re.compile(r"[\r\n\t\v\f\x1c-\x1e\x85\u2028\u2029]+")
#: A comma before other than three digits groups nothing, so it can only be the decimal mark.
DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]{1,2}")


@dataclass(frozen=True)
class ListedPrice:
    """An item of the list, and whether it is offered."""

    price: Price
    is_active: bool = True


@dataclass(frozen=True)
class FileProblem:
    """A mistake in a file: its line from 1, its column by name ("" for the whole line), and why."""

    line: int
    column: str
    refusal: Invalid


@dataclass(frozen=True)
class PriceFile:
    """What stands in a file: its items, or what is wrong with them."""

    prices: tuple[ListedPrice, ...] = ()
    problems: tuple[FileProblem, ...] = ()


@dataclass(frozen=True)
class FileSurroundings:
    """What the rows of a file are read by: the city's currency, its languages, the numbers of its
    categories by their short names, and today.
    """

    currency: str
    languages: Sequence[str]
    categories: Mapping[str, int]
    today: date


@dataclass
class _Reading:
    """The rows read so far."""

    around: FileSurroundings
    prices: list[ListedPrice] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def take(self, line: int, cells: Mapping[str, str]) -> None:
        """Take the item of a row, or what is wrong with it."""
        column = ""
        try:
            code = cells["code"]
            if code in self.lines:
                raise Invalid("price_twice", field="code", line=self.lines[code])
            self.prices.append(_listed(cells, self.around))
            self.lines[code] = line
        except Invalid as refusal:
            column = refusal.field or ""
            self.problems.append(FileProblem(line, column, refusal))


def read_price_file(content: bytes, around: FileSurroundings) -> PriceFile:
    """Return the items of a file; one mistake and it has none, but all its problems. Raises Invalid
    where it is no table at all.
    """
    rows = _rows_of(_text_of(content))
    heads = [visible(head).casefold() for head in next(rows, (0, []))[1]]
    _require_heads(heads, around.languages)
    reading = _Reading(around)
    for number, (line, cells) in enumerate(rows, start=1):
        if number > MOST_PRICES:
            raise Invalid("price_file_too_long", field="file", most=MOST_PRICES)
        if len(cells) > len(heads):
            found = Invalid("price_cells", cells=len(cells), heads=len(heads))
            reading.problems.append(FileProblem(line, "", found))
        elif any(cells):
            padded = [*cells, *[""] * (len(heads) - len(cells))]
            reading.take(line, dict(zip(heads, map(_bare, padded), strict=True)))
    if reading.problems:
        return PriceFile(problems=tuple(reading.problems[:MOST_PROBLEMS]))
    if not reading.prices:
        raise Invalid("price_file_empty", field="file")
    return PriceFile(prices=tuple(reading.prices))


def price_file(
    listed: Iterable[ListedPrice],
    *,
    currency: str,
    languages: Sequence[str],
    categories: Mapping[int, str],
) -> str:
    """Return the list as CSV, amounts in whole units with a decimal point, readable by
    `read_price_file` again.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    texts = [(part, code) for part in ("name", "note") for code in languages]
    writer.writerow(["code", *(f"{part}_{code}" for part, code in texts), *KNOWN[1:]])
    for one in listed:
        price = one.price
        words = [(price.name if part == "name" else price.note).get(code) for part, code in texts]
        row = (
            price.code,
            *words,
            price.unit,
            Money(price.lowest, currency).decimal,
            price.as_of.isoformat(),
            Money(price.highest, currency).decimal,
            categories.get(price.category_id or 0, ""),
            "yes" if one.is_active else "no",
        )
        writer.writerow([_inert(cell) for cell in row])
    return out.getvalue()


def _text_of(content: bytes) -> str:
    if len(content) > LARGEST_PRICE_FILE:
        raise Invalid("price_file_too_large", field="file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid("price_file_encoding", field="file") from error


def _rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            # A cell may hold line ends: the next row begins behind them.
            line = reader.line_num + 1
    except csv.Error as error:
        raise Invalid("price_file_quotes", field="file", line=line) from error


def _require_heads(heads: Sequence[str], languages: Sequence[str]) -> None:
    if missing := [name for name in NEEDED if name not in heads]:
        raise Invalid("price_columns_missing", field="file", names=", ".join(missing))
    for head in heads:
        texts = BY_LANGUAGE.fullmatch(head)
        is_text = texts is not None and _code_of(texts[2], languages) is not None
        if head not in KNOWN and not is_text:
            raise Invalid("price_column_unknown", field="file", name=head[:40])
    if len(set(heads)) < len(heads):
        raise Invalid("price_columns_twice", field="file")


def _code_of(written: str, languages: Sequence[str]) -> str | None:
    return next((code for code in languages if code.casefold() == written), None)


def _listed(cells: Mapping[str, str], around: FileSurroundings) -> ListedPrice:
    lowest = _amount(cells, "lowest", around.currency)
    if lowest is None:
        raise Invalid("price_amount_missing", field="lowest")
    highest = _amount(cells, "highest", around.currency)
    price = Price(
        code=cells["code"],
        name=_texts(cells, "name", around.languages),
        unit=cells["unit"].casefold(),
        lowest=lowest,
        highest=lowest if highest is None else highest,
        as_of=_day(cells["as_of"]),
        note=_texts(cells, "note", around.languages),
        category_id=_category(cells.get("category", ""), around.categories),
    )
    require_sound_price(price, today=around.today)
    return ListedPrice(price, _is_yes(cells.get("active", "")))


def _amount(cells: Mapping[str, str], name: str, currency: str) -> int | None:
    typed = western_digits(cells.get(name, ""))
    if not typed:
        return None
    if DECIMAL_COMMA.fullmatch(typed):
        typed = typed.replace(",", ".")
    try:
        return parse_money(typed, currency=currency, decimal_mark=".")
    except Invalid as refusal:
        refusal.field = name
        raise


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(western_digits(typed))
    except ValueError as error:
        raise Invalid("price_day", field="as_of") from error


def _category(slug: str, categories: Mapping[str, int]) -> int | None:
    if not slug:
        return None
    if slug not in categories:
        raise Invalid("category_unknown", field="category")
    return categories[slug]


def _is_yes(typed: str) -> bool:
    if typed.casefold() not in YES | NO:
        raise Invalid("price_active", field="active")
    return typed.casefold() in YES


def _texts(cells: Mapping[str, str], part: str, languages: Sequence[str]) -> dict[str, str]:
    found = {code: cells.get(f"{part}_{code.casefold()}", "") for code in languages}
    return {code: text for code, text in found.items() if text}


def _inert(cell: object) -> str:
    text = BREAKS.sub(" ", str(cell if cell is not None else ""))
    return f"'{text}" if FORMULA.match(text) else text


def _bare(cell: str) -> str:
    """Return the cell without the apostrophe that keeps it from being a formula."""
    text = visible(cell)
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text
