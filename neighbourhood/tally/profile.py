"""The votes of an election as arrays: equal ballots merged, and who supports each project with how
many points.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

import numpy as np

from neighbourhood.tally.errors import TallyError
from neighbourhood.tally.model import Ballot, Project

_MOST_VOTERS = 10**9
_MOST_POINTS = 10**6

Choices = tuple[tuple[str, int], ...]
"""What a ballot gives to which projects."""


@dataclass(frozen=True)
class Supporters:
    """Who supports one project: positions of groups of equal ballots, and the points each voter of
    the group gives.
    """

    groups: np.ndarray
    points: np.ndarray


@dataclass(frozen=True)
class Profile:
    """Groups of equal ballots (`weights`: how many voters each) and, by project id, votes, points
    and supporters.
    """

    voters: int
    weights: np.ndarray
    votes: Mapping[str, int]
    points: Mapping[str, int]
    supporters: Mapping[str, Supporters]

    @cached_property
    def is_approval(self) -> bool:
        """Whether every entry of every ballot is worth exactly one point."""
        return all(bool((entry.points == 1).all()) for entry in self.supporters.values())


def build_profile(projects: Sequence[Project], ballots: Iterable[Ballot]) -> Profile:
    """The profile; raises TallyError for unknown or repeated ids. Groups stand in the order of the
    input, on which no result depends.
    """
    ids = sorted(project.id for project in projects)
    grouped = _merge(ballots)
    weights = np.array([weight for _, weight in grouped], dtype=np.int64)
    entries = _entries(grouped, ids)
    totals = {
        project: int((entry.points * weights[entry.groups]).sum())
        for project, entry in entries.items()
    }
    supporters = {project: _positive(entry) for project, entry in entries.items()}
    votes = {project: int(weights[entry.groups].sum()) for project, entry in supporters.items()}
    return Profile(int(weights.sum()), weights, votes, totals, supporters)


def _entries(grouped: Sequence[tuple[Choices, int]], ids: Sequence[str]) -> dict[str, Supporters]:
    """By project, who gave it points, groups ascending, those included who gave less than
    nothing.
    """
    place = {project: number for number, project in enumerate(ids)}
    try:
        owners = np.array(
            [place[project] for choices, _ in grouped for project, _ in choices], dtype=np.int64
        )
    except KeyError as unknown:
        raise TallyError("unknown_project", project=unknown.args[0]) from None
    points = np.array([points for choices, _ in grouped for _, points in choices], dtype=np.int64)
    groups = np.repeat(np.arange(len(grouped)), [len(choices) for choices, _ in grouped])
    by_owner = np.argsort(owners, kind="stable")
    parts = np.split(by_owner, np.cumsum(np.bincount(owners, minlength=len(ids))))[:-1]
    return {
        project: Supporters(groups[part], points[part])
        for project, part in zip(ids, parts, strict=True)
    }


def _positive(entry: Supporters) -> Supporters:
    is_vote = entry.points > 0
    return Supporters(entry.groups[is_vote], entry.points[is_vote])


def _merge(ballots: Iterable[Ballot]) -> list[tuple[Choices, int]]:
    as_given: Counter[Choices] = Counter()
    for ballot in ballots:
        if type(ballot.weight) is not int or not 0 < ballot.weight <= _MOST_VOTERS:
            raise TallyError("bad_weight", weight=ballot.weight)
        as_given[ballot.choices] += ballot.weight
    if sum(as_given.values()) > _MOST_VOTERS:
        raise TallyError("too_many_voters", most=_MOST_VOTERS)
    merged: Counter[Choices] = Counter()
    for choices, weight in as_given.items():
        merged[_tidy(choices)] += weight
    return list(merged.items())


def _tidy(choices: Choices) -> Choices:
    for _, points in choices:
        if type(points) is not int or not -_MOST_POINTS <= points <= _MOST_POINTS:
            raise TallyError("bad_points", points=points, most=_MOST_POINTS)
    once = dict(choices)
    if len(once) < len(choices):
        raise TallyError("project_twice_in_ballot", choices=[project for project, _ in choices])
    return tuple(sorted(filter(itemgetter(1), choices)))
