"""The questions that always come after a count, answered from its record."""

from collections.abc import Mapping, Sequence
from typing import Any

from neighbourhood.results import walk, why
from neighbourhood.web.filters import show_money
from neighbourhood.web.markup import _, _n

#: Each project's own row says why; the questions are for those that surprise most.
MOST_COMPLAINTS = 3
Question = tuple[Any, Sequence[Any]]


def questions_of(result: Mapping[str, Any], names: why.Names) -> list[Question]:
    """Return questions with the sentences that answer them: the complaints, why shares were raised, what decides a tie."""
    return [*_complaints(result, names), *_raised(result), (_("What if two projects stand exactly level?"), _ties(result))]


def _complaints(result: Mapping[str, Any], names: why.Names) -> list[Question]:
    """Why one with more votes lost to one with fewer, for those with the most votes."""
    given = {each["reference"] for each in result["allocations"] if each["amount"]}
    # Where a committee departed from the vote, its own reason answers; the count is not what made the difference.
    chosen = [project for project in result["projects"] if project["is_selected"] and project["reference"] in given]
    lost = [project for project in result["projects"] if not project["is_selected"] and project["reference"] not in given]
    answered = []
    for project in sorted(lost, key=lambda project: -project["votes"]):
        fewer = [each for each in chosen if each["votes"] < project["votes"]]
        if fewer:
            answered.append(_complaint(project, min(fewer, key=lambda each: (each["votes"], each["cost"])), names))
    return answered[:MOST_COMPLAINTS]


def _complaint(lost: Mapping[str, Any], won: Mapping[str, Any], names: why.Names) -> Question:
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


def _raised(result: Mapping[str, Any]) -> list[Question]:
    step = next((step for step in result["count"]["steps"] if step["kind"] == "endowment" and step["increments"]), None)
    return [(_("Why was everybody's share raised?"), walk.about_shares(step, result))] if step else []


def _ties(result: Mapping[str, Any]) -> list[Any]:
    count = result["count"]
    seed, steps = count["parameters"]["tie_seed"], count["steps"]
    if result["edition"]["is_recount"]:
        told = [_("The one that costs less goes first, then the one with more votes. If they are still level, this recount goes by their numbers.")]
    else:
        told = [_("The one that costs less goes first, then the one with more votes. If they are still level, a lot that is drawn in public decides.")]
    if seed:
        told.append(_("The lot was drawn with “%(seed)s”, and anybody can repeat it.", seed=seed))
    if steps:
        happened = sum("tie_decided_by" in step for step in steps)
        told.append(_n("In this count it happened %(num)s time.", "In this count it happened %(num)s times.", happened) if happened
                    else _("In this count it did not happen."))
    return told
