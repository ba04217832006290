"""All steps of a project at a glance: what is there and what is still missing."""

from neighbourhood.permissions import Action
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.steps import steps_of
from neighbourhood.projects.views.blueprint import ONE, blueprint, load_own_project
from neighbourhood.projects.views.steps.frame import require_may_edit
from neighbourhood.web import guard, page
from neighbourhood.web.answers import Answer


@blueprint.route(ONE + "edit/")
@guard(Action.EDIT_PROJECT, load_own_project)
def edit(project: Project) -> Answer:
    require_may_edit(project)
    return page("projects/steps/overview.html", round=project.round, steps=steps_of(project))
