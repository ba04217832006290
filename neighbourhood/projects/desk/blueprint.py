"""The blueprint of the projects' desk, and the project that an address names."""

from flask import Blueprint

from neighbourhood.projects import queries
from neighbourhood.projects.models import Project
from neighbourhood.refusals import NotFound
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import round_by_slug
from neighbourhood.web import session

blueprint = Blueprint("projects_desk", __name__, url_prefix="/<language>/desk")


def load_round(slug: str) -> Round:
    """Return the round that the address names."""
    return round_by_slug(session(), slug)


def load_project(project_id: int) -> Project:
    """Return the project that the address names; drafts are nobody's business but their
    author's.
    """
    project = queries.project_by_id(session(), project_id)
    if not project.is_public:
        raise NotFound
    return project
