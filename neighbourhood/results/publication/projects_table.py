"""The projects of a result as a table for spreadsheets, in which no cell can become a formula."""

import csv
import io
import re
from collections.abc import Mapping

from neighbourhood.money import Money
from neighbourhood.results.documents import PublishedProject, PublishedResult

COLUMNS = (
    "number",
    "reference",
    "title",
    "language",
    "category",
    "category slug",
    "cost",
    "votes",
    "place",
    "chosen by the vote",
    "amount",
    "reason",
)
#: What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Where one could begin: with the cell, or behind any mark at which some spreadsheet parts cells;
#: blanks and quotation marks before it are nothing to it.
BEGINNING = re.compile(r"""((?:^|[;,|\t])[\s"']*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])""")
BREAKS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def projects_csv(result: PublishedResult) -> str:
    """Return all projects of a result as CSV, amounts in whole units of the currency with a decimal
    point.
    """
    out = io.StringIO()
    # The line ends are part of the hash, so they do not depend on the machine.
    writer = csv.writer(out, lineterminator="\r\n")
    is_old = result.category_language is None
    safe = safe_cell if is_old else inert
    # A result from before numbers were drawn keeps the columns, and so the bytes, that it had.
    is_drawn = any(project.list_number is not None for project in result.projects)
    columns = [name for name in COLUMNS if not (is_old and name == "category slug")]
    writer.writerow([*columns, "list number"] if is_drawn else columns)
    amounts = result.amounts
    for project in result.projects:
        drawn = (project.list_number or "",) if is_drawn else ()
        row = (*_row(project, amounts, result.currency), *drawn)
        writer.writerow([safe(cell) for cell in row])
    return out.getvalue()


def _row(
    project: PublishedProject, amounts: Mapping[str, int], currency: str
) -> tuple[object, ...]:
    slug = project.category_slug
    return (
        project.number,
        project.reference,
        project.title,
        project.language,
        project.category,
        *(() if slug is None else (slug,)),
        Money(project.cost, currency).decimal,
        project.votes,
        project.order or "",
        "yes" if project.is_selected else "no",
        Money(amounts.get(project.reference, 0), currency).decimal,
        project.reason.code,
    )


def inert(value: object) -> str:
    """Return the cell as text on one line, in which no part can be carried out, whatever parts the
    cells of the file: an apostrophe stands before each sign that could begin a formula.
    """
    return BEGINNING.sub(r"\1'", BREAKS.sub(" ", str(value)))


def safe_cell(value: object) -> str:
    """Return the cell as the first two formats wrote it: guarded at its beginning alone."""
    # A negative number would be guarded too; there is none among these.
    text = str(value)
    return "'" + text if text.startswith(FORMULA) else text
