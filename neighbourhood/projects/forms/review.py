"""The form of a verdict."""

from datetime import date, datetime, timedelta
from typing import Any

from wtforms import SubmitField

from neighbourhood import clock
from neighbourhood.languages import _dl
from neighbourhood.projects import rules
from neighbourhood.projects.forms.parts import ANY_DIRECTION, Expected
from neighbourhood.projects.forms.steps.costs import LINES
from neighbourhood.projects.models import Project, Review
from neighbourhood.projects.rules import Judgement, ProjectState, Verdict
from neighbourhood.projects.words import REFUSALS, STANDARD_REASONS
from neighbourhood.rounds.rules import PhaseKind, phase_of, start_of_day
from neighbourhood.web import BaseForm
from neighbourhood.web.city import city
from neighbourhood.web.fields import (
    AtMost,
    Day,
    LongText,
    MoneyAmount,
    OneOf,
    OneOfFew,
    Optional,
    Required,
    Text,
)
from neighbourhood.web.forms import with_fields

FormData = dict[str, str | int | date | None]
#: How much time an author is offered for an answer.
DAYS_TO_ANSWER = timedelta(days=10)


class ReviewForm(BaseForm):
    """A verdict with its reason, and corrections of cost lines."""

    shown_again = ("reason",)
    verdict = OneOfFew(_dl("Verdict"), [Required(REFUSALS["verdict_unknown"])])
    standard_reason = OneOf(_dl("Reason of the list"), [Optional()])
    reason = LongText(_dl("Public reason"), [AtMost(rules.MOST_REASON)], render_kw=ANY_DIRECTION)
    language = OneOf(_dl("Language of the reason"), [Expected()])
    answer_by = Day(_dl("Last day for an answer"), [Optional()])
    department = Text(_dl("Department"), [AtMost(rules.MOST_DEPARTMENT)])
    go_on = SubmitField(_dl("Save and next"))

    def correction(self, position: int) -> tuple[MoneyAmount, Text]:
        """Return the two fields that correct a cost line, as (amount, reason)."""
        return self[f"cost_lines-{position}-amount"], self[f"cost_lines-{position}-reason"]

    def judgement(self) -> Judgement:
        """Return what the reviewer decided."""
        corrections = {
            n: (amount.data, reason.data)
            for n in LINES
            for amount, reason in [self.correction(n)]
            if amount.data is not None
        }
        return Judgement(
            self.verdict.data,
            self.reason.data,
            self.language.data,
            self.department.data,
            corrections,
            self._answer_by() if self.verdict.data == Verdict.ASKED_BACK else None,
            # One that was chosen and then not meant would only stand in the way.
            (self.standard_reason.data or "") if self.verdict.data == Verdict.NOT_FEASIBLE else "",
        )

    def _answer_by(self) -> datetime | None:
        """Return the end of the last day on the city's clocks."""
        if self.answer_by.data is None:
            return None
        return start_of_day(self.answer_by.data + timedelta(days=1), city().zone)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field; a reason without an amount is a mistake too."""
        is_fine = super().validate(extra_validators)
        for amount, reason in map(self.correction, LINES):
            if reason.data and amount.data is None and not amount.errors:
                amount.errors = [str(REFUSALS["amount_missing"])]
        return is_fine and not self.errors


def _corrections() -> dict[str, MoneyAmount | Text]:
    """Return the two fields that correct each cost line."""
    fields: dict[str, MoneyAmount | Text] = {}
    for position in LINES:
        fields[f"cost_lines-{position}-amount"] = MoneyAmount(
            _dl("Corrected amount"), render_kw={"inputmode": "decimal"}
        )
        fields[f"cost_lines-{position}-reason"] = Text(
            _dl("Reason for the correction"),
            [AtMost(rules.MOST_CORRECTION)],
            render_kw=ANY_DIRECTION,
        )
    return fields


_WITH_CORRECTIONS = with_fields(ReviewForm, _corrections())


def review_form(
    project: Project,
    languages: list[tuple[str, str]],
    own: str,
    *,
    department: str,
    now: datetime,
) -> ReviewForm:
    """Return the form with the newest verdict, be it held back or not, and the corrections so far;
    before the first one with the reviewer's `department` and a day for an answer.
    """
    last = _last_verdict(project)
    spoken = own if last is None else last.language
    data: FormData = {
        "language": spoken,
        "department": department,
        "answer_by": _proposed_day(project, now),
    }
    data |= _data_of(last) if last else {}
    form = _WITH_CORRECTIONS(data=data | _corrections_of(project, last))
    # A reason may be in a language that the city no longer speaks; without its entry, saving the
    # form untouched would change it.
    form.language.choices = (
        languages if spoken in dict(languages) else [*languages, (spoken, spoken)]
    )
    form.standard_reason.choices = [
        # Translators: no reason of the list is chosen
        ("", _dl("None of them")),
        *STANDARD_REASONS.items(),
    ]
    form.verdict.choices = [
        (Verdict.FEASIBLE, _dl("Feasible")),
        (Verdict.ASKED_BACK, _dl("Ask the author to change something")),
        (Verdict.NOT_FEASIBLE, _dl("Not feasible")),
    ]
    return form


def _last_verdict(project: Project) -> Review | None:
    """Return the verdict that the form begins with; an answer and an appeal want a new one."""
    if project.held_review is not None:
        return project.held_review
    is_open = project.state == ProjectState.SUBMITTED or project.open_appeal is not None
    return None if is_open or not project.reviews else project.reviews[-1]


def _data_of(last: Review) -> FormData:
    data: FormData = {
        "verdict": last.verdict,
        "standard_reason": last.standard_reason,
        "reason": last.reason,
        "department": last.department,
    }
    if last.answer_by is not None:
        data["answer_by"] = clock.last_day(last.answer_by, city().zone)
    return data


def _corrections_of(project: Project, last: Review | None) -> FormData:
    data: FormData = {}
    for line in project.cost_lines:
        amount, reason = line.corrected_amount, line.correction_reason
        if last is not None and last.released_at is None:
            amount, reason = last.held_corrections.get(str(line.position), (None, ""))
        data |= {
            f"cost_lines-{line.position}-amount": amount,
            f"cost_lines-{line.position}-reason": reason,
        }
    return data


def _proposed_day(project: Project, now: datetime) -> date:
    """Return a last day for an answer that leaves the author time, and the reviewer before the
    vote.
    """
    vote = phase_of(project.round.phases, PhaseKind.VOTE)
    day = now + DAYS_TO_ANSWER
    if vote is not None:
        day = min(day, vote.starts_at - timedelta(days=2))
    return max(day, now).astimezone(city().zone).date()


class HoldForm(BaseForm):
    """Whether the verdicts of a round wait for each other."""

    holds = OneOfFew(_dl("When does an author hear of a verdict?"), [Required()])


def hold_form(*, holds: bool) -> HoldForm:
    """Return the form with what is so now."""
    form = HoldForm(data={"holds": "yes" if holds else "no"})
    form.holds.choices = [
        ("no", _dl("At once")),
        ("yes", _dl("Together with all others, when the city releases them")),
    ]
    return form
