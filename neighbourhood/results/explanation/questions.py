"""The questions that always come after a count, answered from its record."""

from collections.abc import Sequence
from typing import Any

from neighbourhood.results.documents import PublishedProject, PublishedResult
from neighbourhood.results.explanation import reasons, steps
from neighbourhood.web.filters import show_money
from neighbourhood.web.markup import _m, _mn

#: Each project's own row says why; the questions are for those that surprise most.
MOST_COMPLAINTS = 3
#: Reasons whose sentences name the project's cost themselves, as those of the fund do.
COST_IN_REASON = ("supporters_too_poor", "dearer_than_fund", "category_full")
Question = tuple[Any, Sequence[Any]]


def questions_of(result: PublishedResult, names: reasons.Names) -> list[Question]:
    """Return questions with the sentences that answer them: the complaints, why shares were raised,
    what decides a tie.
    """
    return [
        *_complaints(result, names),
        *_raised(result),
        (_m("What if two projects stand exactly level?"), _ties(result)),
    ]


def _complaints(result: PublishedResult, names: reasons.Names) -> list[Question]:
    """Why one with more votes lost to one with fewer, for those with the most votes."""
    funded = {reference for reference, amount in result.amounts.items() if amount}
    # Where a committee departed from the vote, its own reason answers; the count is not what made
    # the difference.
    chosen = [
        project
        for project in result.projects
        if project.reason.code == "selected" and project.reference in funded
    ]
    lost = [
        project
        for project in result.projects
        if not project.is_selected and project.reference not in funded
    ]
    answered = []
    for project in sorted(lost, key=lambda project: -project.votes):
        fewer = [winner for winner in chosen if winner.votes < project.votes]
        # Beside the winner with the fewest votes the question is sharpest.
        if fewer:
            answered.append(
                _complaint(
                    project, min(fewer, key=lambda winner: (winner.votes, winner.cost)), names
                )
            )
    return answered[:MOST_COMPLAINTS]


def _complaint(lost: PublishedProject, won: PublishedProject, names: reasons.Names) -> Question:
    both = {"lost": names[lost.reference], "won": names[won.reference]}
    asked = _m("Why was %(lost)s not chosen, though it has more votes than %(won)s?", **both)
    principle = (
        [
            _m(
                "Votes alone do not decide here: those who voted for a project must be able to "
                "pay for it with what is left of their shares."
            )
        ]
        if "payment" in won.reason.values
        else []
    )
    # Each project's reason follows its votes at once, so that "it" is always clear.
    return asked, [*principle, *_votes_and_reason(lost, names), *_votes_and_reason(won, names)]


def _votes_and_reason(project: PublishedProject, names: reasons.Names) -> list[Any]:
    name, reason = names[project.reference], project.reason
    # The cost is said once: here, where the reason that follows does not name it.
    if "fund_left" in reason.values or reason.code in COST_IN_REASON:
        votes = _mn(
            "%(project)s has %(num)s vote.",
            "%(project)s has %(num)s votes.",
            project.votes,
            project=name,
        )
    else:
        votes = _mn(
            "%(project)s has %(num)s vote and costs %(cost)s.",
            "%(project)s has %(num)s votes and costs %(cost)s.",
            project.votes,
            project=name,
            cost=show_money(project.cost),
        )
    return [votes, *reasons.reason_sentences(project, names)]


def _raised(result: PublishedResult) -> list[Question]:
    step = next(
        (
            step
            for step in result.count.steps
            if step.kind == "endowment" and step.values["increments"]
        ),
        None,
    )
    return (
        [(_m("Why was everybody's share raised?"), steps.about_shares(step, result))]
        if step
        else []
    )


def _ties(result: PublishedResult) -> list[Any]:
    count = result.count
    seed = count.parameters["tie_seed"]
    if result.edition.is_recount:
        sentences = [
            _m(
                "The one that costs less goes first, then the one with more votes. If they are "
                "still level, this recount goes by their numbers."
            )
        ]
    else:
        sentences = [
            _m(
                "The one that costs less goes first, then the one with more votes. If they are "
                "still level, a lot that is drawn in public decides."
            )
        ]
    if seed:
        sentences.append(
            _m("The lot was drawn with “%(seed)s”, and anybody can repeat it.", seed=seed)
        )
    # Of a small vote by shares there is no record in which to look.
    if count.steps:
        happened = sum("tie_decided_by" in step.values for step in count.steps)
        sentences.append(
            _mn(
                "In this count there was such a tie %(num)s time.",
                "In this count there was such a tie %(num)s times.",
                happened,
            )
            if happened
            else _m("In this count it made no difference.")
        )
    return sentences
