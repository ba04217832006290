"""Where a place stands in the tree, as the links that lead there."""

from flask import url_for
from sqlalchemy.orm import Session

from neighbourhood.places import queries
from neighbourhood.places.models import Place

#: Name and address.
Step = tuple[str, str]


def place_path(session: Session, place: Place) -> list[Step]:
    """Return the places above a place from the top down and then the place itself, ready for
    `breadcrumbs`.
    """
    way = [*reversed(queries.places_above(session, place)), place]
    return [(step.name, url_for("neighbourhoods.show", slug=step.slug)) for step in way]
