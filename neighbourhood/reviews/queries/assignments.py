"""Questions about who looks at which project."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, defer, joinedload, selectinload

from neighbourhood.database import flush
from neighbourhood.database.locks import exclusive, exclusive_of_free
from neighbourhood.projects.models import Project
from neighbourhood.projects.queries.projects import can_be_judged
from neighbourhood.projects.rules import ProjectState
from neighbourhood.refusals import NotFound
from neighbourhood.reviews.models import Assignment, Department
from neighbourhood.rounds.models import Edition, Round
from neighbourhood.rounds.queries import goes_on


def assignments_of(
    session: Session, project_ids: Collection[int]
) -> Mapping[int, Sequence[Assignment]]:
    """Return {project: its departments in their order}, one question for all of them."""
    question = (
        select(Assignment)
        .join(Assignment.department)
        .options(joinedload(Assignment.department), joinedload(Assignment.reviewer))
        .where(Assignment.project_id.in_(project_ids))
        .order_by(Department.slug)
    )
    found: dict[int, list[Assignment]] = {number: [] for number in project_ids}
    for assignment in session.scalars(question):
        found[assignment.project_id].append(assignment)
    return found


def assignment_by_id(session: Session, number: int) -> Assignment:
    """Return an assignment; raises NotFound."""
    found = session.get(Assignment, number)
    if found is None:
        raise NotFound
    return found


def lock_projects(session: Session, numbers: Collection[int]) -> Sequence[Project]:
    """Return these projects, held until the transaction ends and read afresh, by number; a verdict
    and an answer of the sheet wait meanwhile.
    """
    flush(session)
    question = (
        select(Project)
        .where(Project.id.in_(numbers))
        .options(
            joinedload(Project.round, innerjoin=True).selectinload(Round.phases),
            joinedload(Project.round, innerjoin=True).joinedload(Round.edition, innerjoin=True),
        )
        .order_by(Project.id)
    )
    held = exclusive(select(Project.id).where(Project.id.in_(numbers)).order_by(Project.id))
    # Held by a question of their own: the rounds around them stay free.
    session.execute(held).all()
    return session.scalars(question.execution_options(populate_existing=True)).all()


def projects_by_id(session: Session, numbers: Collection[int]) -> Sequence[Project]:
    """Return those of these projects that there are, in number order."""
    question = (
        select(Project)
        .options(joinedload(Project.round).joinedload(Round.place), defer(Project.description))
        .where(Project.id.in_(numbers))
        .order_by(Project.round_id, Project.number)
    )
    return session.scalars(question).all()


def projects_without_department(session: Session, now: datetime) -> Sequence[int]:
    """Return the numbers of the projects that wait for a verdict and that no department looks
    at.
    """
    question = (
        select(Project.id)
        .join(Project.round)
        .join(Round.edition)
        .where(
            Project.state.in_((ProjectState.SUBMITTED, ProjectState.ASKED_BACK)),
            Round.opened_at.is_(None),
            ~Edition.is_draft,
            goes_on(now),
            ~exists().where(Assignment.project_id == Project.id),
        )
        .order_by(Project.id)
    )
    return session.scalars(question).all()


def untold_assignments(session: Session, now: datetime) -> Sequence[Assignment]:
    """Return the assignments of which nobody was told and that can be answered now, held until the
    transaction ends; what somebody else holds is left to them.
    """
    # Before the review begins nobody can answer, so the mail waits for it.
    open_now = select(Project.id).join(Project.round).where(can_be_judged(now))
    held = exclusive_of_free(
        select(Assignment)
        .where(
            Assignment.told_at.is_(None),
            Assignment.answered_at.is_(None),
            Assignment.project_id.in_(open_now),
        )
        .order_by(Assignment.id)
    )
    return session.scalars(
        held.options(
            selectinload(Assignment.department).selectinload(Department.members),
            selectinload(Assignment.reviewer),
        )
    ).all()


def open_assignments_of(
    session: Session, department_id: int, reviewer_ids: Collection[int]
) -> Sequence[Assignment]:
    """Return what a department has not answered and was given to one of these people."""
    question = select(Assignment).where(
        Assignment.department_id == department_id,
        Assignment.reviewer_id.in_(reviewer_ids),
        Assignment.answered_at.is_(None),
    )
    return session.scalars(question.order_by(Assignment.id)).all()
