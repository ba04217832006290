"""Where a point on Earth lies on a drawn map, and which point a place on the drawing means."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

Point = tuple[float, float]
#: Around the drawing, in its own units.
MARGIN = 4
CLOSEST = 16


@dataclass(frozen=True)
class MapFrame:
    """The measures of a map: equirectangular, with longitudes shrunk by the cosine of its middle
    latitude; `scale` is units for a degree of latitude.
    """

    west: float
    north: float
    shrink: float
    scale: float
    width: int
    height: int

    def to_map(self, point: Point) -> Point:
        """Return where (longitude, latitude) lies, in the map's units."""
        x = MARGIN + (point[0] - self.west) * self.shrink * self.scale
        return x, MARGIN + (self.north - point[1]) * self.scale

    def to_earth(self, point: Point) -> Point:
        """Return the (longitude, latitude) of a place on the map."""
        longitude = self.west + (point[0] - MARGIN) / (self.shrink * self.scale)
        return longitude, self.north - (point[1] - MARGIN) / self.scale


@dataclass(frozen=True)
class MapView:
    """A part of a map, in its units: its corner, how wide and how high it is."""

    x: float
    y: float
    width: float
    height: float

    def at(self, share: Point) -> Point:
        """Return the place at a share of its width and height, such as (0.5, 0.5)."""
        return self.x + share[0] * self.width, self.y + share[1] * self.height


def frame_of(points: Iterable[Point], width: int) -> MapFrame | None:
    """Return the frame around points (longitude, latitude), `width` units wide; None of none."""
    every = list(points)
    if not every:
        return None
    west, east = min(x for x, _ in every), max(x for x, _ in every)
    south, north = min(y for _, y in every), max(y for _, y in every)
    # A degree of longitude is shorter than one of latitude, the more so the farther from the
    # equator; over one city the middle's factor fits everywhere.
    shrink = cos(radians((south + north) / 2))
    scale = (width - 2 * MARGIN) / (((east - west) * shrink) or 1)
    height = round((north - south) * scale) + 2 * MARGIN
    return MapFrame(west, north, shrink, scale, width, height)


def view_of(frame: MapFrame, zoom: int, middle: Point | None) -> MapView:
    """Return the part of a map that is `zoom` times larger than the whole, around a place on it;
    never beyond the map's edge.
    """
    times = max(1, min(zoom, CLOSEST))
    width, height = frame.width / times, frame.height / times
    x, y = middle or (frame.width / 2, frame.height / 2)
    return MapView(
        _within(x - width / 2, frame.width - width),
        _within(y - height / 2, frame.height - height),
        width,
        height,
    )


def _within(start: float, last: float) -> float:
    return max(0.0, min(start, last))
