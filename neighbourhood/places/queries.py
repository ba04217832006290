"""Questions about the city and the tree of its places."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import CTE, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased, undefer

from neighbourhood.database.locks import exclusive
from neighbourhood.database.search import says_every_word
from neighbourhood.folding import is_found
from neighbourhood.geojson import Geometry
from neighbourhood.permissions import Actor
from neighbourhood.places.models import City, Place, PlaceAddress
from neighbourhood.places.rules.addresses import ways_to_ask
from neighbourhood.places.rules.drawing_checks import REACH_OF_ZONE, Region, region_of
from neighbourhood.places.rules.levels import Level, PlaceUse
from neighbourhood.places.rules.outlines import metres_outside, outline_around
from neighbourhood.places.rules.zone_towns import town_of_zone
from neighbourhood.questions import Question
from neighbourhood.refusals import NotFound

#: Rounds and people stand above this room.
is_vote_open_in = Question[[Session, Collection[int]], bool](
    "whether a vote is open in one of these places; none opens in them before the transaction ends"
)
has_rounds_in = Question[[Session, int], bool]("whether a place has rounds")
has_people_in = Question[[Session, int], bool](
    "whether anybody has lived in a place or asked to, or has held a role for it"
)
are_clock_and_money_in_use = Question[[Session], bool](
    "whether anything has amounts in the city's currency and instants in its time zone"
)


def the_city(session: Session) -> City | None:
    """Return the city, or None before it is set up."""
    return session.get(City, 1)


def holidays(session: Session) -> dict[date, str]:
    """Return the city's public holidays, by day: what each is called."""
    city = the_city(session)
    pasted = city.holidays if city else {}
    return {date.fromisoformat(day): name for day, name in sorted(pasted.items())}


@dataclass(frozen=True)
class LevelSpan:
    """The highest and the lowest level on which there are places."""

    top: Level
    lowest: Level


def city_with_levels(session: Session) -> tuple[City | None, LevelSpan]:
    """Return the city and the levels of its places in one question; neighbourhoods alone where
    there is nothing yet.
    """
    top, lowest = (
        select(of_level(Place.level)).scalar_subquery() for of_level in (func.min, func.max)
    )
    found = session.execute(select(City, top, lowest).where(City.id == 1)).one_or_none()
    if found is None:
        return None, LevelSpan(Level.NEIGHBOURHOOD, Level.NEIGHBOURHOOD)
    city, highest, deepest = found
    only = Level.NEIGHBOURHOOD
    return city, LevelSpan(Level(highest or only), Level(deepest or only))


def all_places(session: Session) -> Sequence[Place]:
    """Return all places, the highest level first, on each by name."""
    return session.scalars(select(Place).order_by(Place.level, Place.name, Place.id)).all()


def region_of_city(session: Session, places: Iterable[Place]) -> Region | None:
    """Return where the city lies: where its places do, or else near the town of its time zone."""
    region = region_of([place.boundary for place in places if place.boundary])
    city = the_city(session)
    town = town_of_zone(city.timezone) if city and region is None else None
    return Region(*town, REACH_OF_ZONE) if town else region


@dataclass(frozen=True)
class FoundPlace:
    """A place that answers a question, and which of its streets and postcodes do."""

    place: Place
    addresses: tuple[str, ...] = ()


#: A question that fits more places, or more streets of one, is not narrow enough to help.
MOST_FOUND, MOST_STREETS = 30, 3


def find_places(
    session: Session, question: str, places: Sequence[Place], city: str
) -> list[FoundPlace]:
    """Return the places that a name in any language, a street or a postcode leads to, those called
    like the question first (at most a few questions to the database).
    """
    named = [
        place
        for place in places
        if is_found(question, " ".join([place.name, *place.names.values()]))
    ]
    streets = _streets_found(session, question, city)
    others = [place for place in places if place.id in streets and place not in named]
    return [
        FoundPlace(place, tuple(streets.get(place.id, ())[:MOST_STREETS]))
        for place in [*named, *others][:MOST_FOUND]
    ]


