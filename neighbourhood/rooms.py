"""The rooms of the house, in the order in which they stand on each other, and what each brings
along.
"""

from flask import Flask

from neighbourhood.ballots import desk as ballot_desk
from neighbourhood.ballots import models as ballot_tables
from neighbourhood.ballots import timed as ballot_work
from neighbourhood.ballots import views as ballot_views
from neighbourhood.ballots import words as ballot_words
from neighbourhood.committees import desk as committee_desk
from neighbourhood.committees import models as committee_tables
from neighbourhood.committees import queries as committee_queries
from neighbourhood.committees import views as committee_views
from neighbourhood.committees import words as committee_words
from neighbourhood.demo import guarding
from neighbourhood.languages import _dl, _l
from neighbourhood.outbox import models as outbox_tables
from neighbourhood.outbox.timed import TIMED_WORK
from neighbourhood.pages import desk as page_desk
from neighbourhood.pages import views as page_views
from neighbourhood.people import desk as people_desk
from neighbourhood.people import identity
from neighbourhood.people import queries as people_queries
from neighbourhood.people import services as people_services
from neighbourhood.people import views as people_views
from neighbourhood.people import words as people_words
from neighbourhood.permissions import Action
from neighbourhood.places import desk as place_desk
from neighbourhood.places import loading
from neighbourhood.places import queries as place_queries
from neighbourhood.places import views as place_views
from neighbourhood.places import words as place_words
from neighbourhood.projects import desk as project_desk
from neighbourhood.projects import views as project_views
from neighbourhood.projects import words as project_words
from neighbourhood.results import desk as result_desk
from neighbourhood.results import models as result_tables
from neighbourhood.results import side_by_side
from neighbourhood.results import views as result_views
from neighbourhood.results import words as result_words
from neighbourhood.rounds import desk as round_desk
from neighbourhood.rounds import published
from neighbourhood.rounds import queries as round_queries
from neighbourhood.rounds import views as round_views
from neighbourhood.rounds import words as round_words
from neighbourhood.trail import models as trail_tables
from neighbourhood.web import words
from neighbourhood.web.navigation import Link, Navigation

#: Tables that no page of their room imports first; naming them here lets migrations see them all.
TABLES = (ballot_tables, committee_tables, outbox_tables, result_tables, trail_tables)

PUBLIC_NAVIGATION: list[Link] = [
    Link(_l("Neighbourhoods"), "places.list", Action.SEE_PUBLIC_PAGES),
    Link(_l("Votes of the city"), "rounds.editions", Action.SEE_PUBLIC_PAGES),
    Link(_l("How the city decides"), "places.city", Action.SEE_PUBLIC_PAGES),
    Link(_l("Help"), "pages.help", Action.SEE_PUBLIC_PAGES),
]
ACCOUNT_NAVIGATION: list[Link] = [
    Link(_l("Desk"), "pages_desk.home", Action.USE_DESK),
    Link(_l("Sign in"), "people.sign_in", Action.SIGN_IN, is_for_strangers=True),
    Link(_l("Your account"), "people.account", Action.MANAGE_OWN_ACCOUNT),
    Link(_l("Sign out"), "people.sign_out", Action.MANAGE_OWN_ACCOUNT),
]
DESK_NAVIGATION: list[Link] = [
    Link(_dl("What waits"), "pages_desk.home", Action.USE_DESK),
    Link(_dl("Residency claims"), "people_desk.residencies", Action.SEE_RESIDENCY_CLAIMS),
    Link(_dl("The city"), "places_desk.city", Action.SET_UP_CITY),
    Link(_dl("Strategy"), "places_desk.strategy", Action.SET_UP_CITY),
    Link(_dl("Neighbourhoods"), "places_desk.neighbourhoods", Action.EDIT_NEIGHBOURHOODS),
    Link(_dl("Editions"), "rounds_desk.editions", Action.OPEN_EDITIONS),
    Link(_dl("Projects to review"), "projects_desk.waiting", Action.SEE_REVIEWS),
    Link(_dl("Results"), "results_desk.rounds", Action.ASK_PUBLICATION),
    Link(_dl("Compare rules"), "results_desk.compare", Action.COMPARE_RULES),
    Link(_dl("Categories"), "projects_desk.categories", Action.SET_UP_CITY),
    Link(_dl("Roles"), "people_desk.roles", Action.SEE_ROLES),
    Link(_dl("Messages"), "pages_desk.outbox", Action.READ_OUTBOX),
    Link(_dl("Trail"), "people_desk.trail", Action.READ_TRAIL),
]
FOOTER_NAVIGATION: list[Link] = [
    Link(_l("About this site"), "pages.about", Action.SEE_PUBLIC_PAGES),
    Link(_l("Privacy"), "pages.privacy", Action.SEE_PUBLIC_PAGES),
    Link(_l("Accessibility"), "pages.accessibility", Action.SEE_PUBLIC_PAGES),
]
NAVIGATION = Navigation(PUBLIC_NAVIGATION, ACCOUNT_NAVIGATION, DESK_NAVIGATION, FOOTER_NAVIGATION)


def init_rooms(app: Flask) -> None:
    """Register every room's pages, sentences and commands."""
    _answer_low_rooms(app)
    words.register(place_words.REFUSALS)
    app.register_blueprint(place_views.blueprint)
    app.register_blueprint(place_desk.blueprint)
    app.register_blueprint(page_views.blueprint)
    app.register_blueprint(page_desk.blueprint)
    words.register(people_words.REFUSALS)
    app.register_blueprint(people_views.blueprint)
    app.register_blueprint(people_desk.blueprint)
    TIMED_WORK[:] = [people_services.forget_what_expired, ballot_work.tend_votes]
    words.register(round_words.REFUSALS)
    app.register_blueprint(round_views.blueprint)
    app.register_blueprint(round_desk.blueprint)
    words.register(project_words.REFUSALS)
    app.register_blueprint(project_views.blueprint)
    app.register_blueprint(project_desk.blueprint)
    ballot_work.init_votes(app)
    words.register(ballot_words.REFUSALS)
    app.register_blueprint(ballot_views.blueprint)
    app.register_blueprint(ballot_desk.blueprint)
    words.register(committee_words.REFUSALS)
    app.register_blueprint(committee_views.blueprint)
    app.register_blueprint(committee_desk.blueprint)
    words.register(result_words.REFUSALS)
    published.register(side_by_side.results_of_edition)
    app.register_blueprint(result_views.blueprint)
    app.register_blueprint(result_desk.blueprint)
    guarding.init_demo(app)


def _answer_low_rooms(app: Flask) -> None:
    """Let rooms above answer what the page kit and the rooms below ask without knowing them."""
    identity.init_identity(app)
    loading.init_city(app)
    people_queries.register_seats(committee_queries.seats_held_by)
    place_queries.register_use(round_queries.is_any_round)
