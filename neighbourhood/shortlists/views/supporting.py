"""The two buttons of support."""

from flask import request, url_for

from neighbourhood.languages import _
from neighbourhood.permissions import Action
from neighbourhood.projects.models import Project
from neighbourhood.shortlists import services
from neighbourhood.shortlists.views.blueprint import blueprint, load_project
from neighbourhood.web import actor, guard, say, session, writes
from neighbourhood.web.answers import Answer, go_inside

ONE = "/projects/<int(max=999999999):number>/support/"


@blueprint.route(ONE, methods=["POST"])
@writes
@guard(Action.SUPPORT_PROJECT, load_project)
def support(project: Project) -> Answer:
    services.give_support(session(), project, actor=actor())
    say(_("You support project %(number)s.", number=project.number))
    return _back(project)


@blueprint.route(f"{ONE}take-back/", methods=["POST"])
@writes
@guard(Action.TAKE_BACK_SUPPORT, load_project)
def take_back(project: Project) -> Answer:
    services.take_back_support(session(), project, actor=actor())
    say(_("You have your support of project %(number)s back.", number=project.number))
    return _back(project)


def _back(project: Project) -> Answer:
    # To the place where the button was pressed: a card of a list, or the project's page.
    page = url_for("projects.show", slug=project.round.slug, number=project.number)
    return go_inside(request.form.get("back", "")[:500], page)
