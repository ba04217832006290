"""The table in which reviews leave and come back: one line a project, checked as a whole."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from neighbourhood.refusals import Invalid
from neighbourhood.reviews.rules.sheets import MOST_REMARK, Answer

MOST_LINES, MOST_CHARACTERS = 2000, 1_000_000
#: What names a project, and what may be changed. Questions have a column each: q12, q13 …
ROUND, NUMBER, DEPARTMENTS, DUE, PROPOSAL = "round", "number", "departments", "due", "proposal"
QUESTION = re.compile(r"q([0-9]{1,9})(?:\b.*)?")
#: Where a formula could begin: with the cell, or behind any mark at which some spreadsheet parts
#: cells; blanks and quotation marks before it are nothing to it.
BEGINNING = re.compile(r"""((?:^|[;,|\t])[\s"']*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])""")
#: What our own files guard by a sign.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
ANSWERS = {
    "": "",
    "yes": Answer.YES,
    "no": Answer.NO,
    "n/a": Answer.NOT_APPLICABLE,
    "not_applicable": Answer.NOT_APPLICABLE,
}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell, by the reason code of its sentence."""

    line: int
    column: str
    code: str
    value: str = ""


@dataclass(frozen=True)
class TableLine:
    """A line of the table; None where the file does not speak of something, "" changes nothing."""

    line: int
    round: str
    number: int
    departments: tuple[str, ...] = ()
    due: date | None = None
    proposal: str = ""
    answers: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """What a file says, and what is wrong with it."""

    lines: tuple[TableLine, ...]
    problems: tuple[Problem, ...]


def guarded(cell: object) -> str:
    """Return a cell on one line in which no spreadsheet finds a formula, at whichever mark it parts
    cells.
    """
    return BEGINNING.sub(r"\1'", " ".join(str(cell).split()))


def write_table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table as CSV with a mark by which spreadsheets know that it is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([[guarded(cell) for cell in row] for row in (header, *rows)])
    return "\ufeff" + out.getvalue()


def read_table(text: str) -> Table:
    """Read a file as a whole, with commas, semicolons or tabs; raises Invalid where it is no such
    table.
    """
    if len(text) > MOST_CHARACTERS:
        raise Invalid("table_too_long", field="file", most=MOST_LINES)
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=mark))
    except csv.Error as error:
        raise Invalid("table_unreadable", field="file") from error
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    if ROUND not in header or NUMBER not in header:
        raise Invalid("table_without_project", field="file")
    if len(rows) - 1 > MOST_LINES:
        raise Invalid("table_too_long", field="file", most=MOST_LINES)
    return _checked(header, rows[1:])


def _checked(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    lines: list[TableLine] = []
    problems: list[Problem] = []
    seen: set[tuple[str, int]] = set()
    for line, row in enumerate(rows, 2):
        cells = {name: _plain(cell) for name, cell in zip(header, row, strict=False)}
        if not any(cells.values()):
            continue
        if not _number(cells.get(NUMBER, "")):
            problems.append(Problem(line, NUMBER, "table_number", cells.get(NUMBER, "")))
            continue
        one, wrong = _line(line, cells)
        problems += wrong
        if (one.round, one.number) in seen:
            problems.append(Problem(line, NUMBER, "table_twice", str(one.number)))
        seen.add((one.round, one.number))
        lines.append(one)
    return Table(tuple(lines), tuple(problems))


def _line(line: int, cells: Mapping[str, str]) -> tuple[TableLine, list[Problem]]:
    problems: list[Problem] = []
    answers: dict[int, str] = {}
    for name, cell in cells.items():
        if question := QUESTION.fullmatch(name):
            if cell.casefold() not in ANSWERS:
                problems.append(Problem(line, name, "table_answer", cell))
            elif cell:
                answers[int(question[1])] = ANSWERS[cell.casefold()]
    due = _day(cells.get(DUE, ""))
    if cells.get(DUE) and due is None:
        problems.append(Problem(line, DUE, "table_day", cells[DUE]))
    if len(cells.get(PROPOSAL, "")) > MOST_REMARK:
        problems.append(Problem(line, PROPOSAL, "table_cell_long", str(MOST_REMARK)))
    departments = tuple(cells.get(DEPARTMENTS, "").replace(";", " ").replace(",", " ").split())
    one = TableLine(
        line,
        cells.get(ROUND, ""),
        int(cells[NUMBER]),
        departments,
        due,
        cells.get(PROPOSAL, ""),
        answers,
    )
    return one, problems


def _plain(cell: str) -> str:
    """Return the cell without the sign that our own files put before a formula."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def _number(cell: str) -> bool:
    return cell.isascii() and cell.isdecimal() and len(cell) < 10


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None
