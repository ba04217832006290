"""The step of the summary and the description."""

from neighbourhood.permissions import Action
from neighbourhood.projects.forms import WordsForm
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.similar import similar_to
from neighbourhood.projects.views.blueprint import ONE, blueprint, load_own_project
from neighbourhood.projects.views.steps.frame import take_step
from neighbourhood.web import guard, session, writes
from neighbourhood.web.answers import Answer


@blueprint.route(ONE + "edit/words/", methods=["GET", "POST"])
@writes
@guard(Action.EDIT_PROJECT, load_own_project)
def edit_words(project: Project) -> Answer:
    return take_step(
        project,
        lambda is_fresh: WordsForm.of(project, is_fresh=is_fresh),
        similar=similar_to(session(), project),
    )
