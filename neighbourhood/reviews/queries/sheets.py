"""Questions about the sheet, its answers and the notes on a project."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from neighbourhood.database import flush
from neighbourhood.database.locks import exclusive, share
from neighbourhood.projects.queries.checks import Check
from neighbourhood.refusals import NotFound
from neighbourhood.reviews.models import ReleasedAnswer, ReviewNote, SheetAnswer, SheetQuestion

#: The formal check stands before the check of the substance, also by its letters.
ORDER = (SheetQuestion.kind, SheetQuestion.position, SheetQuestion.id)


def questions_asked(session: Session) -> Sequence[SheetQuestion]:
    """Return the questions of the sheet as it stands, in their order."""
    question = (
        select(SheetQuestion)
        .options(joinedload(SheetQuestion.department))
        .where(SheetQuestion.ended_at.is_(None))
        .order_by(*ORDER)
        .execution_options(populate_existing=True)
    )
    return session.scalars(question).all()


def hold_questions(session: Session, numbers: Collection[int]) -> None:
    """Hold these questions, shared, so that nobody changes their words while they are answered."""
    question = select(SheetQuestion.id).where(SheetQuestion.id.in_(numbers))
    session.execute(share(question.order_by(SheetQuestion.id))).all()


def questions_ended(session: Session) -> Sequence[SheetQuestion]:
    """Return the questions that are no longer asked, the newest end first."""
    question = (
        select(SheetQuestion)
        .options(joinedload(SheetQuestion.department))
        .where(SheetQuestion.ended_at.is_not(None))
        .order_by(SheetQuestion.ended_at.desc(), SheetQuestion.id)
    )
    return session.scalars(question).all()


def question_by_id(session: Session, number: int) -> SheetQuestion:
    """Return a question of the sheet; raises NotFound."""
    found = session.get(SheetQuestion, number)
    if found is None:
        raise NotFound
    return found


def lock_question(session: Session, question: SheetQuestion) -> None:
    """Hold a question and read it afresh; whoever answers it shares it."""
    flush(session)
    session.scalars(exclusive(select(SheetQuestion).where(SheetQuestion.id == question.id))).one()


def has_answers(session: Session, question_id: int) -> bool:
    """Say whether a question was answered for any project, or shown with a verdict."""
    given = exists().where(SheetAnswer.question_id == question_id)
    shown = exists().where(ReleasedAnswer.question_id == question_id)
    return bool(session.scalar(select(given | shown)))


def answers_of(session: Session, project_id: int) -> Mapping[int, SheetAnswer]:
    """Return {question: its answer} for a project, also to questions that have ended."""
    question = (
        select(SheetAnswer)
        .options(joinedload(SheetAnswer.answered_by))
        .where(SheetAnswer.project_id == project_id)
        .execution_options(populate_existing=True)
    )
    return {answer.question_id: answer for answer in session.scalars(question)}


def released_checks(session: Session, review_ids: Collection[int]) -> Mapping[int, Sequence[Check]]:
    """Return {verdict: what was checked for it, in the order of the sheet}; nothing for a verdict
    that is held back.
    """
    question = (
        select(ReleasedAnswer)
        .join(ReleasedAnswer.question)
        .options(contains_eager(ReleasedAnswer.question))
        .where(ReleasedAnswer.review_id.in_(review_ids))
        .order_by(*ORDER)
    )
    found: dict[int, list[Check]] = {number: [] for number in review_ids}
    for one in session.scalars(question):
        found[one.review_id].append(Check(one.question.kind, one.question.text, one.answer))
    return found


def notes_of(session: Session, project_id: int) -> Sequence[ReviewNote]:
    """Return what those who review have noted on a project, the newest first."""
    question = (
        select(ReviewNote)
        .options(joinedload(ReviewNote.written_by))
        .where(ReviewNote.project_id == project_id)
        .order_by(ReviewNote.id.desc())
    )
    return session.scalars(question).all()
