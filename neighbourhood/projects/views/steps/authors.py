"""The step of who stands behind a project."""

from neighbourhood.organisations.queries import organisations_to_offer
from neighbourhood.permissions import Action
from neighbourhood.projects.forms import AuthorsForm
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.people import carrier_state
from neighbourhood.projects.views.blueprint import ONE, blueprint, load_own_project
from neighbourhood.projects.views.steps.frame import take_step
from neighbourhood.web import actor, guard, session, writes
from neighbourhood.web.answers import Answer

#: A register of a city is far smaller; more would not be read in one list.
MOST_OFFERED = 500


@blueprint.route(ONE + "edit/authors/", methods=["GET", "POST"])
@writes
@guard(Action.EDIT_PROJECT, load_own_project)
def edit_authors(project: Project) -> Answer:
    # What stands in the text stays a choice, whoever speaks for it by now.
    offered = organisations_to_offer(session(), actor().person_id, limit=MOST_OFFERED)
    own = [one for one, is_own in offered if is_own]
    hosts = [one for one, _is_own in offered if one.is_confirmed]
    own += [one for one in (project.organisation,) if one and one not in own]
    hosts += [one for one in (project.host,) if one and one not in hosts]
    return take_step(
        project,
        lambda is_fresh: AuthorsForm.of(project, is_fresh=is_fresh).offer(
            project.round, own, hosts
        ),
        carrier=carrier_state(session(), project),
    )
