"""What a place may be called, and how many people may live there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from neighbourhood.folding import is_found
from neighbourhood.places.rules.levels import Level
from neighbourhood.refusals import Invalid

LONGEST_SLUG = 60
MOST_PEOPLE = 100_000_000
#: Words that stand in addresses where a place's slug could stand.
TAKEN_SLUGS = {"new", "import", "addresses"}


@dataclass(frozen=True)
class PlaceFacts:
    """What the staff say of a place; the parent is the one above it, the boundary GeoJSON, and the
    source says where the figures come from.
    """

    name: str
    slug: str
    level: Level = Level.NEIGHBOURHOOD
    parent_id: int | None = None
    population: int | None = None
    boundary: Mapping[str, object] | None = None
    profile: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    is_invented: bool = False
    #: Somebody has looked at the drawing: it may lie over others, or far away.
    is_meant: bool = False


def require_slug(slug: str) -> None:
    """Raise Invalid unless the text can stand in an address."""
    if (
        not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
        or len(slug) > LONGEST_SLUG
        or slug in TAKEN_SLUGS
    ):
        raise Invalid("place_slug", field="slug", most=LONGEST_SLUG)


def require_population(population: int | None) -> None:
    """Raise Invalid for a number of people that cannot be."""
    if population is not None and not 0 <= population <= MOST_PEOPLE:
        raise Invalid("place_population", field="population")


def is_called(name: str, question: str) -> bool:
    """Say whether every word of the question stands in the name, as search folds both."""
    return is_found(question, name)
