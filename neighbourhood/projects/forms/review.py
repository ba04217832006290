"""The form of a verdict."""

from typing import Any

from neighbourhood.languages import _dl
from neighbourhood.projects import rules
from neighbourhood.projects.forms.project import ANY_DIRECTION, LINES, Expected
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import Judgement, Verdict
from neighbourhood.projects.words import REFUSALS
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import AtMost, LongText, MoneyAmount, OneOf, OneOfFew, Required, Text
from neighbourhood.web.forms import with_fields


class ReviewForm(BaseForm):
    """A verdict with its reason, and corrections of cost lines."""

    shown_again = ("reason",)
    verdict = OneOfFew(_dl("Verdict"), [Required(REFUSALS["verdict_unknown"])])
    reason = LongText(_dl("Public reason"), [AtMost(rules.MOST_REASON)], render_kw=ANY_DIRECTION)
    language = OneOf(_dl("Language of the reason"), [Expected()])
    department = Text(_dl("Department"), [AtMost(rules.MOST_DEPARTMENT)])

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
        )

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


def review_form(project: Project, languages: list[tuple[str, str]], own: str) -> ReviewForm:
    """Return the form with the newest verdict and the corrections so far."""
    last = project.reviews[-1] if project.reviews else None
    spoken = own if last is None else last.language
    data: dict[str, str | int | None] = {"language": spoken}
    if last is not None:
        data |= {
            "verdict": last.verdict,
            "reason": last.reason,
            "department": last.department,
        }
    for line in project.cost_lines:
        data |= {
            f"cost_lines-{line.position}-amount": line.corrected_amount,
            f"cost_lines-{line.position}-reason": line.correction_reason,
        }
    form = _WITH_CORRECTIONS(data=data)
    # A reason may be in a language that the city no longer speaks; without its entry, saving the
    # form untouched would change it.
    form.language.choices = (
        languages if spoken in dict(languages) else [*languages, (spoken, spoken)]
    )
    form.verdict.choices = [
        (Verdict.FEASIBLE, _dl("Feasible")),
        (Verdict.NOT_FEASIBLE, _dl("Not feasible")),
    ]
    return form
