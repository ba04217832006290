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

from neighbourhood.tally.model import Amount, Ballot, Project


class ProjectRow(Protocol):
    """What is needed of a project of a `.pb` file."""

    id: str
    cost: Amount
    fields: Mapping[str, str]


class BallotRow(Protocol):
    """What is needed of a ballot of a `.pb` file."""

    choices: tuple[str, ...]
    points: tuple[Amount, ...] | None


class ElectionFile(Protocol):
    """What is needed of a `.pb` file, so that the count need not know its reader."""

    meta: Mapping[str, str]
    projects: Sequence[ProjectRow]
    ballots: Sequence[BallotRow]
    budget: Fraction
    vote_type: str


def from_election(election: ElectionFile) -> tuple[list[Project], list[Ballot], int, int]:
    """Projects, ballots merged by equality, fund and scale; give `Parameters(unit=scale)` to the
    count.
    """
    scale = _scale([election.budget, *(project.cost for project in election.projects)])
    projects = [
        Project(each.id, int(each.cost * scale), each.fields.get("category") or None)
        for each in election.projects
    ]
    return projects, _ballots(election), int(election.budget * scale), scale


def default_utility(vote_type: str) -> str:
    """The utility the command line takes where none is asked for."""
    return "cost" if vote_type in ("approval", "choose-1") else "points"


def _ballots(election: ElectionFile) -> list[Ballot]:
    alike = Counter((ballot.choices, ballot.points) for ballot in election.ballots)
    if election.vote_type == "ordinal":
        places = int(
            election.meta.get("max_length")
            or max((len(choices) for choices, _ in alike), default=0)
        )
        return [Ballot(_ranked(choices, places), weight) for (choices, _), weight in alike.items()]
    if election.vote_type not in ("cumulative", "scoring"):
        approval = {project.id: (project.id, 1) for project in election.projects}
        return [
            Ballot(tuple(map(approval.__getitem__, choices)), weight)
            for (choices, _), weight in alike.items()
        ]
    scale = _scale(given for _, points in alike for given in points or ())
    return [
        Ballot(_pointed(choices, points or (), scale), weight)
        for (choices, points), weight in alike.items()
    ]


def _ranked(choices: tuple[str, ...], places: int) -> tuple[tuple[str, int], ...]:
    # The first place is worth as many points as the election's ballot has places (META max_length,
    # else the longest
    # ballot cast), so that it is worth the same on every ballot; Krakow's rule is 3, 2, 1.
    return tuple((each, places - place) for place, each in enumerate(choices))


def _pointed(
    choices: tuple[str, ...], points: tuple[Amount, ...], scale: int
) -> tuple[tuple[str, int], ...]:
    return tuple((each, int(given * scale)) for each, given in zip(choices, points, strict=True))


def _scale(values: Iterable[Amount]) -> int:
    scale = 1
    for value in values:
        while (value * scale).denominator != 1:
            scale = 100 if scale == 1 else scale * 10
    return scale
