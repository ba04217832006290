"""The blueprint of projects, what its addresses name, and what several of its pages ask."""

from flask import Blueprint

from neighbourhood import clock
from neighbourhood.permissions import Action, decide
from neighbourhood.projects import queries, rules
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.project_page import (
    why_not,
)
from neighbourhood.refusals import NotFound
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import round_by_slug
from neighbourhood.web import (
    actor,
    session,
)
from neighbourhood.web.filters import pick_text

blueprint = Blueprint("projects", __name__, url_prefix="/<language>")
ONE = "/rounds/<slug>/projects/<int(max=999999999):number>/"


def load_round(slug: str) -> Round:
    """Return the round that the address names."""
    return round_by_slug(session(), slug)


def load_project(slug: str, number: int) -> Project:
    """Return the project that the address names; what the reader may not see does not exist."""
    project = queries.project_by_number(session(), slug, number)
    if not decide(actor(), Action.SEE_PROJECT, project).is_allowed:
        raise NotFound
    return project


def load_own_project(slug: str, number: int) -> Project:
    """Return the project that the address names, to those who may see it; whoever is signed out is
    asked to sign in first, since it may be their own draft.
    """
    if actor().is_signed_in:
        return load_project(slug, number)
    return queries.project_by_number(session(), slug, number)


def categories(*, by: str) -> list[tuple[str, str]]:
    """Return the choices of categories: (slug or id as text, name)."""
    return [
        (str(getattr(category, by)), pick_text(category.name))
        for category in queries.all_categories(session())
    ]


def why_closed(round_: Round) -> str:
    """Return "" while projects may be written, else the sentence why not."""
    return why_not(lambda: rules.require_may_write(round_, clock.now()))
