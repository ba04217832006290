"""The votes of an election as arrays: equal ballots merged, and who supports each project with how
many points.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

import numpy as np

from neighbourhood.tally.arrays import Integers
from neighbourhood.tally.errors import TallyError
from neighbourhood.tally.model import Ballot, Project

_MOST_VOTERS = 10**9
_MOST_POINTS = 10**6
"""Together they keep every sum of points below 2**53, where a rounded number is still exact."""

Choices = tuple[tuple[str, int], ...]
"""What a ballot gives to which projects."""


@dataclass(frozen=True)
class ProjectVotes:
    """The votes for one project: positions of groups of equal ballots, and the points each voter of
    the group gives.
    """

    groups: Integers
    points: Integers


@dataclass(frozen=True)
class Profile:
    """Groups of equal ballots (`weights`: how many voters each) and, by project id, the number of
    votes, the points, and the votes themselves.
    """

    voters: int
    weights: Integers
    votes: Mapping[str, int]
    points: Mapping[str, int]
    votes_for: Mapping[str, ProjectVotes]

    @cached_property
    def is_approval(self) -> bool:
        """Whether every entry of every ballot is worth exactly one point."""
        return all(bool((votes.points == 1).all()) for votes in self.votes_for.values())


def build_profile(projects: Sequence[Project], ballots: Iterable[Ballot]) -> Profile:
    """The profile; raises TallyError for unknown or repeated ids. Groups stand in the order of the
    input, on which no result depends.
    """
    ids = sorted(project.id for project in projects)
    groups = _groups(ballots)
    weights = np.array([weight for _, weight in groups], dtype=np.int64)
    entries = _entries(groups, ids)
    # Points below nothing count against a project, but whoever gives them is no voter for it.
    points = {
        project: int((entry.points * weights[entry.groups]).sum())
        for project, entry in entries.items()
    }
    votes_for = {project: _positive(entry) for project, entry in entries.items()}
    votes = {project: int(weights[entry.groups].sum()) for project, entry in votes_for.items()}
    return Profile(int(weights.sum()), weights, votes, points, votes_for)


def _entries(ballots: Sequence[tuple[Choices, int]], ids: Sequence[str]) -> dict[str, ProjectVotes]:
    """By project, who gave it points, groups ascending, those included who gave less than
    nothing.
    """
    place = {project: number for number, project in enumerate(ids)}
    try:
        owners = np.array(
            [place[project] for choices, _ in ballots for project, _ in choices], dtype=np.int64
        )
    except KeyError as unknown:
        raise TallyError("unknown_project", project=unknown.args[0]) from None
    points = np.array([points for choices, _ in ballots for _, points in choices], dtype=np.int64)
    groups = np.repeat(np.arange(len(ballots)), [len(choices) for choices, _ in ballots])
    # A stable sort by project keeps the groups ascending within each project; the cuts between
    # projects are the running totals of their entries.
    by_owner = np.argsort(owners, kind="stable")
    cuts = np.cumsum(np.bincount(owners, minlength=len(ids)))
    parts = np.split(by_owner, cuts)[:-1]
    return {
        project: ProjectVotes(groups[part], points[part])
        for project, part in zip(ids, parts, strict=True)
    }


def _positive(entry: ProjectVotes) -> ProjectVotes:
    is_vote = entry.points > 0
    return ProjectVotes(entry.groups[is_vote], entry.points[is_vote])


def _groups(ballots: Iterable[Ballot]) -> list[tuple[Choices, int]]:
    # Ballots are merged twice: as they were cast, which is quick, and then as they read when their
    # entries are sorted, which is slow and by then done once for each kind.
    as_cast: Counter[Choices] = Counter()
    for ballot in ballots:
        if type(ballot.weight) is not int or not 0 < ballot.weight <= _MOST_VOTERS:
            raise TallyError("bad_weight", weight=ballot.weight)
        as_cast[ballot.choices] += ballot.weight
    if sum(as_cast.values()) > _MOST_VOTERS:
        raise TallyError("too_many_voters", most=_MOST_VOTERS)
    merged: Counter[Choices] = Counter()
    for choices, weight in as_cast.items():
        merged[_tidy(choices)] += weight
    return list(merged.items())


def _tidy(choices: Choices) -> Choices:
    for _, points in choices:
        if type(points) is not int or not -_MOST_POINTS <= points <= _MOST_POINTS:
            raise TallyError("bad_points", points=points, most=_MOST_POINTS)
    if len(dict(choices)) < len(choices):
        raise TallyError("project_twice_in_ballot", choices=[project for project, _ in choices])
    # An entry of no points says nothing: it is left out, so that equal ballots become one group.
    return tuple(sorted(filter(itemgetter(1), choices)))
