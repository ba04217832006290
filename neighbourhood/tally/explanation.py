"""Gathers for every project what a sentence about its fate needs; the words are chosen
elsewhere.
"""

from typing import Any

from neighbourhood.tally.greedy import GREEDY
from neighbourhood.tally.model import Explanation, Outcome, ProjectOutcome, Step
from neighbourhood.tally.ties import lot_order


def explain(outcome: Outcome) -> dict[str, Explanation]:
    """By project id: the code and values `reasons` documents, taken from the run that chose the
    winners.
    """
    return {
        project: _explanation(outcome, project, each) for project, each in outcome.projects.items()
    }


def _explanation(outcome: Outcome, project: str, each: ProjectOutcome) -> Explanation:
    values: dict[str, Any] = {
        "votes": each.votes,
        "points": each.points,
        "cost": each.cost,
        **each.values,
    }
    return Explanation(each.reason, values | _what_would_have_changed(outcome, project, each))


def _what_would_have_changed(
    outcome: Outcome, project: str, each: ProjectOutcome
) -> dict[str, Any]:
    """What would have been enough, told only where it follows from the record that it would."""
    parameters = outcome.parameters
    if parameters.exclusive or parameters.category_limits:
        return {}
    if parameters.rule == "equal-shares@1":
        return _cost_within_shares(outcome, each)
    if each.reason != "does_not_fit" or parameters.rule not in GREEDY:
        return {}
    told = _missing_in_fund(outcome, project, each)
    if parameters.rule != "greedy-per-cost@1":
        told |= _cost_within_fund(outcome, project, each)
    if parameters.rule == "greedy@1":
        told |= _distance(outcome, project) | _cheaper_winner(outcome, project)
    return told


def _missing_in_fund(outcome: Outcome, project: str, each: ProjectOutcome) -> dict[str, Any]:
    """What the fund would have needed beyond itself: what was missing, where no other project would
    have taken it first.

    Never less: whatever else a larger fund pays for earlier leaves less of it than the addition,
    which is below the cost.
    """
    missing: int = each.values["missing"]
    left = outcome.fund + missing
    for step in outcome.steps:
        if step.project == project:
            return {"needed_fund": missing} if each.cost <= left else {}
        cost = outcome.projects[step.project or ""].cost
        left -= cost if cost <= left else 0
    return {}


def _cost_within_fund(outcome: Outcome, project: str, each: ProjectOutcome) -> dict[str, Any]:
    """The highest cost at which it would have been taken at its turn; not told beside equals, whom
    a lower cost overtakes.
    """
    score = _score(outcome, project)
    if each.values["fund_left"] <= 0 or any(
        _score(outcome, winner) == score for winner in outcome.selected
    ):
        return {}
    return {"enough_cost": each.values["fund_left"]}


def _cost_within_shares(outcome: Outcome, each: ProjectOutcome) -> dict[str, Any]:
    """A cost at which its supporters could have paid for it at the end, if not before: until then
    nothing else would change.

    Where the endowment is raised this is not certain, since another project among the winners may
    end the climb earlier.
    """
    if (
        outcome.parameters.completion not in ("none", "greedy")
        or "left" not in each.values
        or each.is_selected
    ):
        return {}
    enough = max(int(each.values["left"]), each.values.get("fund_left", 0))
    return {"enough_cost": enough} if 0 < enough < each.cost else {}


def _cheaper_winner(outcome: Outcome, project: str) -> dict[str, Any]:
    """The first winner after its turn with a lower score: that one still fitted."""
    turn = next(place for place, step in enumerate(outcome.steps) if step.project == project)
    later = [
        step.project for step in outcome.steps[turn:] if step.kind == "selected" and step.project
    ]
    fewer = [winner for winner in later if _score(outcome, winner) < _score(outcome, project)]
    return {"still_fitted": fewer[0]} if fewer else {}


def _distance(outcome: Outcome, project: str) -> dict[str, Any]:
    """How many more points would have put the project before the winner that took the money it
    needed.

    Exact: a project fits if at its turn the fund still holds its cost, and what stands before it
    only lowers the fund.
    """
    if outcome.projects[project].cost > outcome.fund:
        return {}
    for step in outcome.steps:
        if (
            step.kind == "selected"
            and step.values["fund_left"] - step.values["cost"] < outcome.projects[project].cost
        ):
            return {
                "outranked_by": step.project,
                "needed_score": _gap(outcome, project, step.project),
            } | _level(project, step)
        if (
            step.kind == "prefunded"
            and step.values["fund_left"] - step.values["cost"] < outcome.projects[project].cost
        ):
            return {}
    return {}


def _level(project: str, step: Step) -> dict[str, Any]:
    return {"level_with": step.project} if project in step.values.get("tied_with", ()) else {}


def _score(outcome: Outcome, project: str) -> int:
    each = outcome.projects[project]
    return each.votes if outcome.parameters.utility == "cardinality" else each.points


def _gap(outcome: Outcome, project: str, winner: str) -> int:
    gap = _score(outcome, winner) - _score(outcome, project)
    return gap if _wins_tie(outcome, project, winner) else gap + 1


def _wins_tie(outcome: Outcome, project: str, winner: str) -> bool:
    mine, other = outcome.projects[project], outcome.projects[winner]
    if mine.cost != other.cost:
        return mine.cost < other.cost
    if mine.points != mine.votes or other.points != other.votes:
        # Who has more votes at equal points depends on who would give the points: only one point
        # more is certain.
        return False
    order = lot_order(outcome.projects, outcome.parameters.tie_seed)
    return order.index(project) < order.index(winner)
