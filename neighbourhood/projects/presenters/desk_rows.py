"""Projects in the tables of the desk."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from neighbourhood.languages import ReadableText
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.texts import readable
from neighbourhood.projects.rules import ProjectState
from neighbourhood.web.filters import show_money


@dataclass(frozen=True)
class DeskRow:
    """A project that waits for a verdict, or had one lately."""

    url: str
    number: int
    title: ReadableText
    place: str
    submitted_at: datetime | None
    cost: str
    is_feasible: bool


def desk_row(project: Project) -> DeskRow:
    """Return a project, whose round is loaded, as a row of the desk."""
    return DeskRow(
        url=url_for("projects_desk.review", project_id=project.id),
        number=project.number,
        title=readable(project, "title"),
        place=project.round.place.name,
        submitted_at=project.submitted_at,
        cost=show_money(project.cost),
        is_feasible=project.state == ProjectState.FEASIBLE,
    )
