"""Whether the name of a place fits on the map, and where its lines stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

#: In the map's units; static/css/components-maps.css draws them in the same size.
FONT, LINE = 16, 17
#: A letter is about this wide, measured by the font's size; capitals and bold ones a little more.
LETTER = 0.55
MOST_LINES = 3

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle on the map, from north-west to south-east."""

    west: float
    north: float
    east: float
    south: float


@dataclass(frozen=True)
class Label:
    """A name in lines: the text of each and its height on the map."""

    lines: tuple[tuple[str, int], ...]
    box: Box


def fitting_label(name: str, ring: Sequence[Point], x: float, y: float) -> Label | None:
    """Return the name in as few lines as fit into the ring around a point, None where none do."""
    for lines in _ways_to_break(short_name(name)):
        box = box_of(lines, x, y)
        if _holds(ring, box):
            top = box.north + LINE / 2
            placed = tuple((line, round(top + LINE * place)) for place, line in enumerate(lines))
            return Label(placed, box)
    return None


def short_name(name: str) -> str:
    """Return the first part of a name that lists several, such as "Carmes – Capitole"."""
    return re.split(r"\s[-–—/|]\s|\s*[,;(،]\s*", name, maxsplit=1)[0]


def box_of(lines: Sequence[str], x: float, y: float) -> Box:
    """Return the room that lines of text take around a point."""
    half, high = max(map(len, lines)) * FONT * LETTER / 2, len(lines) * LINE / 2
    return Box(x - half, y - high, x + half, y + high)


def overlaps(one: Box, other: Box) -> bool:
    """Say whether two boxes have room in common."""
    return (
        one.west < other.east
        and other.west < one.east
        and one.north < other.south
        and other.north < one.south
    )


def _ways_to_break(name: str) -> list[list[str]]:
    """Return the name in one line, then in two and in three, broken at blanks and hyphens."""
    words = [word for word in re.findall(r"[^\s-]+-?", name) if word] or [name]
    ways = [[name]]
    for number in range(2, min(MOST_LINES, len(words)) + 1):
        most = max(max(map(len, words)), len(name) // number + 1)
        lines = [words[0]]
        for word in words[1:]:
            gap = "" if lines[-1].endswith("-") else " "
            if len(lines[-1] + gap + word) <= most:
                lines[-1] += gap + word
            else:
                lines.append(word)
        if len(lines) <= MOST_LINES:
            ways.append(lines)
    return ways


def _holds(ring: Sequence[Point], box: Box) -> bool:
    """Say whether a box lies within a ring, measured at its upper edge, middle and lower edge."""
    middle = (box.west + box.east) / 2
    heights = (box.north, (box.north + box.south) / 2, box.south)
    return all(_is_within(ring, y, box.west, middle, box.east) for y in heights)


def _is_within(ring: Sequence[Point], y: float, west: float, middle: float, east: float) -> bool:
    crossings = sorted(
        x + (y - north) * (next_x - x) / (south - north)
        for (x, north), (next_x, south) in pairwise([*ring, ring[0]])
        if (north <= y) != (south <= y)
    )
    return any(
        left <= west and east <= right and left <= middle <= right
        for left, right in zip(crossings[::2], crossings[1::2], strict=False)
    )
