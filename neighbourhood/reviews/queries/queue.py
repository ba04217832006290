"""Questions about the reviewers' queue: what waits for whom, what is late, how far each is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, not_, or_, select
from sqlalchemy.orm import Session

from neighbourhood.database.lists import ListChoice, ListQuestion
from neighbourhood.projects.models import Project
from neighbourhood.projects.queries import queue as projects
from neighbourhood.projects.queries.projects import can_be_judged, has_held_verdict
from neighbourhood.projects.rules import JUDGED_STATES, ProjectState
from neighbourhood.reviews.models import Assignment, Department, DepartmentMember
from neighbourhood.rounds.models import Round

OF_PROJECT = Assignment.project_id == Project.id
IS_OPEN = Assignment.answered_at.is_(None)


def _is_mine(person_id: int | None) -> ColumnElement[bool]:
    """Return the condition that a person, or nobody else of their department, has to look."""
    nobody_else = and_(Assignment.reviewer_id.is_(None), _of_departments(person_id))
    return or_(Assignment.reviewer_id == person_id, nobody_else)


def _of_departments(person_id: int | None) -> ColumnElement[bool]:
    return exists().where(
        DepartmentMember.department_id == Assignment.department_id,
        DepartmentMember.person_id == person_id,
    )


def _of_department(slug: str) -> ColumnElement[bool]:
    return exists().where(Department.id == Assignment.department_id, Department.slug == slug)


def _has(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(OF_PROJECT, *conditions)


def _part(value: str, now: datetime) -> ColumnElement[bool]:
    return {
        "unassigned": ~_has(),
        "open": _has(IS_OPEN),
        "ready": and_(_has(), ~_has(IS_OPEN)),
        "late": _has(IS_OPEN, Assignment.due_at <= now),
    }[value]


def queue_of(choice: ListChoice, *, now: datetime, reviewer_id: int | None) -> ListQuestion:
    """Return the question for the projects of the desk, narrowed by who looks at them: what waits
    for the reader, for a department, for a person; what is late, ready or given to nobody.
    """
    found = projects.queue_of(choice, now=now, reviewer_id=reviewer_id)
    whose: dict[str, Callable[[str], ColumnElement[bool]]] = {
        "for": lambda value: _has(
            IS_OPEN,
            _is_mine(reviewer_id) if value == "me" else _of_departments(reviewer_id),
        ),
        "department": lambda value: _has(_of_department(value)),
        "reviewer": lambda value: _has(Assignment.reviewer_id == int(value)),
        "part": lambda value: _part(value, now),
    }
    conditions = [make(choice.filter(name)) for name, make in whose.items() if choice.filter(name)]
    return replace(found, rows=found.rows.where(*conditions), order=_order(found, choice))


def _order(found: ListQuestion, choice: ListChoice) -> tuple[Any, ...]:
    """Return the list's order, where the nearest day of a department counts before that of the
    review.
    """
    if choice.sort != "due":
        return found.order
    nearest = (
        select(func.min(Assignment.due_at))
        .where(OF_PROJECT, IS_OPEN)
        .correlate(Project)
        .scalar_subquery()
    )
    return (nearest.is_(None), nearest, *found.order)


@dataclass(frozen=True)
class Parts:
    """How many projects wait for somebody, and since when the first of them."""

    number: int
    since: datetime | None


@dataclass(frozen=True)
class Waits:
    """What waits for the answer of a person and their departments; what every department has
    answered and waits for a verdict of this person; what nobody looks at. None of it in a city
    without departments.
    """

    mine: Parts
    ready: Parts
    lost: Parts


def what_waits_for(session: Session, person_id: int | None, now: datetime) -> Waits | None:
    """Return what waits for a person and for anybody, None in a city without departments; one
    question for all of it, since the desk's first page asks many rooms.
    """
    judged = select(Project.id).join(Project.round)
    mine = judged.where(can_be_judged(now)).join(Assignment, OF_PROJECT)
    mine = mine.where(IS_OPEN, _is_mine(person_id))
    ready = judged.where(_part("ready", now), can_be_judged(now, person_id))
    lost = judged.where(~_has(), can_be_judged(now))
    last = select(func.max(Assignment.answered_at)).where(OF_PROJECT).scalar_subquery()
    row = session.execute(
        select(
            select(func.count(Department.id)).where(Department.is_active).scalar_subquery(),
            *_counted(mine, Assignment.assigned_at),
            *_counted(ready, last),
            *_counted(lost, Project.submitted_at),
        )
    ).one()
    if not row[0]:
        return None
    return Waits(Parts(row[1], row[2]), Parts(row[3], row[4]), Parts(row[5], row[6]))


def _counted(question: Select[Any], since: Any) -> tuple[Any, Any]:
    """Return how many rows a question has, and the first instant of something of theirs."""
    number = question.with_only_columns(func.count()).scalar_subquery()
    first = question.with_only_columns(func.min(since)).scalar_subquery()
    return number, first


def due_for(
    session: Session, person_id: int | None, now: datetime, until: datetime
) -> Sequence[tuple[datetime, int]]:
    """Return until when how many projects wait for the answer of a person and their departments,
    the nearest day first.
    """
    question = (
        select(Assignment.due_at, func.count())
        .join(Project, OF_PROJECT)
        .join(Project.round)
        .where(
            IS_OPEN,
            _is_mine(person_id),
            can_be_judged(now),
            Assignment.due_at > now,
            Assignment.due_at <= until,
        )
        .group_by(Assignment.due_at)
        .order_by(Assignment.due_at)
    )
    return [(due, number) for due, number in session.execute(question) if due is not None]


@dataclass(frozen=True)
class RoundProgress:
    """How far the review of a round is: its projects, those with a verdict, those that nobody looks
    at.
    """

    round_id: int
    projects: int
    decided: int
    unassigned: int


@dataclass(frozen=True)
class PartProgress:
    """How far a department is in a round."""

    round_id: int
    department_id: int
    assigned: int
    answered: int
    late: int


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(condition)


def _in_review() -> ColumnElement[bool]:
    return Project.state.in_((ProjectState.SUBMITTED, ProjectState.ASKED_BACK, *JUDGED_STATES))


def progress_of_rounds(session: Session, now: datetime) -> Sequence[RoundProgress]:
    """Return how far each round is whose vote was not opened."""
    decided = or_(Project.state.in_(JUDGED_STATES), has_held_verdict())
    question = projects.before_vote(now).where(_in_review())
    counted = question.with_only_columns(
        Round.id,
        func.count(),
        _count(decided),
        _count(and_(not_(_has()), not_(decided))),
    )
    rows = session.execute(counted.group_by(Round.id).order_by(Round.id))
    return [RoundProgress(*row) for row in rows]


def progress_of_departments(session: Session, now: datetime) -> Sequence[PartProgress]:
    """Return how far each department is in each of these rounds."""
    question = projects.before_vote(now).where(_in_review()).join(Assignment, OF_PROJECT)
    is_late = and_(IS_OPEN, Assignment.due_at <= now)
    counted = question.with_only_columns(
        Round.id,
        Assignment.department_id,
        func.count(),
        _count(not_(IS_OPEN)),
        _count(is_late),
    )
    rows = session.execute(
        counted.group_by(Round.id, Assignment.department_id).order_by(
            Round.id, Assignment.department_id
        )
    )
    return [PartProgress(*row) for row in rows]
