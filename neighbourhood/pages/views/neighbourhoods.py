"""The pages of the places, which stand up here because they show rounds."""

from flask import Blueprint, request

from neighbourhood import clock
from neighbourhood.pages.presenters import cards, place_page
from neighbourhood.permissions import Action
from neighbourhood.places import queries
from neighbourhood.places.models import Place
from neighbourhood.places.presenters import place_path
from neighbourhood.places.rules.tree import way_up
from neighbourhood.places.words import list_name
from neighbourhood.results.queries import published_among
from neighbourhood.rounds import queries as rounds
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.web import actor, city, guard, page, session
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
    places = queries.all_places(session())
    found = queries.find_places(session(), question, places, city().name) if question else None
    now, all_rounds = clock.now(), rounds.all_rounds(session())
    published = published_among(session(), all_rounds)
    return page(
        "pages/neighbourhoods.html",
        title=list_name(),
        q=question,
        number=len(places if found is None else found),
        groups=place_page.found_groups(places, found, all_rounds, now, published),
        map_=cards.map_of(
            places, cards.badges_of(all_rounds, now, published), own_id=actor().place_id
        ),
    )


@blueprint.route("/<language>/neighbourhoods/<slug>/")
@guard(Action.SEE_PUBLIC_PAGES, load_place)
def show(place: Place) -> Answer:
    now, places = clock.now(), queries.all_places(session())
    children = [one for one in places if one.parent_id == place.id]
    above = way_up(place, {one.id: one for one in places})
    # Seldom more than one or two: the city, and a district.
    shared = [round_ for one in above for round_ in rounds.rounds_of_place(session(), one.id)]
    own = rounds.rounds_of_place(session(), place.id)
    below = rounds.all_rounds(session()) if children else ()
    published = published_among(session(), [*shared, *own, *below])
    header = place_page.running_header(session(), own, now, published)
    return page(
        "pages/neighbourhood.html",
        place=place,
        header=header,
        winners=place_page.last_winners(session(), own, published),
        path=place_path(session(), place)[:-1],
        map_=place_page.map_around(place, places, cards.badges_of([*own, *below], now, published)),
        children=place_page.card_groups(children, below, now, published, is_always_named=True),
        rounds=place_page.round_cards(own, now, published, header),
        shared_rounds=place_page.shared_rounds(shared, now, published),
        is_mine=cards.is_mine(place.id),
        panels=panels_on(Slot.PLACE, ThingRef(ThingKind.PLACE, place.id)),
    )
