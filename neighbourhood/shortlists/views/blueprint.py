"""The short lists' part of the address space, and what its pages load."""

from flask import Blueprint

from neighbourhood.permissions import Action, decide
from neighbourhood.projects.models import Project
from neighbourhood.projects.queries import project_by_number
from neighbourhood.refusals import NotFound
from neighbourhood.shortlists import queries
from neighbourhood.shortlists.models import ShortlistTerms
from neighbourhood.shortlists.queries import Judging, Jury
from neighbourhood.shortlists.rules import Way
from neighbourhood.web import actor, session

blueprint = Blueprint("shortlists", __name__, url_prefix="/<language>/rounds/<slug>")


def load_terms(slug: str) -> ShortlistTerms:
    """Return the terms of the round's short list; a round without one has no such pages."""
    return queries.terms_by_slug(session(), slug)


def load_project(slug: str, number: int) -> Project:
    """Return the project that the address names; what the reader may not see does not exist."""
    project = project_by_number(session(), slug, number)
    if not decide(actor(), Action.SEE_PROJECT, project).is_allowed:
        raise NotFound
    return project


def load_jury(slug: str) -> Jury:
    """Return the jury of the round; raises NotFound where none chooses."""
    terms = load_terms(slug)
    if terms.way != Way.JURY:
        raise NotFound("shortlist_without_jury")
    return queries.jury_of(session(), terms.round)


def load_judging(slug: str, number: int) -> Judging:
    """Return a project together with the jury of its round."""
    return Judging(load_project(slug, number), load_jury(slug))
