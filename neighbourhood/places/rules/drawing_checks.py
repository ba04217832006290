"""Whether a boundary lies where one would expect it: not far away, not with latitude first, not
over another place.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, cos, hypot, radians
from statistics import median
from typing import Any

from shapely import make_valid
from shapely.geometry import shape

from neighbourhood.geojson import Geometry
from neighbourhood.places.rules.boundary import METRES_OF_A_DEGREE
from neighbourhood.places.rules.nesting import MOST_OUTSIDE, Outline
from neighbourhood.refusals import Invalid

#: In degrees. Other places of the same city are near; the town after which a time zone is named
#: may lie at the other end of a country.
REACH_OF_CITY, REACH_OF_ZONE = 2, 25
KILOMETRES_OF_A_DEGREE = METRES_OF_A_DEGREE / 1000


@dataclass(frozen=True)
class Region:
    """Where places are expected: around a point, as far as the reach in degrees."""

    longitude: float
    latitude: float
    reach: float

    def farthest(self, points: Iterable[tuple[float, float]]) -> float:
        """Return how many degrees the farthest of the points (longitude, latitude) lies off."""
        return max(max(abs(x - self.longitude), abs(y - self.latitude)) for x, y in points)


@dataclass(frozen=True)
class Overlap:
    """Two places that lie over each other, by their names, and by how much of the smaller one."""

    name: str
    other: str
    percent: int


def region_of(boundaries: Sequence[Geometry]) -> Region | None:
    """Return where a city's places lie, None without any; one that lies astray moves nothing."""
    middles = [_middle(boundary) for boundary in boundaries]
    if not middles:
        return None
    return Region(median(x for x, _ in middles), median(y for _, y in middles), REACH_OF_CITY)


def is_swapped(boundary: Geometry, region: Region | None) -> bool:
    """Say whether a boundary makes sense only with each pair of numbers the other way round."""
    points = list(_points(boundary["coordinates"]))
    if region is None or region.farthest(points) <= region.reach:
        return False
    return region.farthest((y, x) for x, y in points) <= region.reach


def kilometres_off(boundary: Geometry, region: Region | None) -> int:
    """Return how far a boundary lies from where the city is, 0 where it is near enough."""
    return kilometres_off_points(list(_points(boundary["coordinates"])), region)


def kilometres_off_points(points: Sequence[tuple[float, float]], region: Region | None) -> int:
    """Return how far the farthest of some points (longitude, latitude) lies from where the city is,
    0 where all are near enough.
    """
    if region is None or region.farthest(points) <= region.reach:
        return 0
    shrink = cos(radians(region.latitude))
    return ceil(
        max(
            hypot((x - region.longitude) * shrink, y - region.latitude) * KILOMETRES_OF_A_DEGREE
            for x, y in points
        )
    )


def overlaps_among(outlines: Sequence[Outline]) -> list[Overlap]:
    """Return which of the outlines lie over one another, in their order."""
    return [
        overlap
        for number, one in enumerate(outlines)
        for overlap in overlaps_with(one, outlines[number + 1 :])
    ]


def overlaps_with(one: Outline, others: Iterable[Outline]) -> list[Overlap]:
    """Return over which others a place lies, by more than borders drawn twice would."""
    if one.boundary is None:
        return []
    shares = ((other, _shared(one, other)) for other in others if other.boundary)
    return [
        # Upwards, but not for the last digit of a computed half.
        Overlap(one.name, other.name, ceil(round(share * 100, 3)))
        for other, share in shares
        if share > MOST_OUTSIDE
    ]


def require_well_drawn(one: Outline, others: Sequence[Outline], region: Region | None) -> None:
    """Raise Invalid with what one would see on a map: swapped coordinates, a place far from the
    city, one that lies over another.
    """
    if one.boundary is None:
        return
    boundary: Any = one.boundary
    if is_swapped(boundary, region):
        raise Invalid("boundary_swapped", field="boundary")
    if off := kilometres_off(boundary, region):
        raise Invalid("boundary_far", field="boundary", kilometres=off)
    for overlap in overlaps_with(one, others):
        raise Invalid(
            "boundary_overlaps",
            field="boundary",
            other=overlap.other,
            percent=overlap.percent,
        )


def _shared(one: Outline, other: Outline) -> float:
    """Return which share of the smaller of two areas both have."""
    first, second = make_valid(shape(one.boundary)), make_valid(shape(other.boundary))
    if not first.intersects(second):
        return 0
    return float(first.intersection(second).area / min(first.area, second.area))


def _middle(boundary: Geometry) -> tuple[float, float]:
    points = list(_points(boundary["coordinates"]))
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    return (west + east) / 2, (south + north) / 2


def _points(part: Any) -> Iterator[tuple[float, float]]:
    if isinstance(part[0], (int, float)):
        yield part[0], part[1]
        return
    for inner in part:
        yield from _points(inner)
