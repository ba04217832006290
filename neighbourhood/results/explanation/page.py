"""The results page, made ready: whole sentences, rows with bars and reasons, steps, and who got
something.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from neighbourhood.results import words
from neighbourhood.results.documents import (
    CommitteeAllocation,
    Figures,
    PublishedProject,
    PublishedResult,
    RoundFacts,
)
from neighbourhood.results.explanation import figures, questions, reasons
from neighbourhood.results.explanation.other_rules import WayView, ways_of
from neighbourhood.results.explanation.rewording import reworded
from neighbourhood.results.explanation.steps import StepView, steps_of
from neighbourhood.rounds.presenters.rule_sentences import how_counted, rule_names
from neighbourhood.rounds.rules import DecidedBy
from neighbourhood.rounds.words import NEXT_BY_SHARES, RULES, way_name
from neighbourhood.web import drawings
from neighbourhood.web.filters import show_money
from neighbourhood.web.markup import _m, _mn, foreign

#: The colours of the projects that took most from a purse; the others share one.
COLOURS = ("accent", "sky", "plum", "leaf")
#: Reasons by which a project fails though the fund could pay for it.
SHORT_OF_SHARES = {
    "no_votes",
    "supporters_too_poor",
    "supporters_spent_elsewhere",
    "next_step_overspends",
}


@dataclass(frozen=True)
class ProjectRow:
    """A project on the results page; amounts in minor units. `other_result` leads to the result of
    the list that has funded it already, where one has.
    """

    reference: str
    number: int
    title: str
    language: str
    url: str
    cost: int
    amount: int
    votes: int
    bar: drawings.VoteBar
    place: int | None
    is_selected: bool
    departure: Any
    sentences: Sequence[Any]
    further: Sequence[Any]
    verdict: Any
    reason: Any
    decision: CommitteeAllocation | None
    purse: drawings.Bar | None
    is_beforehand: bool
    other_result: str


@dataclass(frozen=True)
class ResultView:
    """The whole page of one version."""

    headline: Any
    principle: Sequence[Any]
    sentences: Sequence[Any]
    fund: drawings.Bar
    funded: Sequence[ProjectRow]
    funded_on_other_lists: Sequence[ProjectRow]
    others: Sequence[ProjectRow]
    steps: Sequence[StepView]
    questions: Sequence[tuple[Any, Sequence[Any]]]
    ways: Sequence[WayView]
    rule: Any
    counted: Sequence[str]
    result: PublishedResult

    @property
    def rows(self) -> list[ProjectRow]:
        """Return all projects, the funded ones first."""
        return [*self.funded, *self.funded_on_other_lists, *self.others]


def result_view(result: PublishedResult) -> ResultView:
    """Return the page of a published result."""
    # First of all, so that every sentence below speaks of names and not of slugs.
    result = reworded(result)
    names = {
        project.reference: foreign(project.title, project.language) for project in result.projects
    }
    # All bars of a page have one measure.
    most = max((project.votes for project in result.projects), default=0)
    rows = [_row(project, result, names, most) for project in result.projects]
    funded = [row for row in rows if row.amount]
    label = _m("Chosen projects") if result.edition.is_recount else _m("Given to projects")
    parts = [(label, sum(row.amount for row in funded), "leaf")]
    return ResultView(
        headline=_headline(result, funded),
        principle=_principle(result),
        sentences=[*_sentences(result), *_other_lists(result), *_money_left(result, rows)],
        fund=drawings.fund_bar(result.fund, parts),
        funded=funded,
        funded_on_other_lists=[row for row in rows if row.other_result],
        others=[row for row in rows if not row.amount and not row.other_result],
        steps=steps_of(result, names),
        questions=questions.questions_of(result, names),
        ways=ways_of(result, names),
        rule=way_name(result.count.rule_version, result.count.completion),
        result=result,
        counted=how_counted(
            result.count.rule_version,
            result.count.parameters,
            rule_names(result.projects, result.categories),
        ),
    )


def _headline(result: PublishedResult, funded: Sequence[ProjectRow]) -> list[Any]:
    amount = show_money(sum(row.amount for row in funded))
    fund = show_money(result.fund)
    voted = who_voted(result.round, result.turnout.ballots)
    if not funded:
        return [voted, _m("No project gets money from the fund of %(fund)s.", fund=fund)]
    number = len(funded)
    if result.edition.is_recount:
        by_recount = _mn(
            "By this recount %(num)s project gets %(amount)s of %(fund)s.",
            "By this recount %(num)s projects get %(amount)s of %(fund)s.",
            number,
            amount=amount,
            fund=fund,
        )
        return [voted, by_recount]
    return [
        voted,
        _mn(
            "%(num)s project gets %(amount)s of %(fund)s.",
            "%(num)s projects get %(amount)s of %(fund)s.",
            number,
            amount=amount,
            fund=fund,
        ),
    ]


def who_voted(round_: RoundFacts, number: int) -> Any:
    """Return how many people voted: neighbours, where it is the list of a neighbourhood."""
    if round_.level is None:
        return _mn("%(num)s neighbour voted.", "%(num)s neighbours voted.", number)
    return _mn("%(num)s person voted.", "%(num)s people voted.", number)


def _principle(result: PublishedResult) -> list[Any]:
    """What a reader must know before reading what people "paid": that each of them had a share
    of the fund.
    """
    is_by_shares = any(
        project.is_selected and "payment" in project.reason.values for project in result.projects
    )
    if not is_by_shares:
        return []
    # The most voters who can pay go first only where the money is what the shares measure.
    by_money = result.count.parameters["utility"] in (None, "cost")
    return [RULES["equal-shares@1"], *([NEXT_BY_SHARES] if by_money else [])]


def _sentences(result: PublishedResult) -> list[Any]:
    if result.edition.is_recount:
        return _about_recount(result)
    if result.edition.decided_by == DecidedBy.VOTE:
        return [_m("The vote decided, and nobody could depart from it.")]
    members, departed = (
        (result.committee.members if result.committee else 0),
        len(result.departures),
    )
    sentences = (
        [
            _mn(
                "A committee of %(num)s resident decided.",
                "A committee of %(num)s residents decided.",
                members,
            )
        ]
        if members
        else []
    )
    if not departed:
        return [*sentences, _m("It followed the vote on every project.")]
    return [
        *sentences,
        _mn(
            "It departed from the vote on %(num)s project and says why.",
            "It departed from the vote on %(num)s projects and says why.",
            departed,
        ),
    ]


def _other_lists(result: PublishedResult) -> list[Any]:
    """What lists that were settled first had funded already."""
    places = [
        project.reason.values["other_list"]
        for project in result.projects
        if "other_list" in project.reason.values
    ]
    return [
        _mn(
            "The list of %(place)s was settled first. It had already funded %(num)s project of "
            "this list, which is left out here.",
            "The list of %(place)s was settled first. It had already funded %(num)s projects of "
            "this list, which are left out here.",
            places.count(place),
            place=place,
        )
        for place in dict.fromkeys(places)
    ]


def _money_left(result: PublishedResult, rows: Sequence[ProjectRow]) -> list[Any]:
    """What is left of the fund, and why nothing more was bought with it where the count says so."""
    left = result.fund - sum(row.amount for row in rows)
    if not left:
        return [_m("The whole fund is used.")]
    stays = [] if result.edition.is_recount else [_m("It stays in the fund.")]
    # Why money is left follows from the count alone, so it says nothing where a committee decided.
    if result.edition.decided_by == DecidedBy.VOTE:
        return [_why_left(left, result.projects), *stays]
    return [_m("%(amount)s is left.", amount=show_money(left)), *stays]


def _why_left(left: int, projects: Sequence[PublishedProject]) -> Any:
    amount = show_money(left)
    # A project that would still fit and lost is what a reader asks about first.
    fitting = {
        project.reason.code
        for project in projects
        if not project.is_selected
        and project.cost <= left
        and project.reason.code != "already_funded"
    }
    if not fitting:
        return _m("%(amount)s is left. Every other project costs more.", amount=amount)
    if fitting <= SHORT_OF_SHARES:
        return _m(
            "%(amount)s is left. There are projects that cost no more than that, but those who "
            "voted for them have too little of their shares left.",
            amount=amount,
        )
    return _m("%(amount)s is left.", amount=amount)


def _about_recount(result: PublishedResult) -> list[Any]:
    rule = result.round.other_rule
    if rule is None:
        sentences = [_m("We counted the published ballots with the rule that the file names.")]
    elif rule == "unknown":
        sentences = [
            _m(
                "The file does not say how the city counted. We counted with most votes first, so "
                "the city's result may differ."
            )
        ]
    else:
        sentences = [
            _m(
                "The file names a rule of the city's own, “%(rule)s”. We cannot repeat it and "
                "counted with most votes first.",
                rule=rule,
            )
        ]
    if left_out := result.round.left_out:
        sentences.append(
            _m(
                "The file also sets limits that our recount leaves out (%(names)s), so the city's "
                "result may differ.",
                names=", ".join(left_out),
            )
        )
    if result.round.city_chose is None:
        return sentences
    differing = sum(_city_differs(project, result) is not None for project in result.projects)
    if not differing:
        return [*sentences, _m("It chooses exactly the projects that the city chose.")]
    return [
        *sentences,
        _mn(
            "For %(num)s project the city decided otherwise.",
            "For %(num)s projects the city decided otherwise.",
            differing,
        ),
    ]


def _city_differs(project: PublishedProject, result: PublishedResult) -> str | None:
    """Say whether a recount and the city differ on a project: the file marks what the city
    chose.
    """
    chosen = result.round.city_chose
    if chosen is None or (project.reference in chosen) == project.is_selected:
        return None
    return "city_did_not" if project.is_selected else "city_did"


def _row(
    project: PublishedProject, result: PublishedResult, names: reasons.Names, most: int
) -> ProjectRow:
    reference, values = project.reference, project.reason.values
    decision = result.allocation_of(reference)
    departed = result.departure_of(reference)
    amount = decision.amount if decision else 0
    has_ledger = "had" in values and not project.is_selected
    # A recount has no committee, so a departure and another choice of the city never meet.
    return ProjectRow(
        reference,
        project.shown_number,
        project.title,
        project.language,
        url_for("projects.show", slug=result.round.slug, number=project.number),
        project.cost,
        amount,
        project.votes,
        drawings.vote_bar(project.votes, most, "accent" if amount else "plain"),
        project.order,
        project.is_selected,
        words.DEPARTURES.get(departed or _city_differs(project, result) or ""),
        reasons.reason_sentences(project, names),
        reasons.further_sentences(project, names),
        _verdict(project, amount, result),
        _one_line(project, departed),
        decision if isinstance(decision, CommitteeAllocation) else None,
        _purse(values, names) if has_ledger else None,
        project.reason.code == "prefunded",
        _other_result(values),
    )


def _other_result(values: Figures) -> str:
    return url_for("results.show", slug=values["other_round"]) if "other_round" in values else ""


def _one_line(project: PublishedProject, departed: str | None) -> Any:
    return words.DEPARTURES[departed] if departed else words.REASONS[project.reason.code]


def _verdict(project: PublishedProject, amount: int, result: PublishedResult) -> Any:
    if result.edition.is_recount:
        return _m("Chosen") if amount else _m("Not chosen")
    if project.reason.code == "already_funded":
        return _m("Funded on another list")
    return _m("Funded") if amount else _m("Not funded")


def _purse(values: Figures, names: reasons.Names) -> drawings.Bar:
    paid, _left, had = figures.ledger(values)
    largest = len(COLOURS)
    # More payees than colours: those that took least share one part.
    parts = [
        (names[payee], amount, kind) for (payee, amount), kind in zip(paid, COLOURS, strict=False)
    ]
    return drawings.fund_bar(
        had,
        [*parts, (_m("Other projects"), sum(amount for _payee, amount in paid[largest:]), "plain")],
    )
