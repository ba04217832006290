"""The form on which a department answers its part of the sheet."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import Field, HiddenField, SubmitField

from neighbourhood.languages import _dl
from neighbourhood.reviews.models import SheetAnswer, SheetQuestion
from neighbourhood.reviews.rules import MOST_NOTE, GivenAnswer
from neighbourhood.reviews.words import ANSWERS
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import AtMost, OneOfFew, Text
from neighbourhood.web.filters import pick_text
from neighbourhood.web.forms import with_fields


class SheetForm(BaseForm):
    """Answers with notes; each question has fields of its own, named by its number."""

    shown_again = ("note",)
    finish = SubmitField(_dl("Our part is done"))

    def answer(self, number: int) -> OneOfFew:
        """Return the field of an answer."""
        return self[f"answer_{number}"]

    def note(self, number: int) -> Text:
        """Return the field of a note."""
        return self[f"note_{number}"]

    def given(self, questions: Sequence[SheetQuestion]) -> dict[int, GivenAnswer]:
        """Return what was answered; a question that was not touched and had no answer is left
        out.
        """
        answers = {
            one.id: GivenAnswer(
                self.answer(one.id).data or "",
                self.note(one.id).data,
                self[f"known_{one.id}"].data or "",
            )
            for one in questions
        }
        return {n: one for n, one in answers.items() if one.answer or one.note or one.known}


def sheet_form(questions: Sequence[SheetQuestion], answers: Mapping[int, SheetAnswer]) -> SheetForm:
    """Return the form of these questions with the answers so far."""
    fields: dict[str, Field] = {}
    data: dict[str, str] = {}
    for question in questions:
        number, known = question.id, answers.get(question.id)
        fields[f"answer_{number}"] = OneOfFew(pick_text(question.text))
        fields[f"note_{number}"] = Text(_dl("Note for colleagues"), [AtMost(MOST_NOTE)])
        fields[f"known_{number}"] = HiddenField()
        if known is not None:
            data[f"answer_{number}"] = known.answer
            data[f"note_{number}"] = known.note
            data[f"known_{number}"] = known.answered_at.isoformat()
    form: SheetForm = with_fields(SheetForm, fields)(data=data)
    for question in questions:
        form.answer(question.id).choices = _choices()
    return form


def _choices() -> list[tuple[str, Any]]:
    # Translators: a question about a project that nobody has answered
    return [("", _dl("Not answered yet")), *ANSWERS.items()]
