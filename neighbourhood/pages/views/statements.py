"""Pages of words: help, privacy, accessibility, about."""

from neighbourhood.pages.views.blueprint import blueprint
from neighbourhood.permissions import Action
from neighbourhood.web import guard, page
from neighbourhood.web.answers import Answer


@blueprint.route("/<language>/help/", endpoint="help")
@guard(Action.SEE_PUBLIC_PAGES)
def help_page() -> Answer:
    return page("pages/help.html")


@blueprint.route("/<language>/privacy/")
@guard(Action.SEE_PUBLIC_PAGES)
def privacy() -> Answer:
    return page("pages/privacy.html")


@blueprint.route("/<language>/accessibility/")
@guard(Action.SEE_PUBLIC_PAGES)
def accessibility() -> Answer:
    return page("pages/accessibility.html")


@blueprint.route("/<language>/about/")
@guard(Action.SEE_PUBLIC_PAGES)
def about() -> Answer:
    return page("pages/about.html")
