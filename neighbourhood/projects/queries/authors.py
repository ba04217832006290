"""Questions about who writes a project."""

from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from neighbourhood.projects.models import Project, ProjectAuthor


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
