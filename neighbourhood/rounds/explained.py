"""How the votes of a round are counted, said in whole sentences; the same ones on each page that
tells it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from markupsafe import Markup

from neighbourhood.languages import _, _n
from neighbourhood.rounds import settings, special, words
from neighbourhood.rounds.documents import FrozenRound, ProjectPaidElsewhere
from neighbourhood.tally import RULES
from neighbourhood.web import markup
from neighbourhood.web.filters import readable, show_money
from neighbourhood.web.markup import _m


@dataclass(frozen=True)
class Named:
    """What the sentences call projects (by reference, with their costs) and categories (by
    slug).
    """

    projects: Mapping[str, tuple[Markup, int]]
    categories: Mapping[str, Mapping[str, str]]


SHARES, COMPARED = "equal-shares@1", "equal-shares-comparison@1"
NOBODY = Named({}, {})


def named_in(
    projects: Iterable[Mapping[str, Any]], categories: Mapping[str, Mapping[str, str]] | None = None
) -> Named:
    """Return the names in a frozen document's or a result's projects; without `categories` each
    project tells its own.
    """
    listed = list(projects)
    told = (
        {each["category"]: each["category_name"] for each in listed if each["category"]}
        if categories is None
        else categories
    )
    return Named(
        {
            each["reference"]: (markup.quoted(each["title"], each["language"]), each["cost"])
            for each in listed
        },
        told,
    )


def how_counted(rule: str, parameters: Mapping[str, Any], named: Named = NOBODY) -> Sequence[str]:
    """Return the rule with every parameter that matters, one sentence each; of a rule unknown here
    nothing is told.
    """
    if rule not in RULES:
        return []
    told = [str(words.RULES[rule])]
    if rule == COMPARED:
        told.append(str(words.RULES[SHARES]))
    if settings.is_by_shares(rule):
        told += _by_shares(parameters)
    if least := parameters.get("minimum_votes"):
        told.append(
            _n(
                "A project needs at least %(num)s vote.",
                "A project needs at least %(num)s votes.",
                least,
            )
        )
    return [*told, *_specially(special.of_parameters(parameters), named)]


def counted_in(rules: FrozenRound) -> Sequence[str]:
    """Return the sentences for the frozen rules, and for the projects that they leave to others."""
    names = named_in(asdict(project) for project in rules.projects)
    sentences = how_counted(rules.rule.name, rules.rule.parameters, names)
    return [*sentences, *paid_elsewhere(rules.funded_elsewhere)]


def _specially(rules: special.Special, named: Named) -> Iterator[Markup]:
    for group in rules.conflicts:
        yield _m(
            "Only one of these projects can win: %(projects)s.",
            projects=markup.listing([named.projects[each][0] for each in group]),
        )
    for slug, amount in rules.limits:
        yield _m(
            "The chosen projects of the category %(category)s can cost at most %(amount)s "
            "together.",
            category=category_name(named.categories[slug]),
            amount=show_money(amount),
        )
    for project, cost in (named.projects[each] for each in rules.beforehand):
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


def category_name(names: Mapping[str, str]) -> Markup:
    """Return a category's name as the reader knows it."""
    name = readable(names)
    return markup.foreign(name.text, name.language)


def _by_shares(parameters: Mapping[str, Any]) -> list[str]:
    next_one = [str(words.NEXT_BY_SHARES)] if parameters.get("utility") in (None, "cost") else []
    told = next_one + [
        str(sentence) for sentence in words.LEFT_OVER[parameters.get("completion") or "none"]
    ]
    if settings.is_raised(parameters):
        step = parameters.get("step", 1) * parameters.get("unit", 1)
        told.append(_("Each step gives every voter %(amount)s more.", amount=show_money(step)))
    if parameters.get("utility") == "cardinality":
        told.append(
            _(
                "The cost of a project does not matter for its rank, so cheap projects are chosen "
                "more easily."
            )
        )
    return told
