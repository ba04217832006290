"""What somebody takes home who dictated a project to an officer."""

from neighbourhood import clock
from neighbourhood.permissions import Action
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.outcomes import outcome_of
from neighbourhood.projects.presenters.own_projects import standing_of
from neighbourhood.projects.presenters.project_page import page_of
from neighbourhood.projects.views.blueprint import ONE, blueprint, load_own_project
from neighbourhood.web import guard, page, session
from neighbourhood.web.answers import Answer


@blueprint.route(ONE + "slip/")
@guard(Action.EDIT_PROJECT, load_own_project)
def slip(project: Project) -> Answer:
    outcome = outcome_of(session(), project)
    return page(
        "projects/slip.html",
        project=page_of(project, outcome),
        round=project.round,
        standing=standing_of(project, outcome, clock.now()),
    )
