"""Fills the counted columns of an election that was put together by a program and not read from a
file.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace

from neighbourhood.pabulib.election import POINT_KINDS, Election, PabulibProject
from neighbourhood.pabulib.numbers import Exact, plain


def with_counts(election: Election) -> Election:
    """The same election with `num_projects`, `num_votes`, `votes` and (for points) `score` as its
    ballots give them.

    Projects are sorted by score, else votes, falling, since readers of greedy files break ties by
    file order.
    """
    votes: Counter[str] = Counter()
    score: dict[str, Exact] = defaultdict(int)
    for ballot in election.ballots:
        votes.update(ballot.choices)
        for choice, points in zip(ballot.choices, ballot.points or (), strict=bool(ballot.points)):
            score[choice] += points
    has_points = election.vote_type in POINT_KINDS
    projects = [
        _counted(project, votes, score if has_points else {}) for project in election.projects
    ]
    # `sort` is stable, so equals keep the order they had.
    ranking: Mapping[str, Exact] = score if has_points else votes
    projects.sort(key=lambda project: -ranking[project.id])
    counts = {"num_projects": str(len(projects)), "num_votes": str(len(election.ballots))}
    return replace(election, meta={**election.meta, **counts}, projects=tuple(projects))


def _counted(
    project: PabulibProject, votes: Mapping[str, int], score: Mapping[str, Exact]
) -> PabulibProject:
    counted = {"votes": str(votes[project.id])}
    if score:
        counted["score"] = plain(score[project.id])
    return replace(project, fields={**project.fields, **counted})
