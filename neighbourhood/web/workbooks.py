"""Tables as a workbook (XLSX) that opens by a double click in any spreadsheet: texts are texts,
amounts are amounts, in the reader's language and direction.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import xlsxwriter
from babel import Locale
from babel.numbers import get_currency_symbol

from neighbourhood.languages import Language
from neighbourhood.money import Money, decimals_of

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Of characters; between them a column is as wide as its longest cell.
NARROWEST, WIDEST = 8, 60
#: The most that a spreadsheet takes in one cell, and in the name of a sheet.
LONGEST_CELL, LONGEST_NAME = 32_767, 31
FORBIDDEN_IN_NAMES = str.maketrans("", "", "[]:*?/\\'")

Cell = str | int | Money | None


class Kind(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"


@dataclass(frozen=True)
class Column:
    """A heading, and what stands below it."""

    heading: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


def workbook(
    sheets: Sequence[Sheet], *, language: Language, currency: str, made_at: datetime
) -> bytes:
    """Return the workbook, the same bytes whenever it is made of the same tables."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    # Else the time of making would change the bytes.
    book.set_properties({"created": made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)})
    formats = {
        Kind.TEXT: book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
        Kind.NUMBER: book.add_format({"valign": "top", "num_format": "#,##0"}),
        Kind.MONEY: book.add_format(
            {"valign": "top", "num_format": money_pattern(currency, Locale.parse(language.code))}
        ),
    }
    bold = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name.translate(FORBIDDEN_IN_NAMES)[:LONGEST_NAME])
        if language.direction == "rtl":
            page.right_to_left()
        page.freeze_panes(1, 0)
        for place, column in enumerate(sheet.columns):
            page.write_string(0, place, column.heading, bold)
            page.set_column(place, place, _width(sheet, place))
            for line, row in enumerate(sheet.rows, 1):
                _write(page, line, place, row[place], formats[column.kind])
    book.close()
    return out.getvalue()


def money_pattern(currency: str, locale: Locale) -> str:
    """Return the number format of an amount; its marks are those of the reader's spreadsheet."""
    places = decimals_of(currency)
    figures = "#,##0." + "0" * places if places else "#,##0"
    sign = f'"{get_currency_symbol(currency, locale=locale)}"'
    is_before = str(locale.currency_formats["standard"].pattern).lstrip("\u200f\u200e")[0] == "¤"
    return f"{sign} {figures}" if is_before else f"{figures} {sign}"


def _write(
    page: "xlsxwriter.worksheet.Worksheet",
    line: int,
    place: int,
    cell: Cell,
    cell_format: "xlsxwriter.format.Format",
) -> None:
    if cell is None:
        return
    if isinstance(cell, Money):
        page.write_number(line, place, float(cell.decimal), cell_format)
    elif isinstance(cell, int):
        page.write_number(line, place, cell, cell_format)
    else:
        # Never `write`, which would make a formula of what begins like one.
        page.write_string(line, place, cell[:LONGEST_CELL], cell_format)


def _width(sheet: Sheet, place: int) -> int:
    cells = [sheet.columns[place].heading, *(_shown(row[place]) for row in sheet.rows)]
    return min(max(NARROWEST, *(len(cell) + 2 for cell in cells)), WIDEST)


def _shown(cell: Cell) -> str:
    # An amount is wider than its figures: it has marks and a sign.
    return f"{cell.decimal:,} {cell.currency}" if isinstance(cell, Money) else str(cell or "")