def _streets_found(session: Session, question: str, city: str) -> dict[int, list[str]]:
    for way in ways_to_ask(question, city):
        rows = session.execute(
            select(PlaceAddress.place_id, PlaceAddress.label)
            .where(says_every_word(PlaceAddress.search_text, way))
            .order_by(PlaceAddress.search_text, PlaceAddress.id)
            .limit(MOST_FOUND * MOST_STREETS)
        ).all()
        if rows:
            found: dict[int, list[str]] = {}
            for place_id, label in rows:
                found.setdefault(place_id, []).append(label)
            return found
    return {}


def addresses_of(session: Session, place: Place) -> Sequence[str]:
    """Return the streets and postcodes of a place, in order."""
    question = select(PlaceAddress.label).where(PlaceAddress.place_id == place.id)
    return session.scalars(question.order_by(PlaceAddress.search_text)).all()


def all_addresses(session: Session) -> Sequence[tuple[str, str]]:
    """Return every street and postcode with the name of its place, place by place."""
    question = (
        select(PlaceAddress.label, Place.name)
        .join(Place, Place.id == PlaceAddress.place_id)
        .order_by(Place.name, Place.id, PlaceAddress.search_text)
    )
    return [(label, name) for label, name in session.execute(question)]


def place_by_slug(session: Session, slug: str) -> Place:
    """Return a place; raises NotFound."""
    place = session.scalar(select(Place).where(Place.slug == slug))
    if place is None:
        raise NotFound
    return place


def place_by_id(session: Session, number: int) -> Place:
    """Return a place by its number, without asking again where the request has loaded it; raises
    NotFound.
    """
    place = session.get(Place, number)
    if place is None:
        raise NotFound
    return place


def lowest_places(session: Session) -> Sequence[Place]:
    """Return the places without any below them, where people say they live."""
    parents = select(Place.parent_id).where(Place.parent_id.is_not(None))
    question = select(Place).where(Place.id.not_in(parents))
    return session.scalars(question.order_by(Place.level, Place.name, Place.id)).all()


def children_of(session: Session, place: Place) -> Sequence[Place]:
    """Return the places right below a place, by level and name."""
    question = select(Place).where(Place.parent_id == place.id)
    return session.scalars(question.order_by(Place.level, Place.name, Place.id)).all()


def has_children(session: Session, place_id: int) -> bool:
    """Say whether there are places below a place."""
    question = select(Place.id).where(Place.parent_id == place_id).limit(1)
    return session.scalar(question) is not None


def places_above(session: Session, place: Place) -> Sequence[Place]:
    """Return the places above a place, the nearest first."""
    # Most cities have one level; their pages pay for no question.
    if place.parent_id is None:
        return []
    way = select(Place.id, Place.parent_id).where(Place.id == place.parent_id)
    way_up = way.cte("way_up", recursive=True)
    above = aliased(Place)
    higher = select(above.id, above.parent_id).join(way_up, above.id == way_up.c.parent_id)
    way_up = way_up.union_all(higher)
    # Levels only rise on the way up.
    question = select(Place).join(way_up, way_up.c.id == Place.id).order_by(Place.level.desc())
    return session.scalars(question).all()


def above_home(session: Session, actor: Actor) -> Sequence[Place]:
    """Return the places above the one where somebody lives, the nearest first."""
    above = actor.place_ids[1:]
    if not above:
        return []
    question = select(Place).where(Place.id.in_(above))
    return session.scalars(question.order_by(Place.level.desc())).all()


