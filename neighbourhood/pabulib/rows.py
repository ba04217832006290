"""Turns the bytes of a `.pb` file into numbered rows of trimmed cells, with bounds that hold before
anything is kept.

Quoting is that of CSV; a line break inside a cell becomes a blank. The lines are cut by hand, since
`str.splitlines` also breaks at U+2028, U+0085 and form feeds, and `csv` cannot tell on which line
an open quotation mark began.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from neighbourhood.pabulib.errors import PabulibError

MAX_FILE_BYTES = 256 * 2**20
MAX_LINE_BYTES = 256 * 2**10
MAX_CELL_CHARACTERS = 128 * 2**10
MAX_COLUMNS = 256

_LINE_END = re.compile(r"\r\n|\r|\n")
_QUOTED_TEXT = re.compile(r'[^"]*+(?:""[^"]*+)*+')
_MOST_LINES_OF_CELL = 500
#: How a spreadsheet's "Unicode text" begins: two bytes for every sign.
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BLANKS = " \t\u00a0"


class Row(NamedTuple):
    """One row of the table: the line it begins on, counted from 1, and its cells."""

    line: int
    cells: list[str]


def rows(stream: BinaryIO, name: str) -> Iterator[Row]:
    """Yields every row that is not blank; raises PabulibError at the first line that breaks a bound
    or the quoting.
    """
    begun = 0
    cells: list[str] = []
    quotation: list[str] | None = None
    for line, text in _lines(stream, name):
        if quotation is None:
            begun, cells = line, []
            # Nearly every line: no quotation mark, so the cells are what stands between semicolons.
            if '"' not in text:
                cells = list(map(str.strip, text.split(";")))
                if len(cells) > MAX_COLUMNS:
                    _check_columns(name, line, len(cells) - 1)
                if any(cells):
                    yield Row(line, cells)
                continue
        quotation = _read_cells(_Place(name, begun), text, cells, quotation)
        if quotation is None and any(cells):
            yield Row(begun, cells)
    if quotation is not None:
        raise PabulibError("quotation_not_closed", file=name, line=begun)


class _Place(NamedTuple):
    name: str
    line: int


def _lines(stream: BinaryIO, name: str) -> Iterator[tuple[int, str]]:
    number, size = 0, 0
    while raw := stream.readline(MAX_LINE_BYTES + 1):
        size += len(raw)
        if len(raw) > MAX_LINE_BYTES or size > MAX_FILE_BYTES or b"\0" in raw:
            raise _out_of_bounds(name, number + 1, raw, size)
        text = _decoded(name, number + 1, raw)
        # Only a line feed ends what `readline` gives; carriage returns within it end lines too.
        if text[-1:] == "\n" and "\r" not in text[:-2]:
            number += 1
            yield number, text[:-1].removesuffix("\r")
            continue
        pieces = _LINE_END.split(text)
        for piece in pieces if pieces[-1] else pieces[:-1]:
            number += 1
            yield number, piece


def _out_of_bounds(name: str, line: int, raw: bytes, size: int) -> PabulibError:
    if len(raw) > MAX_LINE_BYTES:
        return PabulibError("line_too_long", file=name, line=line, most=MAX_LINE_BYTES)
    if size > MAX_FILE_BYTES:
        return PabulibError("file_too_big", file=name, line=line, most=MAX_FILE_BYTES)
    if line == 1 and raw.startswith(_UTF16):
        return PabulibError("utf16", file=name, line=line)
    return PabulibError("nul_byte", file=name, line=line)


def _decoded(name: str, line: int, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig" if line == 1 else "utf-8")
    except UnicodeDecodeError as error:
        exact = line + len(_LINE_END.findall(raw[: error.start].decode("utf-8", "replace")))
        raise PabulibError("not_utf8", file=name, line=exact) from None


def _check_columns(name: str, line: int, separators: int) -> None:
    if separators >= MAX_COLUMNS:
        raise PabulibError(
            "too_many_cells", file=name, line=line, cells=separators + 1, most=MAX_COLUMNS
        )


def _read_cells(
    place: _Place, text: str, cells: list[str], quotation: list[str] | None
) -> list[str] | None:
    """Appends the cells of one line; returns the pieces of a quoted cell that runs on into the next
    line, or None.
    """
    position = 0
    while True:
        if quotation is None:
            position = _skip_blanks(text, position)
            if text[position : position + 1] == '"':
                quotation, position = [], position + 1
        end: int | None
        if quotation is None:
            end = text.find(";", position)
            if end < 0:
                end = len(text)
            cells.append(text[position:end].strip())
        else:
            end = _read_quotation(place, text, position, quotation)
            if end is None:
                return quotation
            cells.append("".join(quotation).replace('""', '"').strip())
            quotation = None
        _check_columns(place.name, place.line, len(cells) - 1)
        if end >= len(text):
            return None
        position = end + 1


def _read_quotation(place: _Place, text: str, position: int, quotation: list[str]) -> int | None:
    """Adds the quoted piece; returns where the cell ends (a separator or the end of the line), None
    if it runs on.
    """
    piece = _QUOTED_TEXT.match(text, position)
    # The pattern also fits no text at all, so it always matches.
    assert piece is not None
    end = piece.end()
    quotation.append(piece[0])
    if sum(map(len, quotation)) > MAX_CELL_CHARACTERS or len(quotation) > 2 * _MOST_LINES_OF_CELL:
        raise PabulibError(
            "cell_too_long",
            file=place.name,
            line=place.line,
            most=MAX_CELL_CHARACTERS,
            lines=_MOST_LINES_OF_CELL,
        )
    if end >= len(text):
        quotation.append(" ")
        return None
    after = _skip_blanks(text, end + 1)
    if after < len(text) and text[after] != ";":
        raise PabulibError("text_after_quotation", file=place.name, line=place.line)
    return after


def _skip_blanks(text: str, position: int) -> int:
    while position < len(text) and text[position] in _BLANKS:
        position += 1
    return position
