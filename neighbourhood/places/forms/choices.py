"""Places as a list to choose from."""

from collections.abc import Iterable

# The library's types are those of an older version, which has no SelectChoice.
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from neighbourhood.places.models import Place
from neighbourhood.places.presenters import by_level


def place_choices(places: Iterable[Place], *, value: str = "id") -> list[SelectChoice]:
    """Return the places as choices, each known by its `value` (id or slug), in a group for each
    level where they stand on several.
    """
    return [
        SelectChoice(str(getattr(place, value)), place.name, optgroup=group.name or None)
        for group in by_level(places)
        for place in group.things
    ]
