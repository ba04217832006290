"""Where everybody finds projects of a round: their list and their map, narrowed alike."""

from flask import url_for

from neighbourhood import clock
from neighbourhood.permissions import Action
from neighbourhood.projects import queries
from neighbourhood.projects.presenters.cards import cards_of
from neighbourhood.projects.presenters.finding import search_of
from neighbourhood.projects.presenters.map_page import MOST_PINS, map_page
from neighbourhood.projects.views.blueprint import blueprint, load_round, why_closed
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.presenters.endings import end_view
from neighbourhood.web import actor, guard, page, session
from neighbourhood.web.answers import Answer
from neighbourhood.web.lists import ListPage, ListView


@blueprint.route("/rounds/<slug>/projects/", endpoint="list")
@guard(Action.SEE_PUBLIC_PAGES, load_round)
def projects_of_round(round_: Round) -> Answer:
    search = search_of(session(), round_, actor().person_id)
    listed = queries.projects_of_round(session(), round_.id, search.wanted)
    cards = ListPage(cards_of(session(), listed.projects), listed.total, listed.page)
    view = ListView.of(search.shape, search.choice, cards, "projects.list", slug=round_.slug)
    return page(
        "projects/list.html",
        round=round_,
        list=view,
        has_more=listed.has_more,
        why_closed=why_closed(round_),
        end=end_view(round_, clock.now()),
        map_url=url_for("projects.map", slug=round_.slug, **view.asked),
    )


@blueprint.route("/rounds/<slug>/projects/map/", endpoint="map")
@guard(Action.SEE_PUBLIC_PAGES, load_round)
def map_of_round(round_: Round) -> Answer:
    search = search_of(session(), round_, actor().person_id, size=MOST_PINS)
    shown = map_page(session(), round_, search.wanted)
    places = ListPage(shown.places, shown.total, shown.page)
    view = ListView.of(search.shape, search.choice, places, "projects.map", slug=round_.slug)
    return page(
        "projects/map.html",
        round=round_,
        list=view,
        map=shown.map,
        has_more=shown.has_more,
        without_point=shown.without_point,
        end=end_view(round_, clock.now()),
        list_url=url_for("projects.list", slug=round_.slug, **view.asked),
    )
