"""The forms of the questions of the sheet: one of the city's own, or some to start from."""

from collections.abc import Sequence

from wtforms import BooleanField

from neighbourhood.languages import Language, _dl
from neighbourhood.reviews.models import Department, SheetQuestion
from neighbourhood.reviews.rules import MOST_HINT, MOST_QUESTION, QuestionTerms
from neighbourhood.reviews.words import FIRST_QUESTIONS, KINDS
from neighbourhood.web import BaseForm, languages
from neighbourhood.web.fields import (
    AtMost,
    OneOf,
    OneOfFew,
    Required,
    SomeOf,
    Text,
    number_chosen,
)
from neighbourhood.web.filters import pick_text
from neighbourhood.web.texts import given_texts, in_each_language, starting_texts


class QuestionForm(BaseForm):
    """A question of the sheet with a hint for those who answer it."""

    shown_again = ("text", "hint")
    kind = OneOfFew(_dl("Part of the sheet"), [Required()])
    department_id = OneOf(_dl("Who answers it"), coerce=number_chosen)
    is_required = BooleanField(_dl("Without an answer, no project is found feasible"), default=True)

    def terms(self) -> QuestionTerms:
        """Return what was entered."""
        return QuestionTerms(
            self.kind.data,
            _written(self, "text"),
            _written(self, "hint"),
            self.is_required.data,
            self.department_id.data or None,
        )


class FirstQuestionsForm(BaseForm):
    """Some questions to start from, all of them ticked."""

    questions = SomeOf(_dl("Questions"), [Required(_dl("Tick at least one question."))])


def question_form(
    question: SheetQuestion | None, departments: Sequence[Department]
) -> QuestionForm:
    """Return the form of a new question, or of one that is asked."""
    data: dict[str, object] = {"kind": "substance"}
    if question is not None:
        data = {
            "kind": question.kind,
            "department_id": question.department_id or 0,
            "is_required": question.is_required,
            **starting_texts(text=question.text, hint=question.hint),
        }
    made = in_each_language(QuestionForm, languages(), text=_text, hint=_hint)
    form: QuestionForm = made(data=data)
    form.kind.choices = list(KINDS.items())
    form.department_id.choices = [
        (0, _dl("Whoever reviews the project")),
        *((one.id, pick_text(one.name)) for one in departments),
    ]
    return form


def first_questions_form() -> FirstQuestionsForm:
    """Return the form of the questions to start from."""
    form = FirstQuestionsForm(data={"questions": list(FIRST_QUESTIONS)})
    form.questions.choices = [(code, text) for code, (_kind, text) in FIRST_QUESTIONS.items()]
    return form


def _written(form: BaseForm, name: str) -> dict[str, str]:
    return {code: text for code, text in given_texts(form, name).items() if text}


def _text(known: Language) -> Text:
    return _line(known, MOST_QUESTION)


def _hint(known: Language) -> Text:
    return _line(known, MOST_HINT)


def _line(known: Language, most: int) -> Text:
    return Text(
        known.own_name, [AtMost(most)], render_kw={"lang": known.tag, "dir": known.direction}
    )
