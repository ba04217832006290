"""Rounds and places as cards and as shapes on the map, with everything ready to print."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import url_for

from neighbourhood.geojson import Geometry
from neighbourhood.languages import _, _n
from neighbourhood.pages.presenters.round_status import (
    is_over,
    is_result_late,
    phase_kind,
    where_it_stands,
)
from neighbourhood.places.models import Place
from neighbourhood.places.presenters import place_name
from neighbourhood.places.rules.tree import without_places_above
from neighbourhood.results.presenters.winners import Winners
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.presenters.endings import end_of
from neighbourhood.rounds.rules import next_phase
from neighbourhood.rounds.words import PHASES, STATES
from neighbourhood.rounds.words.endings import ENDINGS, NO_RESULT_BADGE
from neighbourhood.web import actor, city
from neighbourhood.web.filters import pick_text, show_money
from neighbourhood.web.maps import CityMap, MapShape, city_map
from neighbourhood.web.names import NameInScripts


@dataclass(frozen=True)
class PlaceCard:
    """What components/cards.html prints of a place or of its round."""

    url: str
    name: str | NameInScripts
    fund: str | None
    text: str
    state_badge: tuple[str, str] | None
    is_own: bool
    note: str = ""


def badge_of(round_: Round, now: datetime, *, is_published: bool) -> tuple[str, str]:
    """Return the phase's name with its colour, or where the round stands between phases, or how it
    ended badly.
    """
    end = end_of(round_, now)
    if end is not None:
        return str(ENDINGS[end].name), "clay"
    if is_result_late(round_, now, is_published=is_published):
        return str(NO_RESULT_BADGE), "plain"
    kind = phase_kind(round_, now)
    if kind:
        phase = PHASES[kind]
        return str(phase.name), phase.colour
    return str(STATES[_state_between(round_, now)]), "plain"


def _state_between(round_: Round, now: datetime) -> str:
    if next_phase(round_.phases, now) is None:
        return "over"
    has_begun = any(phase.starts_at <= now for phase in round_.phases)
    return "between" if has_begun else "ahead"


def round_card(
    round_: Round, now: datetime, *, is_published: bool, name: str | None = None
) -> PlaceCard:
    """Return a round as a card; it is called after its place unless a name is given."""
    return PlaceCard(
        url=url_for("pages.round", slug=round_.slug),
        name=name or place_name(round_.place),
        fund=show_money(round_.fund.amount),
        text=where_it_stands(round_, now, is_published=is_published),
        state_badge=badge_of(round_, now, is_published=is_published),
        is_own=is_mine(round_.place_id),
    )


def place_url(place: Place) -> str:
    """Return the address of a place's page."""
    return url_for("neighbourhoods.show", slug=place.slug)


def place_card(
    place: Place, rounds: Sequence[Round], now: datetime, published: Container[int]
) -> PlaceCard:
    """Return a place as a card with its newest round; `published` are the rounds whose
    result is out.
    """
    newest = rounds[0] if rounds else None
    is_out = newest is not None and newest.id in published
    return PlaceCard(
        url=place_url(place),
        name=place_name(place),
        fund=show_money(newest.fund.amount) if newest else None,
        text=_state_of(newest, now, is_published=is_out) if newest else _residents_of(place),
        state_badge=badge_of(newest, now, is_published=is_out) if newest else None,
        is_own=is_mine(place.id),
    )


def _residents_of(place: Place) -> str:
    if place.population is None:
        return _("No round yet.")
    return _n("%(num)s resident", "%(num)s residents", place.population)


def _state_of(round_: Round, now: datetime, *, is_published: bool) -> str:
    if is_published and is_over(round_, now):
        return pick_text(round_.edition.title)
    return where_it_stands(round_, now, is_published=is_published)


def edition_card(round_: Round, now: datetime, *, is_published: bool) -> PlaceCard:
    """Return a round as a card that is called after its edition."""
    return round_card(round_, now, is_published=is_published, name=pick_text(round_.edition.title))


@dataclass(frozen=True)
class ResultCard:
    """A round whose result is published, with who got money, where somebody did."""

    card: PlaceCard
    winners: Winners | None


def result_card(round_: Round, now: datetime, winners: Winners | None) -> ResultCard:
    """Return a round whose result is published as a card of its edition that leads to it."""
    card = replace(
        round_card(round_, now, is_published=True),
        url=url_for("results.show", slug=round_.slug),
        text=pick_text(round_.edition.title),
    )
    return ResultCard(card, winners)


def is_mine(place_id: int) -> bool:
    """Say whether the reader's residency in the place, or in one below it, is confirmed."""
    return place_id in actor().place_ids


def badges_of(
    rounds: Iterable[Round], now: datetime, published: Container[int]
) -> dict[int, tuple[str, str]]:
    """Return, by place, the badge of the newest round that is running there."""
    badges: dict[int, tuple[str, str]] = {}
    for round_ in rounds:
        if not is_over(round_, now) and round_.place_id not in badges:
            is_out = round_.id in published
            badges[round_.place_id] = badge_of(round_, now, is_published=is_out)
    return badges


def map_of(
    places: Iterable[Place],
    badges: Mapping[int, tuple[str, str]],
    *,
    own_id: int | None = None,
) -> CityMap | None:
    """Return the map of all places with a boundary in the colours of their badges, the own one
    highlighted; None where none is drawn. A place is left out where it would lie over another that
    stands below it.
    """
    known = {place.id: place for place in places}
    with_boundary = [place for place in known.values() if place.boundary]
    shapes = [
        _shape(place, place.boundary, badges.get(place.id), is_own=place.id == own_id)
        for place in without_places_above(with_boundary, known)
        if place.boundary
    ]
    return city_map(shapes, base=city().base_map) if shapes else None


def _shape(
    place: Place, boundary: Geometry, badge: tuple[str, str] | None, *, is_own: bool
) -> MapShape:
    note, kind = badge or ("", "")
    return MapShape(str(place_name(place)), boundary, place_url(place), is_own, kind, note)
