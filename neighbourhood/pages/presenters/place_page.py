"""What the page of a place, and the list of all places, show of the tree and its rounds."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.ballots.queries import own_sittings
from neighbourhood.pages.presenters import cards
from neighbourhood.pages.presenters.cards import PlaceCard
from neighbourhood.pages.presenters.round_header import RoundHeader, header_of
from neighbourhood.pages.presenters.round_status import is_over
from neighbourhood.places.models import Place
from neighbourhood.places.presenters import by_level
from neighbourhood.places.queries import FoundPlace
from neighbourhood.places.rules.tree import way_up, without_places_below
from neighbourhood.results.presenters.winners import Winners, winners_of
from neighbourhood.rounds.models import Round
from neighbourhood.web import actor
from neighbourhood.web.maps import CityMap


@dataclass(frozen=True)
class CardGroup:
    """The cards of the places of one level; the name is empty where it goes without saying."""

    name: str
    cards: list[PlaceCard]


def card_groups(
    places: Iterable[Place],
    rounds: Iterable[Round],
    now: datetime,
    published: Container[int],
    *,
    is_always_named: bool = False,
) -> list[CardGroup]:
    """Return the places as cards, each with its newest round, level by level;
    `published` are the rounds whose result is out.
    """
    rounds_of = defaultdict[int, list[Round]](list)
    for round_ in rounds:
        rounds_of[round_.place_id].append(round_)
    return [
        CardGroup(
            group.name,
            [
                cards.place_card(place, rounds_of[place.id], now, published)
                for place in group.things
            ],
        )
        for group in by_level(places, is_always_named=is_always_named)
    ]


def found_groups(
    places: Sequence[Place],
    found: Sequence[FoundPlace] | None,
    rounds: Iterable[Round],
    now: datetime,
    published: Container[int],
) -> list[CardGroup]:
    """Return the places that were found as cards, each with the streets that led to it; all places
    where nothing was asked.
    """
    if found is None:
        return card_groups(places, rounds, now, published)
    streets = {cards.place_url(one.place): ", ".join(one.addresses) for one in found}
    groups = card_groups([one.place for one in found], rounds, now, published)
    return [
        CardGroup(group.name, [replace(card, note=streets[card.url]) for card in group.cards])
        for group in groups
    ]


def running_header(
    session: Session, rounds: Iterable[Round], now: datetime, published: Container[int]
) -> RoundHeader | None:
    """Return the header of the newest round that is running in a place, for the reader of this
    request; None where nothing runs.
    """
    running = next((round_ for round_ in rounds if not is_over(round_, now)), None)
    if running is None:
        return None
    sittings = own_sittings(session, actor(), now)
    is_out = running.id in published
    return header_of(session, running, now, is_published=is_out, sittings=sittings)


def last_winners(
    session: Session, rounds: Sequence[Round], published: Container[int]
) -> Winners | None:
    """Return what the newest published result of a place funds, if one gives money."""
    out = [round_.id for round_ in rounds if round_.id in published]
    winners = winners_of(session, out)
    return next((winners[number] for number in out if number in winners), None)


def round_cards(
    rounds: Iterable[Round], now: datetime, published: Container[int], running: RoundHeader | None
) -> list[PlaceCard]:
    """Return the rounds of a place as cards called after their editions, without the one that the
    page begins with.
    """
    return [
        cards.edition_card(round_, now, is_published=round_.id in published)
        for round_ in rounds
        if running is None or round_ is not running.round
    ]


def map_around(
    place: Place, places: Sequence[Place], badges: Mapping[int, tuple[str, str]]
) -> CityMap | None:
    """Return the map of what lies in a place; where nothing does, of the place among those beside
    it.
    """
    known = {one.id: one for one in places}
    below = [one for one in places if one.boundary and place in way_up(one, known)]
    # What stands right below; where that has no boundary, what stands below that.
    inside = cards.map_of(without_places_below(below, known), badges)
    if inside is not None or not place.boundary:
        return inside
    beside = [one for one in places if (one.parent_id, one.level) == (place.parent_id, place.level)]
    return cards.map_of(beside, badges, own_id=place.id)


def shared_rounds(
    rounds: Iterable[Round], now: datetime, published: Container[int]
) -> list[PlaceCard]:
    """Return the rounds of the places above that are not over, each called after its place."""
    return [
        cards.round_card(round_, now, is_published=round_.id in published)
        for round_ in rounds
        if not is_over(round_, now)
    ]
