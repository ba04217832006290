"""The desk's pages on which the staff write the sheet."""

from neighbourhood import clock
from neighbourhood.languages import _d
from neighbourhood.permissions import Action
from neighbourhood.refusals import NotFound
from neighbourhood.reviews import queries, services
from neighbourhood.reviews.desk.blueprint import blueprint
from neighbourhood.reviews.forms import (
    FirstQuestionsForm,
    QuestionForm,
    first_questions_form,
    question_form,
)
from neighbourhood.reviews.models import SheetQuestion
from neighbourhood.reviews.rules import QuestionTerms
from neighbourhood.reviews.words import FIRST_QUESTIONS, KINDS
from neighbourhood.web import BaseForm, actor, go, guard, languages, page, say, session, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.texts import fields_of, sentence_in


def load_question(question_id: int) -> SheetQuestion:
    """Return the question that the address names, while it is asked."""
    question = queries.question_by_id(session(), question_id)
    if question.ended_at is not None:
        raise NotFound
    return question


@blueprint.route("/sheet/")
@guard(Action.SET_UP_REVIEWS)
def questions() -> Answer:
    return page(
        "reviews/desk/questions.html",
        kinds=KINDS,
        asked=queries.questions_asked(session()),
        ended=queries.questions_ended(session()),
    )


@blueprint.route("/sheet/new/", methods=["GET", "POST"])
@writes
@guard(Action.SET_UP_REVIEWS)
def add_question() -> Answer:
    form = question_form(None, queries.active_departments(session()))
    if form.validate_on_submit() and form.carries_out(
        lambda: services.add_question(session(), form.terms(), actor=actor(), now=clock.now())
    ):
        say(_d("The question is added."))
        return go("reviews_desk.questions")
    return _question_page(form, None)


@blueprint.route("/sheet/first/", methods=["GET", "POST"])
@writes
@guard(Action.SET_UP_REVIEWS)
def first_questions() -> Answer:
    form = first_questions_form()
    if form.validate_on_submit() and form.carries_out(lambda: _add_first(form)):
        say(_d("The questions are added, in each language of the city."))
        return go("reviews_desk.questions")
    return page("reviews/desk/first_questions.html", form=form)


def _add_first(form: FirstQuestionsForm) -> None:
    for code in form.questions.data or ():
        kind, sentence = FIRST_QUESTIONS[code]
        # Kept as data from now on: the city may ask as it likes.
        terms = QuestionTerms(kind, sentence_in(languages(), sentence))
        services.add_question(session(), terms, actor=actor(), now=clock.now())


@blueprint.route("/sheet/<int(max=999999999):question_id>/", methods=["GET", "POST"])
@writes
@guard(Action.SET_UP_REVIEWS, load_question)
def question(question: SheetQuestion) -> Answer:
    form = question_form(question, queries.active_departments(session()))
    if form.validate_on_submit() and form.carries_out(
        lambda: services.change_question(
            session(), question, form.terms(), actor=actor(), now=clock.now()
        )
    ):
        say(_d("The question is saved."))
        return go("reviews_desk.questions")
    return _question_page(form, question)


def _question_page(form: QuestionForm, question: SheetQuestion | None) -> Answer:
    return page(
        "reviews/desk/question.html",
        form=form,
        texts=fields_of(form, "text"),
        hints=fields_of(form, "hint"),
        question=question,
        has_answers=question is not None and queries.has_answers(session(), question.id),
    )


@blueprint.route("/sheet/<int(max=999999999):question_id>/end/", methods=["GET", "POST"])
@writes
@guard(Action.SET_UP_REVIEWS, load_question)
def end_question(question: SheetQuestion) -> Answer:
    form = BaseForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.end_question(session(), question, actor=actor(), now=clock.now())
    ):
        say(_d("The question is no longer asked. Its answers stay."))
        return go("reviews_desk.questions")
    return page("reviews/desk/end_question.html", form=form, question=question)
