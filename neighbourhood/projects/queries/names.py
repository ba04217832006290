"""The titles of projects, for a page that tells of many of them."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood.projects.models import Project


def project_titles(session: Session, numbers: Collection[int]) -> dict[int, str]:
    """Return the titles of projects by their numbers."""
    rows = session.execute(select(Project.id, Project.title).where(Project.id.in_(numbers)))
    return {row.id: row.title for row in rows}
