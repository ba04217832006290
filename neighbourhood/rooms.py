"""The rooms of the house, in the order in which they stand on each other, and what each brings along."""

from flask import Flask

from neighbourhood.ballots import models as ballot_tables
from neighbourhood.committees import models as committee_tables
from neighbourhood.languages import _dl, _l
from neighbourhood.outbox import models as outbox_tables
from neighbourhood.pages import views as page_views
from neighbourhood.people import identity
from neighbourhood.permissions import Action
from neighbourhood.places import loading
from neighbourhood.projects import desk as project_desk
from neighbourhood.projects import views as project_views
from neighbourhood.projects import words as project_words
from neighbourhood.results import models as result_tables
from neighbourhood.trail import models as trail_tables
from neighbourhood.web import words
from neighbourhood.web.navigation import Link, Navigation

#: Tables that no page of their room imports first; naming them here lets migrations see them all.
TABLES = (ballot_tables, committee_tables, outbox_tables, result_tables, trail_tables)

PUBLIC_NAVIGATION: list[Link] = [
    Link(_l("Help"), "pages.help", Action.SEE_PUBLIC_PAGES),
]
ACCOUNT_NAVIGATION: list[Link] = []
DESK_NAVIGATION: list[Link] = [
    Link(_dl("Projects to review"), "projects_desk.waiting", Action.REVIEW_PROJECT),
    Link(_dl("Categories"), "projects_desk.categories", Action.SET_UP_CITY),
]
FOOTER_NAVIGATION: list[Link] = [
    Link(_l("About this site"), "pages.about", Action.SEE_PUBLIC_PAGES),
    Link(_l("Privacy"), "pages.privacy", Action.SEE_PUBLIC_PAGES),
    Link(_l("Accessibility"), "pages.accessibility", Action.SEE_PUBLIC_PAGES),
]
NAVIGATION = Navigation(PUBLIC_NAVIGATION, ACCOUNT_NAVIGATION, DESK_NAVIGATION, FOOTER_NAVIGATION)


def init_rooms(app: Flask) -> None:
    """Register every room's pages, sentences and commands."""
    identity.init_identity(app)
    loading.init_city(app)
    app.register_blueprint(page_views.blueprint)
    words.register(project_words.REFUSALS)
    app.register_blueprint(project_views.blueprint)
    app.register_blueprint(project_desk.blueprint)
