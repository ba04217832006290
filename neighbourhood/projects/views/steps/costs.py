"""The step of the costs."""

from neighbourhood.permissions import Action
from neighbourhood.projects.forms import CostsForm
from neighbourhood.projects.models import Project
from neighbourhood.projects.views.blueprint import ONE, blueprint, load_own_project
from neighbourhood.projects.views.steps.frame import take_step
from neighbourhood.web import guard, writes
from neighbourhood.web.answers import Answer


@blueprint.route(ONE + "edit/costs/", methods=["GET", "POST"])
@writes
@guard(Action.EDIT_PROJECT, load_own_project)
def edit_costs(project: Project) -> Answer:
    return take_step(project, lambda is_fresh: CostsForm.of(project, is_fresh=is_fresh))
