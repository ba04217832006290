"""Questions about who writes a project."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from neighbourhood.projects.models import JoinRequest, Project, ProjectAuthor


def is_written_by(
    person: int | ColumnElement[Any] | InstrumentedAttribute[Any],
) -> ColumnElement[bool]:
    """Return the condition that somebody is among those who write a project; the person is a number
    or another table's column.
    """
    together = (
        select(ProjectAuthor.project_id)
        .where(ProjectAuthor.person_id == person)
        .correlate_except(ProjectAuthor)
    )
    return or_(Project.author_id == person, Project.id.in_(together))


def join_request(session: Session, project_id: int, person_id: int) -> JoinRequest | None:
    """Return somebody's question whether they may write a project too, answered or not."""
    return session.get(JoinRequest, (project_id, person_id), populate_existing=True)


def open_requests(session: Session, project: Project) -> Sequence[JoinRequest]:
    """Return who waits for an answer whether they may write a project too, the first one first."""
    question = select(JoinRequest).where(
        JoinRequest.project_id == project.id, JoinRequest.answered_at.is_(None)
    )
    return session.scalars(
        question.options(joinedload(JoinRequest.person)).order_by(
            JoinRequest.asked_at, JoinRequest.person_id
        )
    ).all()


def open_requests_of(session: Session, person_id: int) -> int:
    """Return how many projects' authors have not answered somebody yet."""
    question = select(func.count()).where(
        JoinRequest.person_id == person_id, JoinRequest.answered_at.is_(None)
    )
    return session.scalar(question) or 0
