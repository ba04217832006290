"""How many projects of a round somebody keeps as drafts, and has handed in."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import ProjectState

#: A project that went away in one of these ways makes room for another.
GONE = (ProjectState.DRAFT, ProjectState.WITHDRAWN, ProjectState.MERGED)


def count_drafts(session: Session, round_id: int, author_id: int | None) -> int:
    """Return how many drafts of a round somebody began and keeps."""
    return _count(session, round_id, author_id, is_draft=True)


def count_handed_in(session: Session, round_id: int, author_id: int | None) -> int:
    """Return how many projects of a round somebody began that were handed in and still stand."""
    return _count(session, round_id, author_id, is_draft=False)


def _count(session: Session, round_id: int, author_id: int | None, *, is_draft: bool) -> int:
    # Those written with others count for whoever began them: else joining would cost a place.
    state = Project.state == ProjectState.DRAFT if is_draft else Project.state.not_in(GONE)
    question = select(func.count()).where(
        Project.round_id == round_id, Project.author_id == author_id, state
    )
    return session.scalar(question) or 0
