"""How the count went, step by step: a heading, sentences and drawn bars for each step of the
published record.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from neighbourhood.results import words
from neighbourhood.results.documents import (
    Figures,
    PublishedProject,
    PublishedResult,
    Reason,
    Step,
)
from neighbourhood.results.explanation import figures, reasons
from neighbourhood.web import drawings
from neighbourhood.web.filters import show_money
from neighbourhood.web.markup import _m, _mn


@dataclass(frozen=True)
class LabelledBar:
    """A bar and what the part of it is called that nothing takes."""

    bar: drawings.Bar
    rest: Any


@dataclass(frozen=True)
class StepView:
    """One step as it is shown; of a project also its votes and whether it is taken, None where
    another count decided that.
    """

    heading: Any
    sentences: Sequence[Any]
    bars: Sequence[LabelledBar] = ()
    votes: int | None = None
    is_taken: bool | None = None


def steps_of(result: PublishedResult, names: reasons.Names) -> list[StepView]:
    """Return the steps of a published count in their order."""
    return list(_StepViews(result, names).shown())


class _StepViews:
    """Goes through the steps and remembers what the purses have paid so far."""

    def __init__(self, result: PublishedResult, names: reasons.Names) -> None:
        self._result = result
        self._names = names
        self._projects = {project.reference: project for project in result.projects}
        self._purses = 0
        self._paid = 0

    def shown(self) -> Iterator[StepView]:
        """Yield each step; where the shares end, that as well."""
        # The shares end where a step takes from the fund itself, or with the record.
        is_by_shares = False
        for step in self._result.count.steps:
            if is_by_shares and "payment" not in step.values:
                yield from self._end_of_shares()
            is_by_shares = step.kind == "endowment" or "payment" in step.values
            yield self._step(step)
        if is_by_shares:
            yield from self._end_of_shares()

    def _step(self, step: Step) -> StepView:
        if step.kind == "endowment":
            # All shares together, which raised ones make more than the fund.
            self._purses = figures.rounded(
                figures.exact(step.values["endowment"]) * self._result.count.voters
            )
            return StepView(words.STEPS["endowment"], about_shares(step, self._result))
        if step.kind == "comparison":
            return StepView(words.STEPS["comparison"], _comparison(step))
        return self._about_project(step, self._projects[step.project or ""])

    def _about_project(self, step: Step, project: PublishedProject) -> StepView:
        # Beside the record of the step stands what explains it, where it is the step that decided.
        known: Figures = project.reason.values if project.reason.code == step.kind else {}
        sentences = reasons.reason_sentences(
            replace(project, reason=Reason(step.kind, {**known, **step.values})), self._names
        )
        is_taken = step.kind in ("selected", "prefunded")
        bars: list[LabelledBar] = []
        if "payment" in step.values:
            bars = [_payers(step, project), self._all_purses(project.cost)]
        elif "fund_left" in step.values:
            bars = [_fund(step, self._result.fund, project, is_taken=is_taken)]
        # Where two counts are compared, a step may belong to the one that lost.
        holds = is_taken == project.is_selected
        return StepView(
            self._names[project.reference],
            sentences,
            bars,
            project.votes,
            is_taken if holds else None,
        )

    def _all_purses(self, cost: int) -> LabelledBar:
        parts = [(_m("Given before"), self._paid, "plain"), (_m("This project"), cost, "leaf")]
        self._paid += cost
        return LabelledBar(drawings.fund_bar(self._purses, parts), _m("Left in all shares"))

    def _end_of_shares(self) -> Iterator[StepView]:
        if any("had" in project.reason.values for project in self._projects.values()):
            sentences = [
                _m("For every other project, those who voted for it have too little left together.")
            ]
            yield StepView(words.STEPS["end"], sentences)


def about_shares(step: Step, result: PublishedResult) -> list[Any]:
    """Return how large everybody's share is, why it was raised and why no further."""
    voters = result.count.voters
    first = show_money(figures.rounded(step.values["first_endowment"]))
    final = show_money(figures.rounded(step.values["endowment"]))
    sentences = [
        _mn(
            "The fund of %(fund)s is shared out: %(num)s voter gets %(share)s to spend.",
            "The fund of %(fund)s is shared out: each of the %(num)s voters gets %(share)s to "
            "spend.",
            voters,
            fund=show_money(result.fund),
            share=first,
        )
    ]
    if step.values["increments"]:
        sentences += [
            _m(
                "Not every share could be used, so the share was raised step by step to %(share)s.",
                share=final,
            ),
            _m(
                "All shares together are now more than the fund, but many cannot be used up: the "
                "chosen projects never cost more than the fund."
            ),
        ]
    return sentences + _why_no_further(step)


def _why_no_further(step: Step) -> list[Any]:
    if "next_spent" in step.values:
        then = show_money(figures.rounded(step.values["next_endowment"]))
        spent = show_money(figures.rounded(step.values["next_spent"]))
        return [
            _m(
                "At %(share)s the projects would cost %(spent)s, more than the fund.",
                share=then,
                spent=spent,
            )
        ]
    if step.values["stopped"] == "all_selected":
        return [_m("With this share every project is chosen.")]
    return (
        [_m("With this share no other project fits into the fund any more.")]
        if step.values["stopped"] == "nothing_fits"
        else []
    )


def _comparison(step: Step) -> list[Any]:
    shares = step.values["prefer_equal_shares"]
    greedy = step.values["prefer_greedy"]
    alike = step.values["indifferent"]
    won = (
        _m("So equal shares decide.")
        if step.values["chosen"] == "equal-shares"
        else _m("So the projects with the most votes decide.")
    )
    return [
        _mn(
            "%(num)s voter gets more of their projects by equal shares.",
            "%(num)s voters get more of their projects by equal shares.",
            shares,
        ),
        _mn(
            "%(num)s voter gets more by most votes first.",
            "%(num)s voters get more by most votes first.",
            greedy,
        ),
        _mn(
            "For %(num)s voter it makes no difference.",
            "For %(num)s voters it makes no difference.",
            alike,
        ),
        won,
    ]


def _fund(step: Step, fund: int, project: PublishedProject, *, is_taken: bool) -> LabelledBar:
    spent = fund - figures.rounded(step.values["fund_left"])
    parts = [
        (_m("Given before"), spent, "plain"),
        (_m("This project"), project.cost, "leaf" if is_taken else "clay"),
    ]
    return LabelledBar(drawings.fund_bar(fund, parts), _m("Left"))


def _payers(step: Step, project: PublishedProject) -> LabelledBar:
    in_full = (
        figures.rounded(figures.exact(step.values["payment"]) * step.values["paid_in_full"])
        if step.values["paid_in_full"]
        else 0
    )
    # Rounded for the eye, it could be more than the cost by one.
    full = min(in_full, project.cost)
    parts = [
        (_m("Paid in full"), full, "accent"),
        (_m("Gave all they had left"), project.cost - full, "sun"),
    ]
    return LabelledBar(drawings.fund_bar(project.cost, parts), _m("Left"))
