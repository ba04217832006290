"""Questions about the city and its neighbourhoods."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from neighbourhood.places.models import City, Neighbourhood
from neighbourhood.questions import Question
from neighbourhood.refusals import NotFound

#: Rounds stand above this room.
are_clock_and_money_in_use = Question[[Session], bool](
    "whether anything has amounts in the city's currency and instants in its time zone"
)


def the_city(session: Session) -> City | None:
    """Return the city, or None before it is set up."""
    return session.get(City, 1)


def all_neighbourhoods(session: Session) -> Sequence[Neighbourhood]:
    """Return all neighbourhoods by name."""
    return session.scalars(
        select(Neighbourhood).order_by(Neighbourhood.name, Neighbourhood.id)
    ).all()


def neighbourhood_by_slug(session: Session, slug: str) -> Neighbourhood:
    """Return a neighbourhood; raises NotFound."""
    neighbourhood = session.scalar(select(Neighbourhood).where(Neighbourhood.slug == slug))
    if neighbourhood is None:
        raise NotFound
    return neighbourhood


def is_slug_taken(session: Session, slug: str, *, but: int | None) -> bool:
    """Say whether another neighbourhood than number `but` has the slug."""
    taken = select(Neighbourhood.id).where(
        Neighbourhood.slug == slug, Neighbourhood.id != (but or 0)
    )
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
