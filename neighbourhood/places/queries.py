"""Questions about the city and its neighbourhoods."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood.places.models import City, Neighbourhood
from neighbourhood.refusals import NotFound


def the_city(session: Session) -> City | None:
    """Return the city, or None before it is set up."""
    return session.get(City, 1)


def all_neighbourhoods(session: Session) -> Sequence[Neighbourhood]:
    """Return all neighbourhoods by name."""
    return session.scalars(select(Neighbourhood).order_by(Neighbourhood.name, Neighbourhood.id)).all()


def neighbourhood_by_slug(session: Session, slug: str) -> Neighbourhood:
    """Return a neighbourhood; raises NotFound."""
    found = session.scalar(select(Neighbourhood).where(Neighbourhood.slug == slug))
    if found is None:
        raise NotFound
    return found