def places_below(session: Session, place_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Return, by place, the numbers of all places below it in the tree."""
    if not place_ids:
        return {}
    tree = _tree_under(place_ids)
    below: dict[int, set[int]] = {top_id: set() for top_id in place_ids}
    for top_id, place_id in session.execute(select(tree.c.top_id, tree.c.id)):
        below[top_id].add(place_id)
    return {top_id: frozenset(places - {top_id}) for top_id, places in below.items()}


def outline_of(session: Session, place: Place) -> Geometry | None:
    """Return a place's boundary; without one of its own the outline of the places below it, None
    where none of them has any.
    """
    if place.boundary is not None:
        return place.boundary
    tree = _tree_under([place.id])
    question = select(Place.boundary).join(tree, tree.c.id == Place.id).order_by(Place.id)
    return outline_around([found for found in session.scalars(question) if found])


def part_at(session: Session, place: Place, latitude: float, longitude: float) -> Place | None:
    """Return the place directly below a place in which a point lies; where boundaries overlap, the
    first of them.
    """
    return next(
        (
            child
            for child in children_of(session, place)
            if child.boundary is not None
            and metres_outside(child.boundary, latitude=latitude, longitude=longitude) == 0
        ),
        None,
    )


#: Of names and streets that are offered to choose from.
MOST_NAMED = 60


def names_within(session: Session, place: Place, words: str) -> Sequence[str]:
    """Return the names of the places below a place and the streets of it and of those, as far as
    they hold all these words; in one question.
    """
    tree = _tree_under([place.id])
    names = (
        select(Place.name.label("label"), Place.level.label("level"))
        .join(tree, tree.c.id == Place.id)
        .where(Place.id != place.id)
    )
    streets = (
        select(PlaceAddress.label, literal(int(max(Level)) + 1))
        .join(tree, tree.c.id == PlaceAddress.place_id)
        .where(says_every_word(PlaceAddress.search_text, words))
    )
    both = union_all(names, streets).subquery()
    question = select(both.c.label).order_by(both.c.level, both.c.label).limit(MOST_FOUND * 10)
    found = dict.fromkeys(label for label in session.scalars(question) if is_found(words, label))
    return list(found)[:MOST_NAMED]


def slugs_below(session: Session, place_id: int) -> list[str]:
    """Return the sorted slugs of all places below a place in the tree."""
    tree = _tree_under([place_id])
    question = select(Place.slug).join(tree, tree.c.id == Place.id).where(Place.id != place_id)
    # Sorted here and not by the database, whose collation could differ from machine to machine.
    return sorted(session.scalars(question))


def _tree_under(place_ids: Collection[int]) -> CTE:
    tops = select(Place.id.label("top_id"), Place.id).where(Place.id.in_(place_ids))
    tree = tops.cte("tree", recursive=True)
    children = select(tree.c.top_id, Place.id).join(Place, Place.parent_id == tree.c.id)
    return tree.union_all(children)


def use_of(session: Session, place: Place) -> PlaceUse:
    """Return what there is in a place, so that it cannot be deleted."""
    return PlaceUse(
        has_places_below=has_children(session, place.id),
        has_rounds=has_rounds_in(session, place.id),
        has_people=has_people_in(session, place.id),
    )


def lock_place(session: Session, place: Place) -> None:
    """Hold the place, so that nothing comes to stand in it meanwhile."""
    session.scalars(exclusive(select(Place).where(Place.id == place.id))).one()


def lock_tree(session: Session) -> None:
    """Hold the tree of places until the transaction ends, so that nobody else changes it."""
    # One row for the whole tree: what a place may be hangs on the places above and below it.
    session.scalars(exclusive(select(City.id).where(City.id == 1))).all()


def places_under_none(session: Session, level: Level) -> Sequence[Place]:
    """Return the places on lower levels that stand under no other place."""
    question = select(Place).where(Place.parent_id.is_(None), Place.level > level)
    return session.scalars(question.order_by(Place.level, Place.name, Place.id)).all()


def is_city_taken(session: Session, *, but: int | None) -> bool:
    """Say whether another place than number `but` is the whole city."""
    taken = select(Place.id).where(Place.level == Level.CITY, Place.id != (but or 0))
    with session.no_autoflush:
        return session.scalar(taken.limit(1)) is not None


def is_slug_taken(session: Session, slug: str, *, but: int | None) -> bool:
    """Say whether another place than number `but` has the slug."""
    taken = select(Place.id).where(Place.slug == slug, Place.id != (but or 0))
    with session.no_autoflush:
        return session.scalar(taken.limit(1)) is not None


def emblem_with_digest(session: Session, digest: str) -> bytes:
    """Return the city's emblem where it still has this digest; raises NotFound."""
    city = session.scalar(
        select(City).options(undefer(City.emblem)).where(City.emblem_digest == digest)
    )
    if city is None or not digest or city.emblem is None:
        raise NotFound
    return city.emblem


def place_names(session: Session, numbers: Collection[int]) -> dict[int, str]:
    """Return the names of places by their numbers."""
    rows = session.execute(select(Place.id, Place.name).where(Place.id.in_(numbers)))
    return {row.id: row.name for row in rows}
