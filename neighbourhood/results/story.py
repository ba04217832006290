"""What the results page tells, made ready: whole sentences, rows with bars and reasons, steps, and who got something."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from neighbourhood.results import figures, rules, walk, why, words
from neighbourhood.results.categories import with_category_names
from neighbourhood.rounds.explained import how_counted, named_in
from neighbourhood.web import drawings
from neighbourhood.web.filters import show_money
from neighbourhood.web.markup import _, _n, foreign

#: The colours of the projects that took most from a purse; the others share one.
COLOURS = ("accent", "sky", "plum", "leaf")


@dataclass(frozen=True)
class Row:
    """A project on the results page; amounts in minor units."""

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
    departure: str | None
    told: Sequence[Any]
    decision: Mapping[str, Any] | None
    purse: drawings.Bar | None


@dataclass(frozen=True)
class Story:
    """The whole page of one version."""

    headline: Any
    sentences: Sequence[Any]
    fund: drawings.Bar
    funded: Sequence[Row]
    others: Sequence[Row]
    steps: Sequence[walk.Shown]
    questions: Sequence[tuple[Any, Sequence[Any]]]
    luck: Sequence[tuple[Any, Mapping[str, int], int]]
    rule: Any
    counted: Sequence[str]
    result: Mapping[str, Any]


def story_of(result: Mapping[str, Any]) -> Story:
    """Return the page of a published result."""
    result = with_category_names(result)
    names = {project["reference"]: foreign(project["title"], project["language"]) for project in result["projects"]}
    most = max((project["votes"] for project in result["projects"]), default=0)
    rows = [_row(project, result, names, most) for project in result["projects"]]
    funded = [row for row in rows if row.amount]
    given = _("Chosen projects") if result["edition"]["is_recount"] else _("Given to projects")
    parts = [(given, sum(row.amount for row in funded), "leaf")]
    return Story(
        headline=_headline(result, funded), sentences=_sentences(result), fund=drawings.fund_bar(result["fund"], parts), funded=funded,
        others=[row for row in rows if not row.amount], steps=walk.steps_of(result, names), questions=_questions(result, names),
        luck=_luck(result), rule=rule_name(result["count"]["rule_version"], result["count"]["completion"]), result=result,
        counted=how_counted(result["count"]["rule_version"], result["count"]["parameters"], named_in(result["projects"], result.get("categories", {}))),
    )


def rule_name(rule: str, completion: str) -> Any:
    """Return what a rule with its completion is called."""
    return words.RULE_NAMES.get((rule, completion)) or words.RULE_NAMES.get((rule, "none"), rule)


def _headline(result: Mapping[str, Any], funded: Sequence[Row]) -> list[Any]:
    amount, fund = show_money(sum(row.amount for row in funded)), show_money(result["fund"])
    voted = _n("%(num)s neighbour voted.", "%(num)s neighbours voted.", result["turnout"]["ballots"])
    if not funded:
        return [voted, _("No project gets money from the fund of %(fund)s.", fund=fund)]
    number = len(funded)
    if result["edition"]["is_recount"]:
        by_recount = _n(
            "By this recount %(num)s project gets %(amount)s of %(fund)s.", "By this recount %(num)s projects get %(amount)s of %(fund)s.",
            number, amount=amount, fund=fund,
        )
        return [voted, by_recount]
    return [voted, _n("%(num)s project gets %(amount)s of %(fund)s.", "%(num)s projects get %(amount)s of %(fund)s.", number, amount=amount, fund=fund)]


def _sentences(result: Mapping[str, Any]) -> list[Any]:
    if result["edition"]["is_recount"]:
        return _about_recount(result)
    if result["edition"]["decided_by"] == rules.VOTE:
        return [_("The vote decided, and nobody could depart from it.")]
    members, departed = result["committee"]["members"], len(result["departures"])
    told = [_n("A committee of %(num)s resident decided.", "A committee of %(num)s residents decided.", members)] if members else []
    if not departed:
        return [*told, _("It followed the vote on every project.")]
    return [*told, _n(
        "It departed from the vote on %(num)s project and says why.", "It departed from the vote on %(num)s projects and says why.", departed
    )]


def _about_recount(result: Mapping[str, Any]) -> list[Any]:
    rule = result["round"].get("other_rule")
    if rule is None:
        told = [_("We counted the published ballots with the rule that the file names.")]
    elif rule == "unknown":
        told = [_("The file does not say how the city counted. We counted with most votes first, so the city's result may differ.")]
    else:
        told = [_("The file names a rule of the city's own, “%(rule)s”. We cannot repeat it and counted with most votes first.", rule=rule)]
    if left_out := result["round"].get("left_out"):
        told.append(_("The file also sets limits that our recount leaves out (%(names)s), so the city's result may differ.", names=", ".join(left_out)))
    if "city_chose" not in result["round"]:
        return told
    differing = sum(_city_differs(project, result) is not None for project in result["projects"])
    if not differing:
        return [*told, _("It chooses exactly the projects that the city chose.")]
    return [*told, _n("For %(num)s project the city decided otherwise.", "For %(num)s projects the city decided otherwise.", differing)]


def _city_differs(project: Mapping[str, Any], result: Mapping[str, Any]) -> str | None:
    """Say whether a recount and the city differ on a project: the file marks what the city chose."""
    chosen = result["round"].get("city_chose")
    if chosen is None or (project["reference"] in chosen) == project["is_selected"]:
        return None
    return "city_did_not" if project["is_selected"] else "city_did"


def _row(project: Mapping[str, Any], result: Mapping[str, Any], names: why.Names, most: int) -> Row:
    reference, values = project["reference"], project["reason"]["values"]
    decision = next((each for each in result["allocations"] if each["reference"] == reference), None)
    departure = next((each["kind"] for each in result["departures"] if each["reference"] == reference), None)
    departure = departure or _city_differs(project, result)
    amount = decision["amount"] if decision else 0
    has_ledger = "had" in values and not project["is_selected"]
    return Row(
        reference, project["number"], project["title"], project["language"],
        url_for("projects.show", slug=result["round"]["slug"], number=project["number"]), project["cost"], amount, project["votes"],
        drawings.vote_bar(project["votes"], most, "accent" if amount else "plain"), project["order"], project["is_selected"], departure,
        why.reasons(project, names), decision if decision and decision["by"] == rules.COMMITTEE else None,
        _purse(values, names) if has_ledger else None,
    )


def _purse(values: Mapping[str, Any], names: why.Names) -> drawings.Bar:
    paid, _left, had = figures.ledger(values)
    largest = len(COLOURS)
    parts = [(names[each], amount, kind) for (each, amount), kind in zip(paid, COLOURS, strict=False)]
    return drawings.fund_bar(had, [*parts, (_("Other projects"), sum(amount for _each, amount in paid[largest:]), "plain")])


def _questions(result: Mapping[str, Any], names: why.Names) -> list[tuple[Any, list[Any]]]:
    """Return the two complaints that always come, answered: more votes than a chosen one, and a cheaper one with fewer votes."""
    chosen = [project for project in result["projects"] if project["is_selected"] and project["reason"]["code"] != "prefunded"]
    answered = []
    for lost in (project for project in result["projects"] if not project["is_selected"]):
        fewer = [project for project in chosen if project["votes"] < lost["votes"]]
        if fewer:
            answered.append(_question(lost, min(fewer, key=lambda project: (project["votes"], project["cost"])), names))
    return answered


def _question(lost: Mapping[str, Any], won: Mapping[str, Any], names: why.Names) -> tuple[Any, list[Any]]:
    told = {"lost": names[lost["reference"]], "won": names[won["reference"]]}
    asked = _("Why was %(lost)s not chosen, though it has more votes than %(won)s?", **told)
    compared = _n("%(lost)s has %(num)s vote and costs %(cost)s.", "%(lost)s has %(num)s votes and costs %(cost)s.",
                  lost["votes"], lost=told["lost"], cost=show_money(lost["cost"]))
    other = _n("%(won)s has %(num)s vote and costs %(cost)s.", "%(won)s has %(num)s votes and costs %(cost)s.",
               won["votes"], won=told["won"], cost=show_money(won["cost"]))
    principle = [_(
        "Votes alone do not decide here: those who voted for a project must be able to pay for it with what is left of their shares."
    )] if "payment" in won["reason"]["values"] else []
    # Each project's reason follows it at once, so that "it" is always clear.
    return asked, [*principle, compared, *why.reasons(lost, names), other, *why.reasons(won, names)]


def _luck(result: Mapping[str, Any]) -> list[tuple[Any, Mapping[str, int], int]]:
    """Return (name of the way to count, voters with 0, 1, 2, 3+ of their projects, amount spent): ours first, then others."""
    if not result["satisfaction"]:
        return []
    count = result["count"]
    ours = (rule_name(count["rule_version"], count["completion"]), result["satisfaction"], count["spent"])
    others = [
        (rule_name(other["rule"], other["completion"]), other["satisfaction"], other["spent"]) for other in result["compared"]
        if (other["rule"], other["completion"]) != (count["rule_version"], count["completion"])
    ]
    return [ours, *others] if others else []
