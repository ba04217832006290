"""Where a place stands in the tree, as the links that lead there."""

from flask import url_for
from sqlalchemy.orm import Session

from neighbourhood.places import queries
from neighbourhood.places.models import Place
from neighbourhood.places.presenters.names import place_name
from neighbourhood.places.words import list_name
from neighbourhood.web.names import NameInScripts

#: Name and address.
Step = tuple[str | NameInScripts, str]


def place_path(session: Session, place: Place) -> list[Step]:
    """Return the list of all places, the places above this one from the top down, and the place
    itself, ready for `breadcrumbs`.
    """
    first = (list_name(), url_for("neighbourhoods.list"))
    way = [*reversed(queries.places_above(session, place)), place]
    steps = [(place_name(step), url_for("neighbourhoods.show", slug=step.slug)) for step in way]
    return [first, *steps]
