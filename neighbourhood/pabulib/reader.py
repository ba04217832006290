"""Reads a `.pb` file whole or refuses it with the first lines at fault; see `rows` for the bounds
on its size.

Only the META keys a count needs are required (`num_projects`, `num_votes`, `budget`, `vote_type`).
An empty ballot is a voter. A project named twice in a ballot counts once, as the first time. Sums
of cost over `max_sum_cost` are accepted, since cities accepted such ballots (26 of 1,746 public
files hold some).
"""

import os
from io import BytesIO
from typing import BinaryIO

from neighbourhood.pabulib.ballot_rows import read_ballots
from neighbourhood.pabulib.election import Election, PabulibProject
from neighbourhood.pabulib.errors import PabulibError, Problems, quoted
from neighbourhood.pabulib.meta import Meta, read_meta
from neighbourhood.pabulib.numbers import Exact, decimal_number, plain, whole_number
from neighbourhood.pabulib.rows import MAX_FILE_BYTES, Row, rows
from neighbourhood.pabulib.sections import Sections, Table


def read(path: str | os.PathLike[str]) -> Election:
    """The election in the file; raises PabulibError for bad contents and OSError where the file
    cannot be opened.
    """
    with open(path, "rb") as stream:
        return _read_stream(stream, os.path.basename(os.fspath(path)))


def parse(text: str | bytes, name: str = "election.pb") -> Election:
    """The election in the text; `name` is what errors call the file. Raises PabulibError."""
    if isinstance(text, str):
        if len(text) > MAX_FILE_BYTES:
            raise PabulibError("file_too_big", file=name, line=1, most=MAX_FILE_BYTES)
        # A lone surrogate becomes bytes that are no UTF-8, and so is refused on its own line.
        text = text.encode("utf-8", "surrogatepass")
    return _read_stream(BytesIO(text), name)


def _read_stream(stream: BinaryIO, name: str) -> Election:
    problems = Problems()
    try:
        return _read_sections(stream, name, problems)
    except PabulibError as error:
        problems.end_with(error)
        raise


def _read_sections(stream: BinaryIO, name: str, problems: Problems) -> Election:
    sections = Sections(rows(stream, name), name)
    meta = read_meta(sections, name, problems)
    projects = _read_projects(sections.table("PROJECTS", ("project_id", "cost")), meta, problems)
    # Beyond wrong bounds and projects, every ballot could seem wrong.
    problems.require_none()
    table = sections.table("VOTES", ("voter_id", "vote"))
    ballots = read_ballots(table, meta, frozenset(project.id for project in projects), problems)
    problems.require_none()
    if len(ballots) != meta.whole("num_votes", 0):
        raise meta.error("other_number_of_votes", "num_votes", rows=len(ballots))
    # What the format knows has its own place in a ballot; the rest is kept as written.
    own = tuple(column for column in table.columns if column not in ("voter_id", "vote", "points"))
    return Election(name, dict(meta.values), projects, ballots, own)


def _read_projects(table: Table, meta: Meta, problems: Problems) -> tuple[PabulibProject, ...]:
    projects: list[PabulibProject] = []
    seen: set[str] = set()
    number = 0
    for row in table.rows:
        number += 1
        with problems.noted():
            project = _read_project(table, row)
            if project.id in seen:
                raise PabulibError(
                    "project_twice", file=table.file, line=row.line, project=quoted(project.id)
                )
            seen.add(project.id)
            projects.append(project)
    said = whole_number(meta.values.get("num_projects", ""))
    if said is not None and said != number:
        problems.note(meta.error("other_number_of_projects", "num_projects", rows=number))
    return tuple(projects)


def _read_project(table: Table, row: Row) -> PabulibProject:
    cells = dict(zip(table.columns, row.cells, strict=True))
    project, cost = cells.pop("project_id"), cells.pop("cost")
    if not project or "," in project:
        raise PabulibError(
            "bad_project_id", file=table.file, line=row.line, project=quoted(project)
        )
    if cells.get("selected") and whole_number(cells["selected"]) is None:
        raise _cell_error("bad_selected", table, row, "selected", cells)
    # What the file says it counted is kept; whether it is right, only a count can say.
    for column in ("votes", "score"):
        _settle_number(table, row, cells, column)
    return PabulibProject(project, _read_cost(table, row, cost), cells)


def _settle_number(table: Table, row: Row, cells: dict[str, str], column: str) -> None:
    if cells.get(column):
        number = decimal_number(cells[column])
        if number is None:
            raise _cell_error("bad_project_number", table, row, column, cells)
        cells[column] = plain(number)


def _cell_error(
    code: str, table: Table, row: Row, column: str, cells: dict[str, str]
) -> PabulibError:
    value = quoted(cells[column])
    return PabulibError(code, file=table.file, line=row.line, key=column, value=value)


def _read_cost(table: Table, row: Row, text: str) -> Exact:
    cost = decimal_number(text)
    if cost is None or cost < 0:
        raise PabulibError("bad_cost", file=table.file, line=row.line, cost=quoted(text))
    return cost
