"""What everybody reads of one project, and its author of their own."""

from flask import request

from neighbourhood import clock
from neighbourhood.permissions import Action, decide
from neighbourhood.projects import queries, rules
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.checks import checked_parts
from neighbourhood.projects.presenters.history import history_of
from neighbourhood.projects.presenters.merges import merging_of
from neighbourhood.projects.presenters.outcomes import outcome_of
from neighbourhood.projects.presenters.own_projects import own_projects_by_round, standing_of
from neighbourhood.projects.presenters.people import projects_to_carry
from neighbourhood.projects.presenters.project_page import (
    author_actions,
    page_of,
)
from neighbourhood.projects.presenters.shared import TwinView, shared_among, twin_view
from neighbourhood.projects.views.blueprint import (
    ONE,
    blueprint,
    load_project,
)
from neighbourhood.rounds.presenters.endings import end_view
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.web import (
    actor,
    guard,
    page,
    session,
)
from neighbourhood.web.answers import Answer
from neighbourhood.web.house import panels_on
from neighbourhood.web.panels import Slot


@blueprint.route(ONE)
@guard(Action.SEE_PROJECT, load_project)
def show(project: Project) -> Answer:
    versions = queries.history(session(), project) if project.version > 1 else []
    outcome = outcome_of(session(), project)
    is_author = decide(actor(), Action.EDIT_PROJECT, project).is_allowed
    return page(
        "projects/show.html",
        project=page_of(project, outcome),
        outcome=outcome,
        round=project.round,
        end=end_view(project.round, clock.now()),
        history=history_of(project, versions),
        permitted=author_actions(project, clock.now()),
        standing=standing_of(project, outcome, clock.now()),
        is_author=is_author,
        is_preview=is_author and bool(request.args.get("preview")),
        funding=project.funding if project.state in rules.HOPEFUL_STATES else None,
        may_review=_may_review(project),
        twin=_twin_of(project),
        checked=checked_parts(session(), project),
        merging=merging_of(session(), project, actor(), clock.now()),
        panels=panels_on(Slot.PROJECT, ThingRef(ThingKind.PROJECT, project.id)),
    )


def _may_review(project: Project) -> bool:
    # Whoever reviews nothing costs no look at the members of organisations.
    is_reviewer = decide(actor(), Action.SEE_REVIEWS).is_allowed
    return (
        is_reviewer
        and project.is_public
        and decide(actor(), Action.REVIEW_PROJECT, project).is_allowed
    )


def _twin_of(project: Project) -> TwinView | None:
    """Return the same project on another list, where there is one and its own is not taken back."""
    if project.state not in rules.HOPEFUL_STATES:
        return None
    twin = shared_among(session(), [project.id]).get(project.id)
    return twin_view(twin) if twin else None


@blueprint.route("/account/projects/")
@guard(Action.MANAGE_OWN_ACCOUNT)
def mine() -> Answer:
    own_id = actor().person_id or 0
    projects = queries.my_projects(session(), own_id)
    asked = projects_to_carry(session(), own_id)
    return page(
        "projects/mine.html",
        rounds=own_projects_by_round(session(), projects, clock.now()),
        panels=[asked] if asked else [],
    )
