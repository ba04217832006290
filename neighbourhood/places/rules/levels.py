"""The levels of the tree of places, and which place may stand under which."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from neighbourhood.refusals import Invalid, NotNow

#: Level -> language -> what the city calls one place of the level, and many.
LevelNames = Mapping["Level", Mapping[str, tuple[str, str]]]
LONGEST_LEVEL_NAME = 40


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


@dataclass(frozen=True)
class PlaceUse:
    """What there is in a place, so that it can neither be deleted nor change its level."""

    has_places_below: bool
    has_rounds: bool
    #: Somebody lives or lived there, asked to, or holds or held a role for it.
    has_people: bool

    @property
    def is_none(self) -> bool:
        """Say whether there has never been anything."""
        return not (self.has_places_below or self.has_rounds or self.has_people)

    @property
    def is_level_fixed(self) -> bool:
        """Say whether the place's rounds, or the places below it, hold to its level."""
        return self.has_places_below or self.has_rounds


def require_level_free(use: PlaceUse) -> None:
    """Raise NotNow where a place's rounds, or the places below it, hold to its level."""
    if use.is_level_fixed:
        raise NotNow("place_level_in_use", field="level")


def require_unused(use: PlaceUse) -> None:
    """Raise NotNow with what keeps a place from being deleted."""
    if use.has_places_below:
        raise NotNow("place_has_places_below")
    if use.has_rounds:
        raise NotNow("place_has_rounds")
    if use.has_people:
        raise NotNow("place_has_people")


def require_one_city(level: Level, *, is_city_taken: bool) -> None:
    """Raise NotNow for a second city."""
    if level is Level.CITY and is_city_taken:
        raise NotNow("place_city_exists", field="level")


def require_no_open_vote(is_vote_open: bool) -> None:
    """Raise NotNow for a change of the tree in the middle of a vote: who belongs to a place stays
    as it was when its vote opened.
    """
    if is_vote_open:
        raise NotNow("tree_fixed_during_vote", field="parent_id")


def checked_level_names(names: LevelNames) -> dict[str, dict[str, list[str]]]:
    """Return the names as they are stored, without the empty ones; raises Invalid for a name that
    is too long, or for one place without many.
    """
    checked: dict[str, dict[str, list[str]]] = {}
    for level, in_languages in names.items():
        for language, pair in in_languages.items():
            one, many = (name.strip() for name in pair)
            if max(len(one), len(many)) > LONGEST_LEVEL_NAME:
                raise Invalid("level_name_too_long", most=LONGEST_LEVEL_NAME)
            if bool(one) != bool(many):
                missing = "many" if one else "one"
                raise Invalid("level_name_missing", field=f"{missing}_{level:d}_{language}")
            if one:
                checked.setdefault(str(int(level)), {})[language] = [one, many]
    return checked
