"""Lists of what stands on levels, such as places and rounds, parted by level."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from neighbourhood.places.rules.levels import Level
from neighbourhood.places.words import level_name, level_names_many


class OnLevel(Protocol):
    """A place, or a round of one."""

    @property
    def level(self) -> Level:
        """Return its level."""


Thing = TypeVar("Thing", bound=OnLevel)


@dataclass(frozen=True)
class LevelGroup(Generic[Thing]):
    """What stands on one level, with the level's name; without one where there is but one level."""

    name: str
    things: tuple[Thing, ...]


def by_level(things: Iterable[Thing], *, is_always_named: bool = False) -> list[LevelGroup[Thing]]:
    """Return the things level by level, the highest first, in their own order on each; all under
    no name where they stand on one level, unless it is always named.
    """
    of_level: dict[Level, list[Thing]] = {}
    for thing in things:
        of_level.setdefault(thing.level, []).append(thing)
    if len(of_level) == 1 and not is_always_named:
        return [LevelGroup("", tuple(one)) for one in of_level.values()]
    return [LevelGroup(_name_of(level, of), tuple(of)) for level, of in sorted(of_level.items())]


def _name_of(level: Level, things: list[Thing]) -> str:
    # There is but one city, and a search may find one district.
    return level_name(level) if len(things) == 1 else level_names_many(level)
