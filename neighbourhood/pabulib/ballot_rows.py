"""Reads and checks section VOTES, row by row, so that a million ballots need no second copy."""

from collections.abc import Callable
from operator import itemgetter

from neighbourhood.pabulib.election import POINT_KINDS, PabulibBallot
from neighbourhood.pabulib.errors import PabulibError, Said, quoted
from neighbourhood.pabulib.meta import Meta
from neighbourhood.pabulib.numbers import Exact, decimal_number
from neighbourhood.pabulib.rows import Row
from neighbourhood.pabulib.sections import Table


def read_ballots(table: Table, meta: Meta, projects: frozenset[str]) -> tuple[PabulibBallot, ...]:
    """The ballots in file order; raises PabulibError at the first row that breaks the file's own
    rules.
    """
    if meta.values["vote_type"] in POINT_KINDS and table.position("points") is None:
        problem = Said("the column {name} is missing", name="points")
        raise PabulibError(table.file, table.line + 1, problem, Said("voter_id, vote and points"))
    reader = _BallotReader(table, meta, projects)
    return tuple(reader.ballot(row) for row in table.rows)


Content = tuple[tuple[str, ...], tuple[Exact, ...] | None]
"""What a ballot says: project ids, and points in the same order or None."""


class _BallotReader:
    """Holds what every row needs: columns, bounds, the ids seen, and what each way to vote means,
    read once.
    """

    def __init__(self, table: Table, meta: Meta, projects: frozenset[str]) -> None:
        self._file = table.file
        self._projects = {project: project for project in projects}
        self._voter, self._vote = table.columns.index("voter_id"), table.columns.index("vote")
        has_points = meta.values["vote_type"] in POINT_KINDS
        self._points = table.position("points") if has_points else None
        dropped = (self._voter, self._vote, table.position("points"))
        self._own = _cells_at(
            [number for number in range(len(table.columns)) if number not in dropped]
        )
        self._least, self._most = (
            meta.whole("min_length", 0),
            meta.whole("max_length", len(projects)),
        )
        if meta.values["vote_type"] == "choose-1":
            self._most = 1
        self._check_points = _points_check(meta)
        self._seen: set[str] = set()
        self._contents: dict[tuple[str, str], Content] = {}

    def ballot(self, row: Row) -> PabulibBallot:
        """One row of VOTES."""
        cells = row.cells
        voter = cells[self._voter]
        if not voter or voter in self._seen:
            problem = (
                Said("voter {voter} stands twice", voter=quoted(voter))
                if voter
                else Said("the voter id is empty")
            )
            raise PabulibError(self._file, row.line, problem, Said("voter ids of their own"))
        self._seen.add(voter)
        written = cells[self._vote], "" if self._points is None else cells[self._points]
        content = self._contents.get(written)
        if content is None:
            content = self._contents[written] = self._read(row, *written)
        return PabulibBallot(voter, content[0], content[1], self._own(cells))

    def _read(self, row: Row, vote: str, points: str) -> Content:
        choices, given = self._read_choices(row, vote), None
        if self._points is not None:
            choices, given = self._read_points(row, choices, points)
        elif len(set(choices)) < len(choices):
            choices = tuple(dict.fromkeys(choices))
        if choices and not self._least <= len(choices) <= self._most:
            raise self._length_error(row, len(choices))
        return choices, given

    def _read_choices(self, row: Row, vote: str) -> tuple[str, ...]:
        try:
            return (
                tuple(map(self._projects.__getitem__, map(str.strip, vote.split(","))))
                if vote
                else ()
            )
        except KeyError as unknown:
            entry = unknown.args[0]
        named = Said("the ballot names project {project}", project=quoted(entry))
        problem = named if entry else Said("the ballot has an empty place")
        raise PabulibError(self._file, row.line, problem, Said("ids that PROJECTS lists"))

    def _read_points(self, row: Row, choices: tuple[str, ...], text: str) -> Content:
        points = [decimal_number(entry.strip()) for entry in text.split(",")] if text else []
        if None in points:
            problem = Said("the points are {points}", points=quoted(text))
            raise PabulibError(self._file, row.line, problem, Said("numbers between commas"))
        if len(points) != len(choices):
            problem = Said(
                "the ballot names {projects} projects and {points} points",
                projects=len(choices),
                points=len(points),
            )
            raise PabulibError(self._file, row.line, problem, Said("as many points as projects"))
        once: dict[str, Exact] = {}
        for choice, given in zip(choices, points, strict=True):
            once.setdefault(choice, given)
        self._check_points(row, list(once.values()))
        return tuple(once), tuple(once.values())

    def _length_error(self, row: Row, length: int) -> PabulibError:
        is_long = length > self._most
        expected = (
            Said("at most {most}", most=self._most)
            if is_long
            else Said("at least {least}, or none", least=self._least)
        )
        return PabulibError(
            self._file,
            row.line,
            Said("the ballot names {projects} projects", projects=length),
            expected,
        )


def _cells_at(places: list[int]) -> Callable[[list[str]], tuple[str, ...]]:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda cells: tuple(cells[place] for place in places)


def _points_check(meta: Meta) -> Callable[[Row, list[Exact]], None]:
    least, most = meta.decimal("min_points"), meta.decimal("max_points")
    most_in_all = meta.decimal("max_sum_points")
    if meta.values["vote_type"] == "cumulative" and (least is None or least < 0):
        least = 0

    def check(row: Row, points: list[Exact]) -> None:
        for given in points:
            if (least is not None and given < least) or (most is not None and given > most):
                raise PabulibError(
                    meta.file,
                    row.line,
                    Said("a project is given {points} points", points=given),
                    _between(least, most),
                )
        if most_in_all is not None and sum(points) > most_in_all:
            expected = Said("at most {most}, the max_sum_points of META", most=most_in_all)
            raise PabulibError(
                meta.file,
                row.line,
                Said("the ballot gives {points} points", points=sum(points)),
                expected,
            )

    return check


def _between(least: Exact | None, most: Exact | None) -> Said:
    if least is None:
        return Said("any number to {most}", most=most)
    return (
        Said("{least} to any number", least=least)
        if most is None
        else Said("{least} to {most}", least=least, most=most)
    )
