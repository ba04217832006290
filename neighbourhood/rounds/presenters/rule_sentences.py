"""How the votes of a round are counted, in whole sentences: the same ones on every page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from neighbourhood.languages import _, _n
from neighbourhood.rounds import words
from neighbourhood.rounds.documents import FrozenRound, ProjectPaidElsewhere, Settlement
from neighbourhood.rounds.rules import constraints, settings
from neighbourhood.rounds.rules.settings import CountParameters
from neighbourhood.tally import RULES
from neighbourhood.web import markup
from neighbourhood.web.filters import readable, show_money
from neighbourhood.web.markup import _m


@dataclass(frozen=True)
class RuleNames:
    """What the sentences call projects (by reference, with their costs) and categories (by
    slug).
    """

    projects: Mapping[str, tuple[Markup, int]]
    categories: Mapping[str, Mapping[str, str]]


SHARES, COMPARED = "equal-shares@1", "equal-shares-comparison@1"
NO_NAMES = RuleNames({}, {})


class NamedProject(Protocol):
    """A project as the sentences name it: one of a round, of its frozen rules or of its result."""

    @property
    def reference(self) -> str:
        """The reference under which the rules name it."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def language(self) -> str:
        """The code of the language of its title."""

    @property
    def cost(self) -> int:
        """Its cost in minor units."""


def rule_names(
    projects: Iterable[NamedProject], categories: Mapping[str, Mapping[str, str]]
) -> RuleNames:
    """Return what the sentences call these projects, and their categories by slug."""
    quoted = {
        project.reference: (markup.quoted(project.title, project.language), project.cost)
        for project in projects
    }
    return RuleNames(quoted, categories)


def how_counted(
    rule: str, parameters: CountParameters, names: RuleNames = NO_NAMES
) -> Sequence[str]:
    """Return the rule with every parameter that matters, one sentence each; of a rule unknown here
    nothing is said.
    """
    if rule not in RULES:
        return []
    sentences = [str(words.RULES[rule])]
    if rule == COMPARED:
        sentences.append(str(words.RULES[SHARES]))
    if settings.is_by_shares(rule):
        sentences += _by_shares(parameters)
    if least := parameters.get("minimum_votes"):
        sentences.append(
            _n(
                "A project needs at least %(num)s vote.",
                "A project needs at least %(num)s votes.",
                least,
            )
        )
    return [*sentences, *_specially(constraints.of_parameters(parameters), names)]


def counted_in(rules: FrozenRound) -> Sequence[str]:
    """Return the sentences for the frozen rules, and for the projects that they leave to others."""
    return [
        *how_counted(rules.rule.name, rules.rule.parameters, _names_in(rules)),
        *left_to_others(rules),
    ]


def left_to_others(rules: FrozenRound) -> list[str]:
    """Return a sentence for each project of the frozen rules that somebody else pays for or that
    stands on another list too.
    """
    return [
        *paid_elsewhere(rules.funded_elsewhere),
        *settled_first(rules.settlement, _names_in(rules)),
    ]


def _names_in(rules: FrozenRound) -> RuleNames:
    categories = {project.category: project.category_name for project in rules.projects}
    return rule_names(rules.projects, categories)


def _specially(rules: constraints.Constraints, names: RuleNames) -> Iterator[Markup]:
    for group in rules.exclusive:
        yield _m(
            "Only one of these projects can win: %(projects)s.",
            projects=markup.listing([names.projects[reference][0] for reference in group]),
        )
    for slug, amount in rules.category_limits:
        yield _m(
            "The chosen projects of the category %(category)s can cost at most %(amount)s "
            "together.",
            category=category_name(names.categories[slug]),
            amount=show_money(amount),
        )
    for reference in rules.prefunded:
        project, cost = names.projects[reference]
        yield _m(
            "%(project)s is funded beforehand: it is not on the ballot, and its cost of %(cost)s "
            "is taken from the fund first.",
            project=project,
            cost=show_money(cost),
        )


def paid_elsewhere(projects: Iterable[ProjectPaidElsewhere]) -> list[str]:
    """Return a sentence for each project that somebody else pays for."""
    return [
        _m(
            "Somebody else pays for %(project)s (%(payer)s): it is not on the ballot and costs "
            "the fund nothing.",
            project=markup.quoted(project.title, project.language),
            payer=markup.foreign(project.payer, ""),
        )
        for project in projects
    ]


def settled_first(settlement: Settlement | None, names: RuleNames) -> list[str]:
    """Return which lists are settled first, and a sentence for each project that stands on another
    list too; nothing where none does.
    """
    if settlement is None:
        return []
    sentences = [str(words.SETTLED_FIRST[settlement.first])]
    for listing in settlement.shared:
        values = {"project": names.projects[listing.reference][0], "place": listing.place}
        sentences.append(
            _m(
                "%(project)s also stands on the list of %(place)s, which is settled first: if it "
                "is funded there, it is left out here.",
                **values,
            )
            if listing.is_settled_first
            else _m(
                "%(project)s also stands on the list of %(place)s, which is settled later: if it "
                "is funded here, it is left out there.",
                **values,
            )
        )
    return sentences


def category_name(names: Mapping[str, str]) -> Markup:
    """Return a category's name as the reader knows it."""
    name = readable(names)
    return markup.foreign(name.text, name.language)


def _by_shares(parameters: CountParameters) -> list[str]:
    sentences = []
    # With one point for each project, None means cost to the tally.
    if parameters.get("utility") in (None, "cost"):
        sentences.append(str(words.NEXT_BY_SHARES))
    completion = parameters.get("completion") or "none"
    sentences += [str(sentence) for sentence in words.LEFT_OVER[completion]]
    if settings.is_raised(parameters):
        step = parameters.get("step", 1) * parameters.get("unit", 1)
        sentences.append(_("Each step gives every voter %(amount)s more.", amount=show_money(step)))
    if parameters.get("utility") == "cardinality":
        sentences.append(
            _(
                "The cost of a project does not matter for its rank, so cheap projects are chosen "
                "more easily."
            )
        )
    return sentences
