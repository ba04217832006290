"""Projects that are about the same as the one somebody writes."""

from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from neighbourhood.languages import ReadableText, by_author
from neighbourhood.projects.models import Project
from neighbourhood.projects.queries.similar import similar_projects
from neighbourhood.projects.rules import ProjectState

#: So many are shown beside what somebody writes.
MOST_SHOWN = 3


@dataclass(frozen=True)
class SimilarView:
    """A public project with its number, title, summary and address."""

    number: int
    title: ReadableText
    summary: ReadableText
    url: str


def similar_to(session: Session, project: Project) -> list[SimilarView]:
    """Return the public projects of its round that are about the same as a draft, nearest first."""
    if project.state != ProjectState.DRAFT:
        return []
    # Each text by itself says the same thing again, so all of it is asked at once.
    text = "\n".join((project.title, project.summary))
    found = similar_projects(session, project.round_id, text, limit=MOST_SHOWN, besides=project.id)
    slug = project.round.slug
    return [
        SimilarView(
            number=one.number,
            title=by_author(one.title, one.language),
            summary=by_author(one.summary, one.language),
            url=url_for("projects.show", slug=slug, number=one.number),
        )
        for one in found
    ]
