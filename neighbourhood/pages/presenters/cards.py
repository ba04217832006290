"""Rounds and neighbourhoods as cards and as shapes on the map, with everything ready to print."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import url_for

from neighbourhood.geojson import Geometry
from neighbourhood.languages import _, _n
from neighbourhood.pages.presenters.round_status import is_over, phase_kind, where_it_stands
from neighbourhood.places.models import Place
from neighbourhood.places.rules.tree import without_places_above
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules import next_phase
from neighbourhood.rounds.words import PHASES, STATES
from neighbourhood.web import actor
from neighbourhood.web.drawings import CityMap, city_map
from neighbourhood.web.filters import pick_text, show_money


@dataclass(frozen=True)
class PlaceCard:
    """What components/cards.html prints of a neighbourhood or of its round."""

    url: str
    name: str
    fund: str | None
    text: str
    state_badge: tuple[str, str] | None
    is_own: bool


@dataclass(frozen=True)
class Shape:
    """A neighbourhood as the map takes it."""

    name: str
    url: str
    geometry: Geometry
    is_own: bool


def badge_of(round_: Round, now: datetime) -> tuple[str, str]:
    """Return the phase's name with its colour, or where the round stands between phases."""
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


def round_card(round_: Round, now: datetime, *, name: str | None = None) -> PlaceCard:
    """Return a round as a card; it is called after its neighbourhood unless a name is given."""
    return PlaceCard(
        url=url_for("pages.round", slug=round_.slug),
        name=name or round_.place.name,
        fund=show_money(round_.fund.amount),
        text=where_it_stands(round_, now),
        state_badge=badge_of(round_, now),
        is_own=is_mine(round_.place_id),
    )


def place_card(place: Place, rounds: Sequence[Round], now: datetime) -> PlaceCard:
    """Return a neighbourhood as a card with its newest round."""
    newest = rounds[0] if rounds else None
    return PlaceCard(
        url=url_for("neighbourhoods.show", slug=place.slug),
        name=place.name,
        fund=show_money(newest.fund.amount) if newest else None,
        text=_state_of(newest, now) if newest else _residents_of(place),
        state_badge=badge_of(newest, now) if newest else None,
        is_own=is_mine(place.id),
    )


def _residents_of(place: Place) -> str:
    if place.population is None:
        return _("No round yet.")
    return _n("%(num)s resident", "%(num)s residents", place.population)


def _state_of(round_: Round, now: datetime) -> str:
    return pick_text(round_.edition.title) if is_over(round_, now) else where_it_stands(round_, now)


def edition_card(round_: Round, now: datetime) -> PlaceCard:
    """Return a round as a card that is called after its edition."""
    return round_card(round_, now, name=pick_text(round_.edition.title))


def result_card(round_: Round, now: datetime, *, is_published: bool) -> PlaceCard:
    """Return a decided round as a card of its edition; it leads to the result where that is
    published.
    """
    page = "results.show" if is_published else "pages.round"
    return replace(
        round_card(round_, now),
        url=url_for(page, slug=round_.slug),
        text=pick_text(round_.edition.title),
    )


def is_mine(place_id: int) -> bool:
    """Say whether the reader's residency in the place, or in one below it, is confirmed."""
    return place_id in actor().place_ids


def map_of(places: Iterable[Place], *, own_id: int | None = None) -> CityMap | None:
    """Return the map of all places with a boundary, the own one highlighted; None where none is
    drawn. A place is left out where it would lie over another that stands below it.
    """
    known = {place.id: place for place in places}
    with_boundary = [place for place in known.values() if place.boundary]
    shapes = [
        Shape(
            place.name,
            url_for("neighbourhoods.show", slug=place.slug),
            place.boundary,
            place.id == own_id,
        )
        for place in without_places_above(with_boundary, known)
        if place.boundary
    ]
    return city_map(shapes) if shapes else None
