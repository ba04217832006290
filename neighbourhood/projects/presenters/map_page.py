"""The map of a round's projects: pins, and one pin for several that would stand over each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import dist

from sqlalchemy.orm import Session

from neighbourhood.languages import _n
from neighbourhood.places.queries import outline_of
from neighbourhood.projects import queries
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.cards import ProjectCard, cards_of
from neighbourhood.projects.queries import ProjectFilter
from neighbourhood.rounds.models import Round
from neighbourhood.web.city import city
from neighbourhood.web.maps import CityMap, MapShape, Pin, city_map

#: So many pins a page: more would weigh more than a page may, and nobody tells them apart.
MOST_PINS = 200
#: In the map's units; two pins nearer than this would stand over each other.
NEAR = 32


@dataclass(frozen=True)
class ProjectPlace:
    """Projects that stand in one place of the map, with their pin where there is a map; `anchor`
    names them within the page.
    """

    anchor: str
    title: str
    cards: Sequence[ProjectCard]
    pin: Pin | None


@dataclass(frozen=True)
class MapPage:
    """A page of the map of projects: the map (None where the place has no boundary), its pins with
    their projects, how many have a point on all pages, and how many of those looked for have none.
    """

    map: CityMap | None
    places: Sequence[ProjectPlace]
    total: int
    page: int
    has_more: bool
    without_point: int


@dataclass(frozen=True)
class _Point:
    """A project as the map takes it."""

    number: int
    name: str
    url: str
    latitude: float
    longitude: float


def map_page(session: Session, round_: Round, chosen: ProjectFilter) -> MapPage:
    """Return the map of what a reader looks for in a round."""
    listed = queries.projects_of_round(session, round_.id, replace(chosen, has_point=True))
    rest = replace(chosen, has_point=False, page=1, size=1)
    without = queries.projects_of_round(session, round_.id, rest).total
    cards = cards_of(session, listed.projects)
    outline = outline_of(session, round_.place)
    drawn = outline and city_map(
        [MapShape(round_.place.name, outline)],
        pins=[_point(project, card) for project, card in zip(listed.projects, cards, strict=True)],
        base=city().base_map,
    )
    places = _places(drawn.pins if drawn else (), cards)
    pins = tuple(place.pin for place in places if place.pin)
    return MapPage(
        replace(drawn, pins=pins) if drawn else None,
        places,
        listed.total,
        listed.page,
        listed.has_more,
        without,
    )


def _point(project: Project, card: ProjectCard) -> _Point:
    number = project.shown_number
    # It is asked for with a point.
    latitude, longitude = project.latitude or 0.0, project.longitude or 0.0
    return _Point(number, str(card.title), card.url, latitude, longitude)


def _places(pins: Sequence[Pin], cards: Sequence[ProjectCard]) -> list[ProjectPlace]:
    """Return the places of the map in the order of the list, each where its first project stands;
    without a map each project is a place of its own.
    """
    if not pins:
        return [_place(number, None, [card]) for number, card in enumerate(cards, 1)]
    groups: list[tuple[Pin, list[ProjectCard]]] = []
    for pin, card in zip(pins, cards, strict=True):
        near = (cards for first, cards in groups if _is_near(first, pin))
        here = next(near, None)
        if here is None:
            groups.append((pin, [card]))
        else:
            here.append(card)
    return [_place(number, pin, here) for number, (pin, here) in enumerate(groups, 1)]


def _is_near(one: Pin, other: Pin) -> bool:
    return dist((one.x, one.y), (other.x, other.y)) < NEAR


def _place(number: int, pin: Pin | None, cards: list[ProjectCard]) -> ProjectPlace:
    anchor = f"here-{number}"
    title = _n("%(num)s project here", "%(num)s projects here", len(cards))
    if pin is not None and len(cards) > 1:
        pin = Pin(len(cards), title, f"#{anchor}", pin.x, pin.y, is_group=True)
    return ProjectPlace(anchor, title, cards, pin)
