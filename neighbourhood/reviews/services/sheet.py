"""Answering the sheet, and what a verdict wants of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, Role, require
from neighbourhood.projects.models import Project, Review
from neighbourhood.projects.queries import lock_project
from neighbourhood.projects.rules import Verdict, require_may_review
from neighbourhood.refusals import Invalid, NotAllowed, NotNow
from neighbourhood.reviews import queries, rules
from neighbourhood.reviews.models import Assignment, ReleasedAnswer, SheetAnswer, SheetQuestion
from neighbourhood.reviews.rules import GivenAnswer
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def answer_sheet(
    session: Session,
    project: Project,
    given: Mapping[int, GivenAnswer],
    *,
    finishes: bool = False,
    actor: Actor,
    now: datetime,
) -> int:
    """Keep answers to the sheet, {question: answer}; return how many have changed. With `finishes`
    the actor's departments have done their part, which wants every required answer of theirs.
    """
    require(actor, Action.REVIEW_PROJECT, project)
    # Held, so that a verdict does not pass between two answers.
    lock_project(session, project)
    require_may_review(project.round, project.state, now)
    queries.hold_questions(session, given)
    asked = {question.id: question for question in queries.questions_asked(session)}
    departments = {one.id for one in queries.departments_of(session, actor.person_id)}
    known = queries.answers_of(session, project.id)
    changed: dict[str, str] = {}
    for number, answer in given.items():
        question = asked.get(number)
        _require_may_answer(actor, question, departments)
        rules.require_answer(answer, field=f"answer_{number}")
        if _put(session, project, number, answer, known.get(number), actor=actor, now=now):
            changed[str(number)] = answer.answer
    flush(session)
    _close_or_reopen(session, project, departments, finishes=finishes, now=now)
    if changed:
        _record(session, project, changed, actor=actor, now=now)
    return len(changed)


def _record(
    session: Session, project: Project, changed: dict[str, str], *, actor: Actor, now: datetime
) -> None:
    # Without the notes: more people read the trail than may know them.
    record(
        session,
        "answer_sheet",
        ThingRef(ThingKind.PROJECT, project.id),
        actor=actor,
        now=now,
        answers=changed,
    )


def _require_may_answer(
    actor: Actor, question: SheetQuestion | None, departments: set[int]
) -> None:
    if question is None:
        raise NotNow("sheet_question_ended")
    # Staff write down what a department has told them by other ways.
    if not rules.belongs_to(question, departments) and not actor.has_role(Role.STAFF):
        raise NotAllowed("other_department_answers")


def _put(
    session: Session,
    project: Project,
    number: int,
    given: GivenAnswer,
    known: SheetAnswer | None,
    *,
    actor: Actor,
    now: datetime,
) -> bool:
    """Put an answer in the place of the one that its writer has read; say whether it changed."""
    before = (known.answer, known.note, known.project_version) if known else ("", "", 0)
    if before == (given.answer, given.note, project.version if known else 0):
        return False
    stamp = known.answered_at.isoformat() if known else ""
    if stamp != given.known and before[:2] != (given.answer, given.note):
        raise NotNow("answered_meanwhile", field=f"answer_{number}")
    if not given.answer:
        session.delete(known)
        return True
    answer = known or SheetAnswer(project_id=project.id, question_id=number)
    answer.answer, answer.note = given.answer, given.note
    answer.answered_by_id, answer.answered_at = actor.person_id, now
    answer.project_version = project.version
    session.add(answer)
    return True


def _close_or_reopen(
    session: Session, project: Project, departments: set[int], *, finishes: bool, now: datetime
) -> None:
    """Note which departments have done their part, and that one has not where a required answer was
    taken back.
    """
    answered = queries.answers_of(session, project.id)
    asked = queries.questions_asked(session)
    for assignment in queries.assignments_of(session, [project.id])[project.id]:
        missing = rules.unanswered(asked, answered, {assignment.department_id})
        own = [one for one in missing if one.department_id == assignment.department_id]
        if finishes and assignment.department_id in departments:
            if missing:
                raise Invalid("part_incomplete", field=f"answer_{missing[0].id}")
            assignment.answered_at = assignment.answered_at or now
        elif own:
            assignment.answered_at = None
    flush(session)


def missing_answers(session: Session, project: Project) -> Sequence[SheetQuestion]:
    """Return the required questions without an answer, of the departments that look at a project
    and of nobody's.
    """
    departments = _departments(queries.assignments_of(session, [project.id])[project.id])
    answered = queries.answers_of(session, project.id)
    return rules.unanswered(queries.questions_asked(session), answered, departments)


def _departments(assignments: Sequence[Assignment]) -> set[int]:
    return {assignment.department_id for assignment in assignments}


def require_checked(session: Session, project: Project) -> None:
    """Raise Invalid where a required question is not answered. In a city without departments or a
    sheet there is none.
    """
    missing = missing_answers(session, project)
    if missing:
        raise Invalid("sheet_incomplete", field="verdict", number=len(missing))


def keep_checks(session: Session, review: Review) -> None:
    """Keep the answers as they stand when a verdict is released; these are what everybody reads. A
    question to the author shows none: the departments are in the middle of them.
    """
    if review.verdict == Verdict.ASKED_BACK:
        return
    asked = {question.id for question in queries.questions_asked(session)}
    for number, answer in sorted(queries.answers_of(session, review.project_id).items()):
        if number in asked:
            session.add(
                ReleasedAnswer(review_id=review.id, question_id=number, answer=answer.answer)
            )
    flush(session)
