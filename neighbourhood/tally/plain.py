"""Outcomes as plain data for JSON, exact: no value loses a digit."""

from collections.abc import Mapping
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from neighbourhood.tally.model import Outcome, ProjectOutcome

_AMOUNTS = frozenset(
    (
        "cost missing fund_left category_left endowment next_endowment next_spent left paid "
        "paid_each payment spent had needed_endowment money_left next_cost"
    ).split()
)


def outcome_to_plain(outcome: Outcome, scale: int = 1) -> dict[str, Any]:
    """The object `tally --json` prints; amounts divided by `scale`, so that they are in the file's
    own unit.
    """
    parameters = outcome.parameters
    return {
        "rule": parameters.rule.partition("@")[0],
        "rule_version": parameters.rule,
        "utility": parameters.utility,
        "completion": parameters.completion,
        "budget": amount(outcome.fund, scale),
        "voters": outcome.voters,
        "spent": amount(outcome.spent, scale),
        "selected": list(outcome.selected),
        "projects": {project: _project(each, scale) for project, each in outcome.projects.items()},
        "parameters": _values(asdict(parameters), 1),
        "steps": [
            {"kind": step.kind, "project": step.project, **_values(step.values, scale)}
            for step in outcome.steps
        ],
    }


def amount(value: int | Fraction, scale: int = 1) -> int | float | str:
    """An amount in units of `scale`: a whole number, a decimal of a few places that prints exactly,
    or text "a/b".
    """
    exact = Fraction(value) / scale
    if exact.denominator == 1:
        return exact.numerator
    # A double prints up to fifteen significant digits unchanged.
    if scale % exact.denominator == 0 and abs(value) < 10**15:
        return float(exact)
    return f"{exact.numerator}/{exact.denominator}"


def _project(project: ProjectOutcome, scale: int) -> dict[str, Any]:
    return {
        "cost": amount(project.cost, scale),
        "votes": project.votes,
        "points": project.points,
        "selected": project.is_selected,
        "round_selected": project.order,
        "reason": project.reason,
        "values": _values(project.values, scale),
    }


def _values(values: Mapping[str, Any], scale: int) -> dict[str, Any]:
    return {key: _value(value, scale if key in _AMOUNTS else 1) for key, value in values.items()}


def _value(value: Any, scale: int) -> Any:
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, (int, Fraction)):
        return amount(value, scale)
    if isinstance(value, Mapping):
        return _values(value, scale)
    return [_value(each, scale) for each in value]
