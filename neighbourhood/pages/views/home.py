"""The first page: find my neighbourhood, and what is open now."""

from neighbourhood.pages.views.blueprint import blueprint
from neighbourhood.permissions import Action
from neighbourhood.web import guard, page
from neighbourhood.web.answers import Answer


@blueprint.route("/<language>/")
@guard(Action.SEE_PUBLIC_PAGES)
def home() -> Answer:
    return page("pages/home.html")
