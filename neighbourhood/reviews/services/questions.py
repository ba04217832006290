"""Writing the questions of the sheet; one that has answers is ended, never changed."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import NotNow
from neighbourhood.reviews import queries, rules
from neighbourhood.reviews.models import SheetQuestion
from neighbourhood.reviews.rules import QuestionTerms
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def add_question(
    session: Session, terms: QuestionTerms, *, actor: Actor, now: datetime
) -> SheetQuestion:
    """Add a question behind the others of its kind."""
    require(actor, Action.SET_UP_REVIEWS)
    rules.require_sound_question(terms)
    places = [one.position for one in queries.questions_asked(session) if one.kind == terms.kind]
    question = SheetQuestion(position=max(places, default=0) + 1, asked_since=now)
    return _keep(session, question, terms, "add_sheet_question", actor=actor, now=now)


def change_question(
    session: Session, question: SheetQuestion, terms: QuestionTerms, *, actor: Actor, now: datetime
) -> SheetQuestion:
    """Change a question that nobody has answered; one that has answers ends, and a new one stands
    in its place. Return the one that is asked now.
    """
    require(actor, Action.SET_UP_REVIEWS)
    rules.require_sound_question(terms)
    # Whoever answers it meanwhile waits, and then finds it ended.
    queries.lock_question(session, question)
    _require_asked(question)
    if _terms_of(question) == terms:
        return question
    if not queries.has_answers(session, question.id):
        return _keep(session, question, terms, "change_sheet_question", actor=actor, now=now)
    question.ended_at = now
    following = SheetQuestion(position=question.position, asked_since=now, replaces_id=question.id)
    return _keep(session, following, terms, "change_sheet_question", actor=actor, now=now)


def end_question(
    session: Session, question: SheetQuestion, *, actor: Actor, now: datetime
) -> SheetQuestion:
    """Ask a question no longer; its answers stay. Ending it twice changes nothing."""
    require(actor, Action.SET_UP_REVIEWS)
    queries.lock_question(session, question)
    if question.ended_at is not None:
        return question
    question.ended_at = now
    record(
        session,
        "end_sheet_question",
        ThingRef(ThingKind.SHEET_QUESTION, question.id),
        actor=actor,
        now=now,
    )
    flush(session)
    return question


def _require_asked(question: SheetQuestion) -> None:
    if question.ended_at is not None:
        raise NotNow("sheet_question_ended")


def _terms_of(question: SheetQuestion) -> QuestionTerms:
    return QuestionTerms(
        question.kind,
        question.text,
        question.hint,
        question.is_required,
        question.department_id,
    )


def _keep(
    session: Session,
    question: SheetQuestion,
    terms: QuestionTerms,
    act: str,
    *,
    actor: Actor,
    now: datetime,
) -> SheetQuestion:
    question.kind = terms.kind
    question.text = {code: text for code, text in terms.text.items() if text}
    question.hint = {code: text for code, text in terms.hint.items() if text}
    question.is_required = terms.is_required
    question.department_id = terms.department_id
    session.add(question)
    flush(session)
    record(
        session,
        act,
        ThingRef(ThingKind.SHEET_QUESTION, question.id),
        actor=actor,
        now=now,
        text=question.text,
        department=question.department_id,
        is_required=question.is_required,
        replaces=question.replaces_id,
    )
    return question
