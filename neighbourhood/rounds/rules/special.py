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
class Special:
    """The special rules: projects by reference, categories by slug, limits in minor units.

    What is funded `beforehand` is paid from the fund; what is funded `elsewhere` is paid by
    `payer`, and the count knows nothing of it.
    """

    conflicts: tuple[tuple[str, ...], ...] = ()
    limits: tuple[tuple[str, int], ...] = ()
    beforehand: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    payer: str = ""

    @property
    def plain(self) -> dict[str, Any]:
        """Return all of them, JSON-ready, for the trail."""
        return self.parameters | (
            {"elsewhere": list(self.elsewhere), "payer": self.payer} if self.elsewhere else {}
        )

    @property
    def parameters(self) -> dict[str, Any]:
        """Return what the count is told, JSON-ready; what is not used is left out."""
        told = {
            "exclusive": [list(group) for group in self.conflicts],
            "category_limits": [list(limit) for limit in self.limits],
            "prefunded": list(self.beforehand),
        }
        return {name: value for name, value in told.items() if value}

    @property
    def fingerprint(self) -> str:
        """Return what tells these rules from all others."""
        return digest(canonical(self.plain))


NOTHING = Special()


def understands(rule: str) -> bool:
    """Say whether a way of counting can keep special rules."""
    return rule in RULES and RULES[rule].has_constraints


def of_parameters(parameters: Mapping[str, Any]) -> Special:
    """Return the special rules among a count's parameters, as the frozen document and a published
    result hold them.
    """
    groups, limits, beforehand = (parameters.get(name) or () for name in NAMES)
    return Special(
        tuple(tuple(group) for group in groups),
        tuple((slug, amount) for slug, amount in limits),
        tuple(beforehand),
    )


def standing(special: Special, candidates: Iterable[Candidate]) -> Special:
    """Return what of the rules has an effect for these projects: a project that is gone is left
    out, and so is a rule without projects.
    """
    here = list(candidates)
    references = {each.reference for each in here}
    categories = {each.category for each in here}
    groups = (tuple(each for each in group if each in references) for group in special.conflicts)
    return Special(
        tuple(group for group in groups if len(group) > 1),
        tuple(limit for limit in special.limits if limit[0] in categories),
        tuple(each for each in special.beforehand if each in references),
        tuple(each for each in special.elsewhere if each in references),
        special.payer if any(each in references for each in special.elsewhere) else "",
    )


def require_sound(
    special: Special, candidates: Sequence[Candidate], *, rule: str, fund: Money
) -> None:
    """Raise Invalid, with its field, where the rules cannot be counted with these projects or could
    only disappoint a voter.
    """
    if special.parameters and not understands(rule):
        raise Invalid("special_not_of_rule")
    _require_conflicts(special.conflicts)
    here = {candidate.reference: candidate for candidate in candidates}
    now = standing(special, candidates)
    _require_payer(now, here)
    _require_open_conflicts(now, here)
    paid = [here[reference] for reference in now.beforehand]
    if sum(each.cost for each in paid) > fund.amount:
        asked = Money(sum(each.cost for each in paid), fund.currency)
        raise Invalid("beforehand_over_fund", field="beforehand", asked=asked, fund=fund)
    competing = [candidate for candidate in candidates if candidate.reference not in now.elsewhere]
    for slug, amount in special.limits:
        _require_limit(
            slug,
            Money(amount, fund.currency),
            [each for each in competing if each.category == slug],
            paid,
        )


def _require_conflicts(conflicts: Sequence[tuple[str, ...]]) -> None:
    if any(len(set(group)) < 2 for group in conflicts):
        raise Invalid("conflict_of_one", field="conflict")
    if len({frozenset(group) for group in conflicts}) < len(conflicts):
        raise Invalid("conflict_twice", field="conflict")
    if len(conflicts) > MOST_CONFLICTS:
        raise Invalid("conflicts_too_many", field="conflict", most=MOST_CONFLICTS)


def _require_payer(now: Special, here: Mapping[str, Candidate]) -> None:
    if now.elsewhere and not 0 < len(now.payer.strip()) <= LONGEST_PAYER:
        raise Invalid("payer_missing", field="payer", most=LONGEST_PAYER)
    if both := [each for each in now.elsewhere if each in now.beforehand]:
        raise Invalid("funded_twice", field="elsewhere", project=here[both[0]].title)


def _require_open_conflicts(now: Special, here: Mapping[str, Candidate]) -> None:
    # Whoever voted for a rival of what has won already would have voted for nothing.
    for group in now.conflicts:
        if won := [each for each in group if each in now.beforehand + now.elsewhere]:
            field = "beforehand" if won[0] in now.beforehand else "elsewhere"
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
