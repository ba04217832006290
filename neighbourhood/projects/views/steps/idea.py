"""The step of the title, its language and the category."""

from neighbourhood.permissions import Action
from neighbourhood.projects.forms import IdeaForm
from neighbourhood.projects.models import Project
from neighbourhood.projects.views.blueprint import ONE, blueprint, categories, load_own_project
from neighbourhood.projects.views.steps.frame import take_step
from neighbourhood.web import guard, writes
from neighbourhood.web.answers import Answer


@blueprint.route(ONE + "edit/idea/", methods=["GET", "POST"])
@writes
@guard(Action.EDIT_PROJECT, load_own_project)
def edit_idea(project: Project) -> Answer:
    return take_step(
        project,
        lambda is_fresh: IdeaForm.of(project, is_fresh=is_fresh).offer(
            project, categories(by="id")
        ),
    )
