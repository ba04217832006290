"""Turns an election read from a `.pb` file into what the count works on. The one place where
amounts are scaled.

Amounts become integers in units of 1/scale: scale is 1 where every cost and the fund are whole,
else 100, or a higher power of ten where a file has more decimals. Points are scaled alike where a
file has fractional ones.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Protocol

from neighbourhood.tally.figures import Amount
from neighbourhood.tally.model import Ballot, Project


class ProjectRow(Protocol):
    """What is needed of a project of a `.pb` file."""

    @property
    def id(self) -> str:
        """The project's id, which ballots name."""

    @property
    def cost(self) -> Amount:
        """What it costs, in the file's own unit."""

    @property
    def fields(self) -> Mapping[str, str]:
        """The other columns as written."""


class BallotRow(Protocol):
    """What is needed of a ballot of a `.pb` file."""

    @property
    def choices(self) -> tuple[str, ...]:
        """Ids of projects without repeats, the first place first."""

    @property
    def points(self) -> tuple[Amount, ...] | None:
        """Points in the same order, or None."""


class ElectionFile(Protocol):
    """What is needed of a `.pb` file, so that the count need not know its reader."""

    @property
    def meta(self) -> Mapping[str, str]:
        """The values of META as written."""

    @property
    def projects(self) -> Sequence[ProjectRow]:
        """The rows of PROJECTS."""

    @property
    def ballots(self) -> Sequence[BallotRow]:
        """The rows of VOTES."""

    @property
    def budget(self) -> Fraction:
        """The fund, in the file's own unit."""

    @property
    def vote_type(self) -> str:
        """How people voted, as META says."""


def from_election(election: ElectionFile) -> tuple[list[Project], list[Ballot], int, int]:
    """Projects, ballots merged by equality, fund and scale; give `Parameters(unit=scale)` to the
    count.
    """
    scale = _scale([election.budget, *(project.cost for project in election.projects)])
    projects = [
        Project(row.id, int(row.cost * scale), row.fields.get("category") or None)
        for row in election.projects
    ]
    return projects, _ballots(election), int(election.budget * scale), scale


def default_utility(vote_type: str) -> str:
    """The utility the command line takes where none is asked for."""
    return "cost" if vote_type in ("approval", "choose-1") else "points"


def _ballots(election: ElectionFile) -> list[Ballot]:
    alike = Counter((ballot.choices, ballot.points) for ballot in election.ballots)
    if election.vote_type == "ordinal":
        longest = max((len(choices) for choices, _ in alike), default=0)
        places = int(election.meta.get("max_length") or longest)
        return [Ballot(_ranked(choices, places), weight) for (choices, _), weight in alike.items()]
    if election.vote_type in ("cumulative", "scoring"):
        scale = _scale(number for _, points in alike for number in points or ())
        return [
            Ballot(_pointed(choices, points or (), scale), weight)
            for (choices, points), weight in alike.items()
        ]
    # One entry for each project, shared by all ballots: a million ballots need no millions of them.
    approval = {project.id: (project.id, 1) for project in election.projects}
    return [
        Ballot(tuple(map(approval.__getitem__, choices)), weight)
        for (choices, _), weight in alike.items()
    ]


def _ranked(choices: tuple[str, ...], places: int) -> tuple[tuple[str, int], ...]:
    # The first place is worth as many points as the election's ballot has places (META max_length,
    # else the longest ballot cast), so that it is worth the same on every ballot; Krakow's rule is
    # 3, 2, 1.
    return tuple((project, places - place) for place, project in enumerate(choices))


def _pointed(
    choices: tuple[str, ...], points: tuple[Amount, ...], scale: int
) -> tuple[tuple[str, int], ...]:
    return tuple(
        (project, int(number * scale)) for project, number in zip(choices, points, strict=True)
    )


def _scale(values: Iterable[Amount]) -> int:
    scale = 1
    for value in values:
        while (value * scale).denominator != 1:
            scale = 100 if scale == 1 else scale * 10
    return scale
