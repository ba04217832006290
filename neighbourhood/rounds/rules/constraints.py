"""Special rules of a round: projects of which one at most can win, limits of categories, projects
funded beforehand or elsewhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from neighbourhood.canonical import canonical, digest
from neighbourhood.money import Money
from neighbourhood.refusals import Invalid
from neighbourhood.rounds.rules.settings import CountParameters
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
    def plain(self) -> dict[str, object]:
        """Return all of them, JSON-ready, for the trail."""
        plain: dict[str, object] = {**self.parameters}
        if self.externally_funded:
            plain |= {"externally_funded": list(self.externally_funded), "payer": self.payer}
        return plain

    @property
    def parameters(self) -> CountParameters:
        """Return those that the count must keep, JSON-ready; what is not used is left out."""
        # A document without special rules must have the bytes, and so the hash, that it had before
        # there were any.
        parameters = CountParameters()
        if self.exclusive:
            parameters["exclusive"] = [list(group) for group in self.exclusive]
        if self.category_limits:
            # As JSON gives them back, so that what is written equals what is read.
            limits = [list(limit) for limit in self.category_limits]
            parameters["category_limits"] = cast("list[tuple[str, int]]", limits)
        if self.prefunded:
            parameters["prefunded"] = list(self.prefunded)
        return parameters

    @property
    def fingerprint(self) -> str:
        """Return what tells these rules from all others."""
        return digest(canonical(self.plain))


NOTHING = Constraints()


def understands(rule: str) -> bool:
    """Say whether a way of counting can keep special rules."""
    return rule in RULES and RULES[rule].has_constraints


def of_parameters(parameters: CountParameters) -> Constraints:
    """Return the special rules among a count's parameters, as the frozen document and a published
    result hold them.
    """
    # A published result names every parameter of the tally, also as null.
    return Constraints(
        tuple(tuple(group) for group in parameters.get("exclusive") or ()),
        tuple((slug, amount) for slug, amount in parameters.get("category_limits") or ()),
        tuple(parameters.get("prefunded") or ()),
    )


def effective(constraints: Constraints, candidates: Iterable[Candidate]) -> Constraints:
    """Return what of the rules has an effect for these projects: a project that is gone is left
    out, and so is a rule without projects.
    """
    here = list(candidates)
    references = {project.reference for project in here}
    categories = {project.category for project in here}
    groups = [
        tuple(reference for reference in group if reference in references)
        for group in constraints.exclusive
    ]
    prefunded = tuple(reference for reference in constraints.prefunded if reference in references)
    externally_funded = tuple(
        reference for reference in constraints.externally_funded if reference in references
    )
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
    # The groups are checked as they were entered, payer and rivals without the projects that are
    # gone: a project refused meanwhile must not stand in the way of every later change.
    here = {candidate.reference: candidate for candidate in candidates}
    now = effective(constraints, candidates)
    _require_payer(now, here)
    _require_open_conflicts(now, here)
    paid = [here[reference] for reference in now.prefunded]
    asked = Money(sum(project.cost for project in paid), fund.currency)
    if asked > fund:
        raise Invalid("beforehand_over_fund", field="prefunded", asked=asked, fund=fund)
    competing = [
        candidate for candidate in candidates if candidate.reference not in now.externally_funded
    ]
    for slug, amount in constraints.category_limits:
        _require_limit(
            slug,
            Money(amount, fund.currency),
            [project for project in competing if project.category == slug],
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
    if both := [reference for reference in now.externally_funded if reference in now.prefunded]:
        raise Invalid("funded_twice", field="externally_funded", project=here[both[0]].title)


def _require_open_conflicts(now: Constraints, here: Mapping[str, Candidate]) -> None:
    # Whoever voted for a rival of what has won already would have voted for nothing.
    beforehand = now.prefunded + now.externally_funded
    for group in now.exclusive:
        if won := [reference for reference in group if reference in beforehand]:
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
    # What is paid beforehand takes its part of the limit too, as it does in the count.
    spent = sum(project.cost for project in paid if project.category == slug)
    if spent > limit.amount:
        raise Invalid("limit_below_beforehand", field=field, spent=Money(spent, limit.currency))
