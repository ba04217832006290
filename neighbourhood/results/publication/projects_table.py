"""The projects of a result as a table for spreadsheets, in which no cell can become a formula."""

import csv
import io
from collections.abc import Mapping

from neighbourhood.money import Money
from neighbourhood.results.documents import PublishedProject, PublishedResult

COLUMNS = (
    "number",
    "reference",
    "title",
    "language",
    "category",
    "cost",
    "votes",
    "place",
    "chosen by the vote",
    "amount",
    "reason",
)
#: What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def projects_csv(result: PublishedResult) -> str:
    """Return all projects of a result as CSV, amounts in whole units of the currency with a decimal
    point.
    """
    out = io.StringIO()
    # The line ends are part of the hash, so they do not depend on the machine.
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    amounts = result.amounts
    for project in result.projects:
        writer.writerow([safe_cell(cell) for cell in _row(project, amounts, result.currency)])
    return out.getvalue()


def _row(
    project: PublishedProject, amounts: Mapping[str, int], currency: str
) -> tuple[object, ...]:
    return (
        project.number,
        project.reference,
        project.title,
        project.language,
        project.category,
        Money(project.cost, currency).decimal,
        project.votes,
        project.order or "",
        "yes" if project.is_selected else "no",
        Money(amounts.get(project.reference, 0), currency).decimal,
        project.reason.code,
    )


def safe_cell(value: object) -> str:
    """Return the cell as text; one that a spreadsheet could carry out begins with an apostrophe."""
    # A negative number would be guarded too; there is none among these.
    text = str(value)
    return "'" + text if text.startswith(FORMULA) else text
