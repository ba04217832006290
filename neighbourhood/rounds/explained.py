"""How the votes of a round are counted, said in whole sentences; the same ones on each page that tells it."""

from collections.abc import Mapping
from typing import Any

from neighbourhood.languages import _, _n
from neighbourhood.rounds import settings, words
from neighbourhood.tally import RULES
from neighbourhood.web.filters import show_money


def how_counted(rule: str, parameters: Mapping[str, Any]) -> list[str]:
    """Return the rule with every parameter that matters, one sentence each; of a rule unknown here nothing is told."""
    if rule not in RULES:
        return []
    told = [str(words.RULES[rule])]
    if settings.is_by_shares(rule):
        told += _by_shares(parameters)
    if least := parameters.get("minimum_votes"):
        told.append(_n("A project needs at least %(num)s vote.", "A project needs at least %(num)s votes.", least))
    return told


def _by_shares(parameters: Mapping[str, Any]) -> list[str]:
    told = [str(sentence) for sentence in words.LEFT_OVER[parameters.get("completion") or "none"]]
    if settings.is_raised(parameters):
        step = parameters.get("step", 1) * parameters.get("unit", 1)
        told.append(_("Each step gives every voter %(amount)s more.", amount=show_money(step)))
    if parameters.get("utility") == "cardinality":
        told.append(_("The cost of a project does not matter for its rank, so cheap projects are chosen more easily."))
    return told
