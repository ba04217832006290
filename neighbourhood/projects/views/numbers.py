"""How the numbers of a closed list were drawn, for everybody to repeat."""

from neighbourhood.permissions import Action
from neighbourhood.projects import queries
from neighbourhood.projects.presenters.closing import drawn_list
from neighbourhood.projects.views.blueprint import blueprint, load_round
from neighbourhood.rounds.models import Round
from neighbourhood.web import guard, page, session
from neighbourhood.web.answers import Answer


@blueprint.route("/rounds/<slug>/projects/numbers/")
@guard(Action.SEE_PUBLIC_PAGES, load_round)
def numbers(round_: Round) -> Answer:
    projects = queries.numbered_projects(session(), round_.id)
    return page("projects/numbers.html", round=round_, drawn=drawn_list(round_, projects))
