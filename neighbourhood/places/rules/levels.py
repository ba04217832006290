"""The levels of the tree of places, and which place may stand under which."""

from enum import IntEnum

from neighbourhood.refusals import Invalid


class Level(IntEnum):
    """How high a place stands in the tree; a smaller number stands higher."""

    CITY = 1
    DISTRICT = 2
    NEIGHBOURHOOD = 3
    STREET = 4


def require_parent(level: Level, parent_level: Level | None) -> None:
    """Raise Invalid unless the place above stands on a higher level.

    As levels only ever rise on the way up, no place can come to stand above itself.
    """
    if parent_level is not None and parent_level >= level:
        raise Invalid("place_parent_not_higher", field="parent_id")
