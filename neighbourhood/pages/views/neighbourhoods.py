"""The pages of the neighbourhoods, which stand up here because they show rounds."""

from collections import defaultdict

from flask import Blueprint, request

from neighbourhood import clock
from neighbourhood.pages.presenters import cards
from neighbourhood.permissions import Action
from neighbourhood.places import queries
from neighbourhood.places.models import Place
from neighbourhood.places.rules import is_called
from neighbourhood.rounds import queries as rounds
from neighbourhood.rounds.models import Round
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.web import actor, guard, page, session
from neighbourhood.web.answers import Answer
from neighbourhood.web.house import panels_on
from neighbourhood.web.panels import Slot
from neighbourhood.web.text import clean

LONGEST_QUESTION = 80

blueprint = Blueprint("neighbourhoods", __name__)


def load_place(slug: str) -> Place:
    return queries.place_by_slug(session(), slug)


@blueprint.route("/<language>/neighbourhoods/", endpoint="list")
@guard(Action.SEE_PUBLIC_PAGES)
def list_all() -> Answer:
    question = clean(request.args.get("q"))[:LONGEST_QUESTION]
    places, now = queries.all_places(session()), clock.now()
    rounds_of = defaultdict[int, list[Round]](list)
    for round_ in rounds.all_rounds(session()):
        rounds_of[round_.place_id].append(round_)
    place_cards = [
        cards.place_card(place, rounds_of[place.id], now)
        for place in places
        if is_called(place.name, question)
    ]
    return page(
        "pages/neighbourhoods.html",
        q=question,
        cards=place_cards,
        map_=cards.map_of(places, own_id=actor().place_id),
    )


@blueprint.route("/<language>/neighbourhoods/<slug>/")
@guard(Action.SEE_PUBLIC_PAGES, load_place)
def show(place: Place) -> Answer:
    now, places = clock.now(), queries.all_places(session())
    rounds_here = rounds.rounds_of_place(session(), place.id)
    return page(
        "pages/neighbourhood.html",
        place=place,
        map_=cards.map_of(places, own_id=place.id) if place.boundary else None,
        rounds=[cards.edition_card(round_, now) for round_ in rounds_here],
        is_mine=cards.is_mine(place.id),
        panels=panels_on(Slot.PLACE, ThingRef(ThingKind.PLACE, place.id)),
    )
