"""Cuts the rows of a `.pb` file into its three tables META, PROJECTS and VOTES, in this order, each
named once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from neighbourhood.pabulib.errors import PabulibError, quoted
from neighbourhood.pabulib.rows import Row

SECTIONS = ("META", "PROJECTS", "VOTES")
_MOST_ROWS = {"META": 1_000, "PROJECTS": 20_000, "VOTES": 5_000_000}


@dataclass(frozen=True)
class Table:
    """One section: the line of its mark, its lower-case column names, and its rows, each as wide as
    the header.
    """

    file: str
    line: int
    columns: tuple[str, ...]
    rows: Iterator[Row]

    def position(self, column: str) -> int | None:
        """Where the column stands, or None."""
        return self.columns.index(column) if column in self.columns else None


class Sections:
    """Hands out the tables of a stream of rows one after the other, without keeping them."""

    def __init__(self, rows: Iterator[Row], file: str) -> None:
        self._rows = rows
        self._file = file
        self._last = 1
        self._mark = self._next_mark()

    def table(self, section: str, required: tuple[str, ...]) -> Table:
        """The next table, which must be this section and have the required columns first; raises
        PabulibError.
        """
        line = self._expect(section)
        header = self._header(section)
        # Names are compared in small letters; what stands below them keeps its own.
        columns = tuple(cell.lower() for cell in header.cells)
        _check_columns(self._file, header.line, columns, required)
        return Table(self._file, line, columns, self._body(section, columns))

    @property
    def line(self) -> int:
        """The line read last, counted from 1."""
        return self._last

    def _next_mark(self) -> Row | None:
        for row in self._rows:
            self._last = row.line
            return row
        return None

    def _expect(self, section: str) -> int:
        mark = self._mark
        if mark is None:
            raise PabulibError("section_missing", file=self._file, line=self._last, section=section)
        name = section_named(mark)
        if name is None:
            text = quoted(";".join(mark.cells))
            raise PabulibError(
                "other_text", file=self._file, line=mark.line, text=text, section=section
            )
        if name != section:
            raise PabulibError(
                "other_section",
                file=self._file,
                line=mark.line,
                section=name,
                expected_section=section,
            )
        return mark.line

    def _header(self, section: str) -> Row:
        row = self._next_mark()
        if row is None or section_named(row):
            raise PabulibError("header_missing", file=self._file, line=self._last, section=section)
        return Row(row.line, _without_empty_end(row.cells))

    def _body(self, section: str, columns: tuple[str, ...]) -> Iterator[Row]:
        # The mark that ends this table begins the next: it is kept for whoever asks for that one.
        self._mark = None
        width = len(columns)
        for number, row in enumerate(self._rows):
            self._last = row.line
            name = section_named(row)
            if name:
                _check_order(self._file, row, name, section)
                self._mark = row
                return
            # Bounds before the row is handed out, so that nobody collects more than they allow.
            if number >= _MOST_ROWS[section]:
                raise PabulibError(
                    "too_many_rows",
                    file=self._file,
                    line=row.line,
                    section=section,
                    most=_MOST_ROWS[section],
                )
            if section == "META":
                row = _with_colon(row)
            yield row if len(row.cells) == width else _fitted(self._file, row, width)


def section_named(row: Row) -> str | None:
    """The section a row marks: its sole non-empty cell is the section's name; a project called
    `votes` is no mark.
    """
    name = row.cells[0].upper()
    return name if name in SECTIONS and not any(row.cells[1:]) else None


def _check_order(file: str, row: Row, name: str, current: str) -> None:
    if SECTIONS.index(name) <= SECTIONS.index(current):
        raise PabulibError("section_twice", file=file, line=row.line, section=name)


def _check_columns(
    file: str, line: int, columns: tuple[str, ...], required: tuple[str, ...]
) -> None:
    for name in required:
        if name not in columns:
            names = ", ".join(required)
            raise PabulibError("column_missing", file=file, line=line, name=name, names=names)
    for name in columns:
        if not name:
            raise PabulibError("column_unnamed", file=file, line=line)
        if columns.count(name) > 1:
            raise PabulibError("column_twice", file=file, line=line, name=quoted(name))


def _with_colon(row: Row) -> Row:
    # The format's own description once writes `rule: greedy`, and people copy from it.
    key, colon, value = row.cells[0].partition(":")
    return Row(row.line, [key.strip(), value.strip()]) if colon and len(row.cells) == 1 else row


def _fitted(file: str, row: Row, width: int) -> Row:
    # Empty cells beyond the header say nothing; one with words in it belongs to no column.
    cells = row.cells
    if len(cells) > width and not any(cells[width:]):
        return Row(row.line, cells[:width])
    raise PabulibError(
        "row_of_other_width", file=file, line=row.line, cells=len(cells), width=width
    )


def _without_empty_end(cells: list[str]) -> list[str]:
    width = max((number for number, cell in enumerate(cells, 1) if cell), default=0)
    return cells[:width]
