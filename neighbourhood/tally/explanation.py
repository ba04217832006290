"""Gathers for every project what a sentence about its fate needs; the words are chosen
elsewhere.
"""

from neighbourhood.tally.figures import Figures
from neighbourhood.tally.greedy import GREEDY
from neighbourhood.tally.model import Explanation, Outcome, ProjectOutcome, Step
from neighbourhood.tally.ties import lot_order


def explain(outcome: Outcome) -> dict[str, Explanation]:
    """By project id: the code and values `reasons` documents, taken from the run that chose the
    winners.
    """
    return {id_: _explanation(outcome, id_) for id_ in outcome.projects}


def _explanation(outcome: Outcome, id_: str) -> Explanation:
    project = outcome.projects[id_]
    values: Figures = {
        "votes": project.votes,
        "points": project.points,
        "cost": project.cost,
        **project.values,
    }
    return Explanation(project.reason, values | _what_would_have_changed(outcome, id_))


def _what_would_have_changed(outcome: Outcome, id_: str) -> Figures:
    """What would have been enough, told only where it follows from the record that it would."""
    project, parameters = outcome.projects[id_], outcome.parameters
    # With these a project may be barred for a reason that more money or points do not lift.
    if parameters.exclusive or parameters.category_limits:
        return {}
    if parameters.rule == "equal-shares@1":
        return _cost_within_shares(outcome, project)
    if project.reason != "does_not_fit" or parameters.rule not in GREEDY:
        return {}
    values = _missing_in_fund(outcome, id_)
    # Per cost, a lower cost changes the order itself.
    if parameters.rule != "greedy-per-cost@1":
        values |= _cost_within_fund(outcome, id_)
    if parameters.rule == "greedy@1":
        values |= _distance(outcome, id_) | _cheaper_winner(outcome, id_)
    return values


def _missing_in_fund(outcome: Outcome, id_: str) -> Figures:
    """What the fund would have needed beyond itself: what was missing, where no other project would
    have taken it first.

    Never less: whatever else a larger fund pays for earlier leaves less of it than the addition,
    which is below the cost.
    """
    project = outcome.projects[id_]
    missing = project.cost - project.values["fund_left"]
    left = outcome.fund + missing
    for step in outcome.steps:
        if step.project == id_:
            return {"needed_fund": missing} if project.cost <= left else {}
        cost = outcome.projects[step.project or ""].cost
        left -= cost if cost <= left else 0
    return {}


def _cost_within_fund(outcome: Outcome, id_: str) -> Figures:
    """The highest cost at which it would have been taken at its turn; not told beside equals, whom
    a lower cost overtakes.
    """
    left = outcome.projects[id_].values["fund_left"]
    score = _score(outcome, id_)
    has_equal = any(_score(outcome, winner) == score for winner in outcome.selected)
    return {} if left <= 0 or has_equal else {"enough_cost": left}


def _cost_within_shares(outcome: Outcome, project: ProjectOutcome) -> Figures:
    """A cost at which its supporters could have paid for it at the end, if not before: until then
    nothing else would change.

    Where the endowment is raised this is not certain, since another project among the winners may
    end the increase earlier.
    """
    is_raised = outcome.parameters.completion not in ("none", "greedy")
    if is_raised or project.is_selected or "left" not in project.values:
        return {}
    enough = max(int(project.values["left"]), project.values.get("fund_left", 0))
    return {"enough_cost": enough} if 0 < enough < project.cost else {}


def _cheaper_winner(outcome: Outcome, id_: str) -> Figures:
    """The first winner after its turn with a lower score: that one still fitted."""
    turn = next(place for place, step in enumerate(outcome.steps) if step.project == id_)
    score = _score(outcome, id_)
    for step in outcome.steps[turn:]:
        if step.kind == "selected" and step.project and _score(outcome, step.project) < score:
            return {"still_fitted": step.project}
    return {}


def _distance(outcome: Outcome, id_: str) -> Figures:
    """How many more points would have put the project before the winner that took the money it
    needed.

    Exact: a project fits if at its turn the fund still holds its cost, and what stands before it
    only lowers the fund.
    """
    cost = outcome.projects[id_].cost
    if cost > outcome.fund:
        return {}
    for step in outcome.steps:
        if step.kind not in ("selected", "prefunded") or step.project is None:
            continue
        if step.values["fund_left"] - step.values["cost"] >= cost:
            continue
        # No number of points puts a project before one that is paid before the count.
        if step.kind == "prefunded":
            return {}
        needed = _gap(outcome, id_, step.project)
        return {"outranked_by": step.project, "needed_score": needed} | _level(id_, step)
    return {}


def _level(id_: str, step: Step) -> Figures:
    if step.project and id_ in step.values.get("tied_with", ()):
        return {"level_with": step.project}
    return {}


def _score(outcome: Outcome, id_: str) -> int:
    project = outcome.projects[id_]
    return project.votes if outcome.parameters.utility == "cardinality" else project.points


def _gap(outcome: Outcome, id_: str, winner: str) -> int:
    gap = _score(outcome, winner) - _score(outcome, id_)
    return gap if _wins_tie(outcome, id_, winner) else gap + 1


def _wins_tie(outcome: Outcome, id_: str, winner: str) -> bool:
    project, other = outcome.projects[id_], outcome.projects[winner]
    if project.cost != other.cost:
        return project.cost < other.cost
    if project.points != project.votes or other.points != other.votes:
        # Who has more votes at equal points depends on who would give the points: only one point
        # more is certain.
        return False
    order = lot_order(outcome.projects, outcome.parameters.tie_seed)
    return order.index(id_) < order.index(winner)
