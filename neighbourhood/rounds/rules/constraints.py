"""Special rules of a round: projects of which one at most can win, limits of categories, projects
funded beforehand or elsewhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from neighbourhood.canonical import canonical, digest
from neighbourhood.money import Money
from neighbourhood.refusals import Invalid
from neighbourhood.tally import RULES

#: What the frozen parameters of a count call them.
NAMES = ("exclusive", "category_limits", "prefunded")
MOST_CONFLICTS = 50
LONGEST_PAYER = 120


@dataclass(frozen=True)
class Candidate:
    """A project as these rules see it; cost in minor units, its category by slug."""

    reference: str
    title: str
    cost: int
    category: str = ""


@dataclass(frozen=True)
class Constraints:
    """The special rules: projects by reference, categories by slug, limits in minor units.

    Of the `exclusive` projects of one group only one can win. What is `prefunded` is paid from
    the fund before the count; what is `externally_funded` is paid by `payer`, and the count knows
    nothing of it.
    """

    exclusive: tuple[tuple[str, ...], ...] = ()
    category_limits: tuple[tuple[str, int], ...] = ()
    prefunded: tuple[str, ...] = ()
    externally_funded: tuple[str, ...] = ()
    payer: str = ""

    @property
    def plain(self) -> dict[str, Any]:
        """Return all of them, JSON-ready, for the trail."""
        if not self.externally_funded:
            return self.parameters
        funded = {"externally_funded": list(self.externally_funded), "payer": self.payer}
        return self.parameters | funded

    @property
    def parameters(self) -> dict[str, Any]:
        """Return what the count is told, JSON-ready; what is not used is left out."""
        parameters = {
            "exclusive": [list(group) for group in self.exclusive],
            "category_limits": [list(limit) for limit in self.category_limits],
            "prefunded": list(self.prefunded),
        }
        return {name: value for name, value in parameters.items() if value}

    @property
    def fingerprint(self) -> str:
        """Return what tells these rules from all others."""
        return digest(canonical(self.plain))


NOTHING = Constraints()


def understands(rule: str) -> bool:
    """Say whether a way of counting can keep special rules."""
    return rule in RULES and RULES[rule].has_constraints


def of_parameters(parameters: Mapping[str, Any]) -> Constraints:
    """Return the special rules among a count's parameters, as the frozen document and a published
    result hold them.
    """
    groups, limits, prefunded = (parameters.get(name) or () for name in NAMES)
    return Constraints(
        tuple(tuple(group) for group in groups),
        tuple((slug, amount) for slug, amount in limits),
        tuple(prefunded),
    )


def effective(constraints: Constraints, candidates: Iterable[Candidate]) -> Constraints:
    """Return what of the rules has an effect for these projects: a project that is gone is left
    out, and so is a rule without projects.
    """
    here = list(candidates)
    references = {each.reference for each in here}
    categories = {each.category for each in here}
    groups = [
        tuple(reference for reference in group if reference in references)
        for group in constraints.exclusive
    ]
    prefunded = tuple(each for each in constraints.prefunded if each in references)
    externally_funded = tuple(each for each in constraints.externally_funded if each in references)
    return Constraints(
        tuple(group for group in groups if len(group) > 1),
        tuple(limit for limit in constraints.category_limits if limit[0] in categories),
        prefunded,
        externally_funded,
        constraints.payer if externally_funded else "",
    )


def require_sound(
    constraints: Constraints, candidates: Sequence[Candidate], *, rule: str, fund: Money
) -> None:
    """Raise Invalid, with its field, where the rules cannot be counted with these projects or could
    only disappoint a voter.
    """
    if constraints.parameters and not understands(rule):
        raise Invalid("special_not_of_rule")
    _require_conflicts(constraints.exclusive)
    here = {candidate.reference: candidate for candidate in candidates}
    now = effective(constraints, candidates)
    _require_payer(now, here)
    _require_open_conflicts(now, here)
    paid = [here[reference] for reference in now.prefunded]
    if sum(each.cost for each in paid) > fund.amount:
        asked = Money(sum(each.cost for each in paid), fund.currency)
        raise Invalid("beforehand_over_fund", field="prefunded", asked=asked, fund=fund)
    competing = [
        candidate for candidate in candidates if candidate.reference not in now.externally_funded
    ]
    for slug, amount in constraints.category_limits:
        _require_limit(
            slug,
            Money(amount, fund.currency),
            [each for each in competing if each.category == slug],
            paid,
        )


def _require_conflicts(conflicts: Sequence[tuple[str, ...]]) -> None:
    if any(len(set(group)) < 2 for group in conflicts):
        raise Invalid("conflict_of_one", field="new_group")
    if len({frozenset(group) for group in conflicts}) < len(conflicts):
        raise Invalid("conflict_twice", field="new_group")
    if len(conflicts) > MOST_CONFLICTS:
        raise Invalid("conflicts_too_many", field="new_group", most=MOST_CONFLICTS)


def _require_payer(now: Constraints, here: Mapping[str, Candidate]) -> None:
    if now.externally_funded and not 0 < len(now.payer.strip()) <= LONGEST_PAYER:
        raise Invalid("payer_missing", field="payer", most=LONGEST_PAYER)
    if both := [each for each in now.externally_funded if each in now.prefunded]:
        raise Invalid("funded_twice", field="externally_funded", project=here[both[0]].title)


def _require_open_conflicts(now: Constraints, here: Mapping[str, Candidate]) -> None:
    # Whoever voted for a rival of what has won already would have voted for nothing.
    for group in now.exclusive:
        if won := [each for each in group if each in now.prefunded + now.externally_funded]:
            field = "prefunded" if won[0] in now.prefunded else "externally_funded"
            raise Invalid("conflict_beforehand", field=field, project=here[won[0]].title)


def _require_limit(
    slug: str, limit: Money, within: Sequence[Candidate], paid: Sequence[Candidate]
) -> None:
    field = f"limit_{slug}"
    if limit.amount < 1:
        raise Invalid("limit_of_nothing", field=field)
    if not within:
        raise Invalid("limit_without_project", field=field)
    spent = sum(each.cost for each in paid if each.category == slug)
    if spent > limit.amount:
        raise Invalid("limit_below_beforehand", field=field, spent=Money(spent, limit.currency))
