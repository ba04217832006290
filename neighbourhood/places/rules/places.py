"""What a place may be called, and how many people may live there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from neighbourhood.places.rules.levels import Level
from neighbourhood.refusals import Invalid

LONGEST_SLUG, LONGEST_NAME = 60, 120
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
    #: The name as readers of other languages write it, by language.
    names: Mapping[str, str] = field(default_factory=dict)
    #: Streets and postcodes; None leaves them as they are.
    addresses: tuple[str, ...] | None = None
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


def checked_names(facts: PlaceFacts) -> dict[str, str]:
    """Return the names in other languages, without the empty ones and those that are the name;
    raises Invalid for one that is too long.
    """
    names = {code: " ".join(name.split()) for code, name in facts.names.items()}
    for code, name in names.items():
        if len(name) > LONGEST_NAME:
            raise Invalid("place_name", field=f"names_{code}", most=LONGEST_NAME)
    return {code: name for code, name in names.items() if name not in {"", facts.name.strip()}}


def require_population(population: int | None) -> None:
    """Raise Invalid for a number of people that cannot be."""
    if population is not None and not 0 <= population <= MOST_PEOPLE:
        raise Invalid("place_population", field="population")
