"""Gathers for every project what a sentence about its fate needs; the words are chosen elsewhere."""

from typing import Any

from neighbourhood.tally.model import Explanation, Outcome, ProjectOutcome
from neighbourhood.tally.ties import lot_order


def explain(outcome: Outcome) -> dict[str, Explanation]:
    """By project id: the code and values `reasons` documents, taken from the run that chose the winners."""
    return {project: _explanation(outcome, project, each) for project, each in outcome.projects.items()}


def _explanation(outcome: Outcome, project: str, each: ProjectOutcome) -> Explanation:
    values: dict[str, Any] = {"votes": each.votes, "points": each.points, "cost": each.cost, **each.values}
    if each.reason == "does_not_fit" and _is_plain_greedy(outcome):
        values |= _distance(outcome, project)
    return Explanation(each.reason, values)


def _is_plain_greedy(outcome: Outcome) -> bool:
    parameters = outcome.parameters
    return parameters.rule == "greedy@1" and not (parameters.exclusive or parameters.category_limits)


def _distance(outcome: Outcome, project: str) -> dict[str, Any]:
    """How many more points would have put the project before the winner that took the money it needed.

    Exact: a project fits if at its turn the fund still holds its cost, and what stands before it only lowers the fund.
    """
    if outcome.projects[project].cost > outcome.fund:
        return {}
    for step in outcome.steps:
        if step.kind == "selected" and step.values["fund_left"] - step.values["cost"] < outcome.projects[project].cost:
            return {"outranked_by": step.project, "needed_score": _gap(outcome, project, step.project)}
        if step.kind == "prefunded" and step.values["fund_left"] - step.values["cost"] < outcome.projects[project].cost:
            return {}
    return {}


def _gap(outcome: Outcome, project: str, winner: str) -> int:
    mine, other = outcome.projects[project], outcome.projects[winner]
    by_votes = outcome.parameters.utility == "cardinality"
    gap = other.votes - mine.votes if by_votes else other.points - mine.points
    return gap if _wins_tie(outcome, project, winner) else gap + 1


def _wins_tie(outcome: Outcome, project: str, winner: str) -> bool:
    mine, other = outcome.projects[project], outcome.projects[winner]
    if mine.cost != other.cost:
        return mine.cost < other.cost
    if mine.points != mine.votes or other.points != other.votes:
        # Who has more votes at equal points depends on who would give the points: only one point more is certain.
        return False
    order = lot_order(outcome.projects, outcome.parameters.tie_seed)
    return order.index(project) < order.index(winner)
