"""What a city may set for an edition: limits of the ballot, the rule with its parameters, the
money, the reader's slug.
"""

import re
from collections.abc import Mapping
from typing import TypedDict

from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds.rules import DecidedBy
from neighbourhood.tally import RULES, STARTS, Parameters


class CountParameters(TypedDict, total=False):
    """What a rule counts with, as plain data: an edition holds what a city may set, frozen rules
    add the special rules of the round, and a published result has all parameters of the tally.
    """

    rule: str
    utility: str | None
    completion: str
    minimum_votes: int
    minimum_points: int
    tie_seed: str | None
    unit: int
    start: str
    step: int
    exclusive: list[list[str]]
    category_limits: list[tuple[str, int]]
    prefunded: list[str]
    withdrawn: list[str]
    already_funded: list[str]


#: What stands in an edition's `rule_parameters`; everything else of a count follows from the round.
SETTABLE = frozenset({"utility", "completion", "minimum_votes", "unit", "start", "step"})
#: What a setting means where it is not given.
DEFAULTS = {
    "utility": "cost",
    "completion": "none",
    "minimum_votes": 0,
    "start": "rounded-down",
    "step": 1,
}
#: The ways of counting that are recommended: name -> rule and completion, everything else by
#: default. The rules stand here in their version: a newer version changes no edition that has
#: one.
RECOMMENDED = {
    "most-votes": ("greedy@1", "none"),
    "shares-then-votes": ("equal-shares@1", "greedy"),
    "shares-raised": ("equal-shares@1", "add1"),
}
OWN = "own"
MOST_MEMBERS = 50
MOST_PROJECTS_EACH = 100
MOST_MINIMUM = 1_000_000
#: In minor units; far below 2**53, up to which every reader of JSON is exact.
LARGEST_FUND = 10**13
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: One less than the column holds.
LONGEST_SLUG = 59


def counting_parameters(
    rule: str, settings: Mapping[str, object], *, tie_seed: str | None = None
) -> Parameters:
    """Return the parameters of the count that an edition's rule and settings mean; raises Invalid
    for what the rule cannot do.
    """
    require_countable(rule, settings)
    return Parameters(rule=rule, tie_seed=tie_seed, **settings)  # type: ignore[arg-type]


def require_countable(rule: str, settings: Mapping[str, object]) -> None:
    """Raise Invalid unless the rule exists in this very version and understands every one of its
    settings.
    """
    if rule not in RULES:
        raise Invalid("rule_unknown", field="rule", rule=rule)
    if unknown := set(settings) - SETTABLE:
        raise Invalid("rule_setting_unknown", setting=min(unknown))
    if settings.get("completion", "none") not in RULES[rule].completions:
        raise Invalid("completion_not_of_rule", field="completion")
    if settings.get("utility") not in RULES[rule].utilities:
        raise Invalid("utility_not_of_rule", field="utility")
    _require_whole(settings)
    _require_effect(rule, settings)


def way_of(rule: str, settings: Mapping[str, object]) -> str:
    """Return the name of the recommended way of counting that rule and settings mean, or OWN; the
    minimum of votes fits all.
    """
    is_plain = all(
        settings.get(name, DEFAULTS[name]) in (DEFAULTS[name], None)
        for name in ("utility", "start", "step")
    )
    pair = (rule, settings.get("completion", DEFAULTS["completion"]))
    return next((name for name, way in RECOMMENDED.items() if is_plain and way == pair), OWN)


def is_by_shares(rule: str) -> bool:
    """Say whether the rule counts by equal shares, so that measure of use and completion have an
    effect.
    """
    # Asked of what the rule can do and not of its name, so that a new version needs no line here.
    return "add1" in RULES[rule].completions


def is_raised(settings: Mapping[str, object]) -> bool:
    """Say whether everybody's share is raised step by step."""
    return str(settings.get("completion", "")).startswith("add1")


def _require_effect(rule: str, settings: Mapping[str, object]) -> None:
    if settings.get("utility") == "cardinality" and not is_by_shares(rule):
        raise Invalid("only_by_shares", field="utility")
    start = settings.get("start", DEFAULTS["start"])
    if start not in STARTS:
        raise Invalid("start_unknown", field="start")
    for name in ("start", "step"):
        if settings.get(name, DEFAULTS[name]) != DEFAULTS[name] and not is_raised(settings):
            raise Invalid("only_when_raised", field=name)


def _require_whole(settings: Mapping[str, object]) -> None:
    for name, least in (("minimum_votes", 0), ("unit", 1), ("step", 1)):
        number = settings.get(name, least)
        # `isinstance` would let True pass for 1.
        if type(number) is not int or not least <= number <= MOST_MINIMUM:
            raise Invalid("number_out_of_range", field=name, least=least, most=MOST_MINIMUM)


def require_fund(amount: int) -> None:
    """Raise Invalid for a fund below zero or beyond any city's money."""
    if amount < 0:
        raise Invalid("money_negative", field="fund")
    if amount > LARGEST_FUND:
        raise Invalid("money_too_large", field="fund")


def require_slug(slug: str) -> None:
    """Raise Invalid unless the text may stand in an address: small letters, digits, single hyphens,
    at most 59.
    """
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise Invalid("slug_unfit", field="slug", most=LONGEST_SLUG)


def require_quorum(quorum: int | None, decided_by: str) -> None:
    """Raise Invalid unless an edition decided by a committee names how many members must be
    present.
    """
    if decided_by == DecidedBy.COMMITTEE and (quorum is None or not 1 <= quorum <= MOST_MEMBERS):
        raise Invalid("number_out_of_range", field="quorum", least=1, most=MOST_MEMBERS)


def require_projects_each(most: int) -> None:
    """Raise Invalid unless one person may hand in a sensible number of projects."""
    if not 1 <= most <= MOST_PROJECTS_EACH:
        raise Invalid(
            "number_out_of_range", field="projects_each", least=1, most=MOST_PROJECTS_EACH
        )


def require_unfrozen(is_frozen: bool) -> None:
    """Raise NotNow where a vote has opened under these rules."""
    if is_frozen:
        raise NotNow("rules_are_frozen")
