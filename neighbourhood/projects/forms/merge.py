"""The forms of merges: proposing one, and answering."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from wtforms import BooleanField

from neighbourhood import clock
from neighbourhood.languages import _l
from neighbourhood.money import western_digits
from neighbourhood.projects import rules
from neighbourhood.projects.forms.parts import ANY_DIRECTION
from neighbourhood.projects.models import Project
from neighbourhood.projects.words import REFUSALS
from neighbourhood.rounds.rules import PhaseKind, phase_of, start_of_day
from neighbourhood.web import BaseForm
from neighbourhood.web.city import city
from neighbourhood.web.fields import (
    AtMost,
    Day,
    LongText,
    OneOf,
    OneOfFew,
    Required,
    Text,
    Ticked,
    WholeNumber,
)


class ProposeMergeForm(BaseForm):
    """Which projects shall become one, which of them stays, why, and until when authors answer."""

    shown_again = ("reason",)
    others = Text(
        _l("Numbers of the other projects"),
        [Required(REFUSALS["merge_with_nothing"]), AtMost(100)],
    )
    whole = WholeNumber(_l("Number of the project that stays"), [Required()])
    reason = LongText(
        _l("Why should they become one?"),
        [Required(REFUSALS["merge_reason_missing"]), AtMost(rules.MOST_MERGE_REASON)],
        render_kw=ANY_DIRECTION,
    )
    last_day = Day(_l("Last day for an answer"), [Required()])
    is_meant = BooleanField(
        _l("I have read which projects these are, and what it means"),
        [Ticked(_l("Please look at the projects below, then tick this."))],
    )

    def numbers(self, own: int) -> set[int]:
        """Return the numbers of all projects that shall become one."""
        typed = re.findall(r"\d{1,9}", western_digits(self.others.data or ""))
        return {own, *map(int, typed)}

    def answer_by(self) -> datetime | None:
        """Return the end of the last day on the city's clocks."""
        if self.last_day.data is None:
            return None
        return start_of_day(self.last_day.data + timedelta(days=1), city().zone)


def propose_merge_form(project: Project, others: str, now: datetime) -> ProposeMergeForm:
    """Return the form with a usual time for answers, before the vote."""
    until = now + rules.USUAL_TIME
    vote = phase_of(project.round.phases, PhaseKind.VOTE)
    if vote is not None:
        until = min(until, vote.starts_at - timedelta(days=2))
    day = clock.last_day(max(until, now + timedelta(days=1)), city().zone)
    return ProposeMergeForm(data={"whole": project.number, "others": others, "last_day": day})


class AnswerMergeForm(BaseForm):
    """What an author says, with a sentence if they like."""

    shown_again = ("note",)
    answer = OneOfFew(_l("Your answer"), [Required()])
    note = Text(_l("A sentence for the others"), [AtMost(rules.MOST_NOTE)], render_kw=ANY_DIRECTION)
    #: Whose answer it is where nobody need choose.
    only = 0
    for_project = OneOf(_l("Whose answer is it?"), coerce=int)

    @property
    def project_id(self) -> int | None:
        """Return the dictated project whose author is meant, None for oneself."""
        return (self.for_project.data if "for_project" in self else self.only) or None


def answer_merge_form(dictated: Sequence[Project], *, is_author: bool) -> AnswerMergeForm:
    """Return the form; `dictated` are the projects for whose authors an officer may answer."""
    form = AnswerMergeForm()
    form.answer.choices = [
        ("yes", _l("Yes, they may become one")),
        ("no", _l("No, they stay apart")),
    ]
    own = [(0, _l("My own"))] if is_author else []
    choices = [*own, *((one.id, one.title) for one in dictated)]
    form.for_project.choices = choices
    if len(choices) < 2:
        form.only = choices[0][0] if choices else 0
        del form.for_project
    return form
