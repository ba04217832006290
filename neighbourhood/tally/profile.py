"""The votes of an election as arrays: equal ballots merged, and who supports each project with how many points."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from neighbourhood.tally.errors import TallyError
from neighbourhood.tally.model import Ballot, Project

_MOST_VOTERS = 10**9
_MOST_POINTS = 10**6


@dataclass(frozen=True)
class Supporters:
    """Who supports one project: positions of groups of equal ballots, and the points each voter of the group gives."""

    groups: np.ndarray
    points: np.ndarray


@dataclass(frozen=True)
class Profile:
    """Groups of equal ballots (`weights`: how many voters each) and, by project id, votes, points and supporters."""

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
    """The profile, the same whatever the order of the input; raises TallyError for unknown or repeated ids."""
    grouped = _merge(ballots)
    ids = sorted(project.id for project in projects)
    entries: dict[str, tuple[list[int], list[int]]] = {project: ([], []) for project in ids}
    totals: Counter[str] = Counter()
    for group, (choices, weight) in enumerate(grouped):
        for project, points in choices:
            if project not in entries:
                raise TallyError("unknown_project", project=project)
            totals[project] += points * weight
            if points > 0:
                entries[project][0].append(group)
                entries[project][1].append(points)
    weights = np.array([weight for _, weight in grouped], dtype=np.int64)
    supporters = {project: _supporters(*entry) for project, entry in entries.items()}
    votes = {project: int(weights[entry.groups].sum()) for project, entry in supporters.items()}
    points = {project: totals[project] for project in ids}
    return Profile(int(weights.sum()), weights, votes, points, supporters)


def _supporters(groups: list[int], points: list[int]) -> Supporters:
    return Supporters(np.array(groups, dtype=np.int64), np.array(points, dtype=np.int64))


def _merge(ballots: Iterable[Ballot]) -> list[tuple[tuple[tuple[str, int], ...], int]]:
    merged: Counter[tuple[tuple[str, int], ...]] = Counter()
    tidy: dict[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]] = {}
    for ballot in ballots:
        if type(ballot.weight) is not int or not 0 < ballot.weight <= _MOST_VOTERS:
            raise TallyError("bad_weight", weight=ballot.weight)
        if ballot.choices not in tidy:
            tidy[ballot.choices] = _tidy(ballot.choices)
        merged[tidy[ballot.choices]] += ballot.weight
    if sum(merged.values()) > _MOST_VOTERS:
        raise TallyError("too_many_voters", most=_MOST_VOTERS)
    return sorted(merged.items())


def _tidy(choices: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    for _, points in choices:
        if type(points) is not int or abs(points) > _MOST_POINTS:
            raise TallyError("bad_points", points=points, most=_MOST_POINTS)
    once = dict(choices)
    if len(once) < len(choices):
        raise TallyError("project_twice_in_ballot", choices=[project for project, _ in choices])
    return tuple(sorted((project, points) for project, points in choices if points))
