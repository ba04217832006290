"""The first page: my neighbourhood, what is open now, what came out."""

from collections.abc import Mapping, Sequence

from neighbourhood import clock
from neighbourhood.ballots.queries import own_sittings
from neighbourhood.pages.presenters import cards, own_ballots
from neighbourhood.pages.presenters.home import (
    count_in,
    ended_cards,
    featured,
    open_cards,
    open_now,
    own_header,
    past_editions,
    published_now,
    what_was_decided,
)
from neighbourhood.pages.presenters.round_header import RoundHeader
from neighbourhood.pages.presenters.round_status import Sittings
from neighbourhood.pages.views.blueprint import blueprint
from neighbourhood.permissions import Action
from neighbourhood.places.models import Place
from neighbourhood.places.queries import all_places
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import all_rounds
from neighbourhood.rounds.rules import PhaseKind
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.web import actor, city, guard, page, session
from neighbourhood.web.answers import Answer
from neighbourhood.web.filters import pick_text
from neighbourhood.web.house import panels_on
from neighbourhood.web.maps import CityMap
from neighbourhood.web.panels import PanelView, Slot


@blueprint.route("/<language>/")
@guard(Action.SEE_PUBLIC_PAGES)
def home() -> Answer:
    now = clock.now()
    places = all_places(session())
    rounds = all_rounds(session())
    published = published_now(session(), rounds, now)
    open_rounds = open_now(rounds, now, published)
    # Asked once, for the head of the page, its cards and the panel alike.
    sittings = own_sittings(session(), actor(), now)
    mine = featured(rounds, open_rounds, now)
    decided = what_was_decided(session(), rounds, mine, now, published)
    header = own_header(session(), mine, now, sittings, published, decided.own)
    return page(
        "pages/home.html",
        programme=pick_text(dict(city().programme)),
        header=header,
        total=sum(round_.fund.amount for round_ in open_rounds),
        votes=count_in(open_rounds, PhaseKind.VOTE, now),
        proposals=count_in(open_rounds, PhaseKind.PROPOSE, now),
        map_=map_for(places, cards.badges_of(rounds, now, published), mine),
        open=open_cards([round_ for round_ in open_rounds if round_ is not mine], now, sittings),
        has_places=bool(places),
        result_cards=decided.cards,
        ended_cards=ended_cards(rounds, now),
        past=past_editions(rounds, now),
        panels=panels_for(sittings, header),
    )


def map_for(
    places: Sequence[Place], badges: Mapping[int, tuple[str, str]], mine: Round | None
) -> CityMap | None:
    """Return the map, with the reader's own place marked, or that of the only open round."""
    own_id = actor().place_id or (mine.place_id if mine else None)
    return cards.map_of(places, badges, own_id=own_id)


def panels_for(sittings: Sittings, header: RoundHeader | None) -> list[PanelView]:
    """Return the reader's own ballots, and what the rooms add."""
    return [
        *own_ballots.on_home(sittings, header.cast if header else None),
        *panels_on(Slot.HOME, ThingRef(ThingKind.CITY, 1)),
    ]
