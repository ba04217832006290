"""Questions about the city and its neighbourhoods."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from neighbourhood.places.models import City, Place
from neighbourhood.questions import Question
from neighbourhood.refusals import NotFound

#: Rounds stand above this room.
are_clock_and_money_in_use = Question[[Session], bool](
    "whether anything has amounts in the city's currency and instants in its time zone"
)


def the_city(session: Session) -> City | None:
    """Return the city, or None before it is set up."""
    return session.get(City, 1)


def all_places(session: Session) -> Sequence[Place]:
    """Return all neighbourhoods by name."""
    return session.scalars(select(Place).order_by(Place.name, Place.id)).all()


def place_by_slug(session: Session, slug: str) -> Place:
    """Return a neighbourhood; raises NotFound."""
    neighbourhood = session.scalar(select(Place).where(Place.slug == slug))
    if neighbourhood is None:
        raise NotFound
    return neighbourhood


def places_below(session: Session, place_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Return, by place, the numbers of all places below it in the tree."""
    if not place_ids:
        return {}
    tops = select(Place.id.label("top_id"), Place.id).where(Place.id.in_(place_ids))
    tree = tops.cte("tree", recursive=True)
    children = select(tree.c.top_id, Place.id).join(Place, Place.parent_id == tree.c.id)
    tree = tree.union_all(children)
    below: dict[int, set[int]] = {top_id: set() for top_id in place_ids}
    for top_id, place_id in session.execute(select(tree.c.top_id, tree.c.id)):
        below[top_id].add(place_id)
    return {top_id: frozenset(places - {top_id}) for top_id, places in below.items()}


def slugs_below(session: Session, place_id: int) -> list[str]:
    """Return the sorted slugs of all places below a place in the tree."""
    below = places_below(session, [place_id])[place_id]
    # Sorted here and not by the database, whose collation could differ from machine to machine.
    return sorted(session.scalars(select(Place.slug).where(Place.id.in_(below))))


def is_slug_taken(session: Session, slug: str, *, but: int | None) -> bool:
    """Say whether another neighbourhood than number `but` has the slug."""
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
