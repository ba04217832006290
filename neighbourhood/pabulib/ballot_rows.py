"""Reads and checks section VOTES, row by row, so that a million ballots need no second copy."""

from collections.abc import Callable
from operator import itemgetter

from neighbourhood.pabulib.election import POINT_KINDS, PabulibBallot
from neighbourhood.pabulib.errors import PabulibError, Problems, quoted
from neighbourhood.pabulib.meta import Meta
from neighbourhood.pabulib.numbers import Exact, decimal_number
from neighbourhood.pabulib.rows import Row
from neighbourhood.pabulib.sections import Table


def read_ballots(
    table: Table, meta: Meta, projects: frozenset[str], problems: Problems
) -> tuple[PabulibBallot, ...]:
    """The ballots in file order; rows that break the file's own rules are noted among the
    problems.
    """
    if meta.values["vote_type"] in POINT_KINDS and table.position("points") is None:
        raise PabulibError(
            "points_column_missing", file=table.file, line=table.line + 1, name="points"
        )
    reader = _BallotReader(table, meta, projects)
    ballots: list[PabulibBallot] = []
    for row in table.rows:
        # By hand, not by `Problems.noted`: there may be millions of rows.
        try:
            ballots.append(reader.ballot(row))
        except PabulibError as error:
            problems.note(error)
    return tuple(ballots)


Content = tuple[tuple[str, ...], tuple[Exact, ...] | None]
"""What a ballot says: project ids, and points in the same order or None."""


class _BallotReader:
    """Holds what every row needs: columns, bounds, the ids seen, and what each way to vote means,
    read once.
    """

    def __init__(self, table: Table, meta: Meta, projects: frozenset[str]) -> None:
        self._file = table.file
        self._projects = {project: project for project in projects}
        self._voter = table.columns.index("voter_id")
        self._vote = table.columns.index("vote")
        # Beside ballots that have no points, a column of that name says nothing.
        has_points = meta.values["vote_type"] in POINT_KINDS
        self._points = table.position("points") if has_points else None
        dropped = (self._voter, self._vote, table.position("points"))
        places = [place for place in range(len(table.columns)) if place not in dropped]
        self._own_cells = _cells_at(places)
        self._least = meta.whole("min_length", 0)
        self._most = meta.whole("max_length", len(projects))
        if meta.values["vote_type"] == "choose-1":
            self._most = 1
        self._check_points = _points_check(meta)
        self._seen: set[str] = set()
        self._contents: dict[tuple[str, str], Content] = {}

    def ballot(self, row: Row) -> PabulibBallot:
        """One row of VOTES."""
        cells = row.cells
        voter = cells[self._voter]
        if not voter:
            raise PabulibError("voter_unnamed", file=self._file, line=row.line)
        if voter in self._seen:
            raise PabulibError("voter_twice", file=self._file, line=row.line, voter=quoted(voter))
        self._seen.add(voter)
        written = cells[self._vote], "" if self._points is None else cells[self._points]
        # Many people vote alike: what two cells mean is worked out once for all who wrote the same.
        content = self._contents.get(written)
        if content is None:
            content = self._contents[written] = self._read(row, *written)
        return PabulibBallot(voter, content[0], content[1], self._own_cells(cells))

    def _read(self, row: Row, vote: str, points: str) -> Content:
        choices = self._read_choices(row, vote)
        numbers = None
        if self._points is not None:
            choices, numbers = self._read_points(row, choices, points)
        elif len(set(choices)) < len(choices):
            # A project named twice counts once, as the first time.
            choices = tuple(dict.fromkeys(choices))
        if choices:
            self._check_length(row, len(choices))
        return choices, numbers

    def _read_choices(self, row: Row, vote: str) -> tuple[str, ...]:
        if not vote:
            return ()
        try:
            # The ids of PROJECTS themselves are kept, so that a million ballots share their text.
            return tuple(map(self._projects.__getitem__, map(str.strip, vote.split(","))))
        except KeyError as unknown:
            entry = unknown.args[0]
        if not entry:
            raise PabulibError("empty_place", file=self._file, line=row.line)
        raise PabulibError("unknown_project", file=self._file, line=row.line, project=quoted(entry))

    def _read_points(self, row: Row, choices: tuple[str, ...], text: str) -> Content:
        points: list[Exact] = []
        for entry in text.split(",") if text else ():
            number = decimal_number(entry.strip())
            if number is None:
                raise PabulibError(
                    "bad_points", file=self._file, line=row.line, points=quoted(text)
                )
            points.append(number)
        if len(points) != len(choices):
            raise PabulibError(
                "other_number_of_points",
                file=self._file,
                line=row.line,
                projects=len(choices),
                points=len(points),
            )
        once: dict[str, Exact] = {}
        for choice, number in zip(choices, points, strict=True):
            once.setdefault(choice, number)
        self._check_points(row, list(once.values()))
        return tuple(once), tuple(once.values())

    def _check_length(self, row: Row, length: int) -> None:
        if length > self._most:
            raise PabulibError(
                "ballot_too_long",
                file=self._file,
                line=row.line,
                projects=length,
                most=self._most,
            )
        if length < self._least:
            raise PabulibError(
                "ballot_too_short",
                file=self._file,
                line=row.line,
                projects=length,
                least=self._least,
            )


def _cells_at(places: list[int]) -> Callable[[list[str]], tuple[str, ...]]:
    # Quicker than a loop over a million rows, but of one place it would give no tuple.
    if len(places) > 1:
        return itemgetter(*places)
    return lambda cells: tuple(cells[place] for place in places)


def _points_check(meta: Meta) -> Callable[[Row, list[Exact]], None]:
    least, most = meta.decimal("min_points"), meta.decimal("max_points")
    most_in_all = meta.decimal("max_sum_points")
    # Cumulative points are shares of a sum: a negative one would raise the others.
    if meta.values["vote_type"] == "cumulative" and (least is None or least < 0):
        least = 0

    def check(row: Row, points: list[Exact]) -> None:
        for number in points:
            if (least is not None and number < least) or (most is not None and number > most):
                raise PabulibError(
                    _range_code(least, most),
                    file=meta.file,
                    line=row.line,
                    points=number,
                    least=least,
                    most=most,
                )
        if most_in_all is not None and sum(points) > most_in_all:
            raise PabulibError(
                "sum_of_points_too_high",
                file=meta.file,
                line=row.line,
                points=sum(points),
                most=most_in_all,
            )

    return check


def _range_code(least: Exact | None, most: Exact | None) -> str:
    # The sentence names only the bounds that META sets.
    if least is None:
        return "points_too_high"
    if most is None:
        return "points_too_low"
    return "points_out_of_range"
