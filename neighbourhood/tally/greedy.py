"""The greedy rules: projects in order of their votes or points, each taken while the fund can pay
for it.

`greedy` passes by what does not fit; `greedy-no-skip` stops there; `greedy-per-cost` orders by
points per unit of cost.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import groupby

from neighbourhood.tally.election import Election
from neighbourhood.tally.eligibility import Verdict
from neighbourhood.tally.errors import TallyError
from neighbourhood.tally.ledger import Ledger

Score = Callable[[str], Fraction | int]

GREEDY = ("greedy@1", "greedy-no-skip@1", "greedy-per-cost@1")
"""The rules of this family: they need nothing but the votes or points of each project."""


def count_greedy(election: Election) -> Ledger:
    """Most points (or, with utility `cardinality`, most votes) first; what does not fit is passed
    by.
    """
    return _fill(election, score_of(election), is_stopping=False)


def count_greedy_no_skip(election: Election) -> Ledger:
    """As greedy, but the first project that does not fit ends the count; withdrawn ones are no
    obstacle.
    """
    return _fill(election, score_of(election), is_stopping=True)


def count_greedy_per_cost(election: Election) -> Ledger:
    """Most points (or votes) per unit of cost first; what does not fit is passed by; what costs
    nothing comes first.
    """
    score = score_of(election)
    # More than any points or votes per unit of cost can be.
    all_points = sum(abs(points) for points in election.profile.points.values())
    costless = 1 + all_points + election.profile.voters

    def per_cost(project: str) -> Fraction | int:
        cost = election.cost(project)
        return Fraction(score(project), cost) if cost else costless

    return _fill(election, per_cost, is_stopping=False)


def score_of(election: Election) -> Score:
    """What the greedy rules order by, as a function of the project id; raises TallyError for a
    utility they lack.
    """
    utility = election.parameters.utility
    if utility in (None, "points", "cost", "points-cost"):
        return election.profile.points.__getitem__
    if utility == "cardinality":
        return election.profile.votes.__getitem__
    raise TallyError("unknown_utility", utility=utility)


def complete_greedily(election: Election, chosen: tuple[str, ...]) -> Ledger:
    """Adds to what another rule chose whatever still fits, most points (or votes) first."""
    ledger = Ledger(election, chosen)
    candidates = [project for project in election.eligible if project not in chosen]
    _take(ledger, candidates, score_of(election), is_stopping=False)
    return ledger


def _fill(election: Election, score: Score, *, is_stopping: bool) -> Ledger:
    ledger = Ledger(election)
    ledger.choose_prefunded()
    candidates = [project for project in election.eligible if project not in ledger.verdicts]
    _take(ledger, candidates, score, is_stopping=is_stopping)
    return ledger


def _take(ledger: Ledger, candidates: list[str], score: Score, *, is_stopping: bool) -> None:
    stopped_by = None
    for project, equals in _ranked(ledger.election, candidates, score):
        if stopped_by:
            ledger.refuse(project, Verdict("stopped_before", {"before": stopped_by}))
            continue
        obstacle = ledger.obstacle(project)
        if obstacle is None:
            ledger.choose(project, "selected", ledger.tie(project, equals))
            continue
        # Only dearth ends the count: a project barred for another reason would never have been
        # taken.
        if is_stopping and obstacle.code == "does_not_fit":
            stopped_by = project
        ledger.refuse(project, obstacle)


def _ranked(
    election: Election, candidates: list[str], score: Score
) -> Iterator[tuple[str, list[str]]]:
    """Each candidate in order, with all that have exactly its score."""
    ordered = sorted(candidates, key=lambda project: (-score(project), election.ties[project]))
    for _, group in groupby(ordered, key=score):
        equals = list(group)
        for project in equals:
            yield project, equals
