"""What is drawn on pages, computed as plain geometry; the macros in components/drawings.html print
it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import cos, dist, radians
from typing import Any, Protocol

from neighbourhood.geojson import Geometry

Point = tuple[float, float]
Ring = list[Point]
#: From longitude and latitude in degrees to the map's own units.
Place = Callable[[Point], Point]


class MapShape(Protocol):
    """A neighbourhood as the map takes it, its boundary as GeoJSON (Multi)Polygon."""

    @property
    def name(self) -> str:
        """Return what it is called."""

    @property
    def url(self) -> str | None:
        """Return the address of its page."""

    @property
    def geometry(self) -> Geometry:
        """Return its boundary."""

    @property
    def is_own(self) -> bool:
        """Say whether it stands out."""


class MapPin(Protocol):
    """A project as the map takes it."""

    @property
    def number(self) -> int:
        """Return its number in the round."""

    @property
    def name(self) -> str:
        """Return its title."""

    @property
    def url(self) -> str | None:
        """Return the address of its page."""

    @property
    def longitude(self) -> float:
        """Return where it is, in degrees east."""

    @property
    def latitude(self) -> float:
        """Return where it is, in degrees north."""


@dataclass(frozen=True)
class Step:
    """One phase on the line; `state` is done, now, next or later by the clock, or else late, missed
    or cancelled.
    """

    kind: str
    label: str
    state: str
    starts_at: datetime | None
    ends_at: datetime | None
    is_folded: bool = False


@dataclass(frozen=True)
class Timeline:
    """The phases of a round in their order, the folded ones shown on demand where the screen is
    small.
    """

    steps: tuple[Step, ...]

    @property
    def is_foldable(self) -> bool:
        """Say whether a small screen leaves steps out."""
        return any(step.is_folded for step in self.steps)


@dataclass(frozen=True)
class Segment:
    """A piece of a bar: its amount, its share of the bar in percent and the colour it is
    drawn in.
    """

    label: str
    amount: int
    share: float
    kind: str


@dataclass(frozen=True)
class Bar:
    """A whole divided into segments; `rest` is what none of them takes, `over` what they take too
    much.
    """

    total: int
    segments: tuple[Segment, ...]
    rest: int = 0
    over: int = 0

    @property
    def taken(self) -> int:
        """Return what all segments take together."""
        return sum(segment.amount for segment in self.segments)

    @property
    def limit(self) -> float:
        """Return how far the whole reaches along the bar, in percent; below 100 where the segments
        take too much.
        """
        return _share(self.total, max(self.total, self.taken))


@dataclass(frozen=True)
class VoteBar:
    """The votes of one project beside the most any project has; `kind` is accent when funded, plain
    when not.
    """

    votes: int
    share: float
    kind: str


@dataclass(frozen=True)
class Area:
    """A neighbourhood on the map: a path in user units and the place of its number."""

    number: int
    name: str
    url: str | None
    path: str
    x: int
    y: int
    is_own: bool = False


@dataclass(frozen=True)
class Pin:
    """A project on the map."""

    number: int
    name: str
    url: str | None
    x: int
    y: int


@dataclass(frozen=True)
class CityMap:
    """The drawn map; never mirrored, since west stays west in every script."""

    width: int
    height: int
    areas: tuple[Area, ...]
    pins: tuple[Pin, ...] = ()


def timeline(
    phases: Sequence[Any],
    now: datetime,
    labels: Mapping[str, str],
    known: Mapping[str, str] | None = None,
) -> Timeline:
    """The phase line at an instant; phases offer kind, starts_at and ends_at (aware, either may be
    None). `known` are the states of kinds of which more than the clock is known.
    """
    known = known or {}
    states = _with_next([known.get(phase.kind) or _time_state(phase, now) for phase in phases])
    # On a narrow screen only the running and the coming phase stand in full, and where something
    # did not happen the first such; or else the last one.
    full = {index for index, state in enumerate(states) if state in ("now", "next")}
    full |= {states.index(state) for state in ("late", "missed", "cancelled") if state in states}
    full = full or {len(states) - 1}
    return Timeline(
        tuple(
            Step(
                phase.kind,
                labels[phase.kind],
                states[index],
                phase.starts_at,
                phase.ends_at,
                index not in full,
            )
            for index, phase in enumerate(phases)
        )
    )


def fund_bar(fund: int, parts: Iterable[tuple[str, int] | tuple[str, int, str]]) -> Bar:
    """A fund in minor units and what takes from it: (label, amount) or (label, amount, kind)."""
    return _bar(fund, [part if len(part) == 3 else (*part, "leaf") for part in parts])


def vote_bar(votes: int, most: int, kind: str = "accent") -> VoteBar:
    """A project's votes against the most votes any project has."""
    return VoteBar(votes, _share(votes, most), kind)


def purse_bar(paid_parts: Iterable[tuple[str, int]], left: int, total: int) -> Bar:
    """Who pays for a project with what is in their purses: paid parts, what is left to them, and
    the whole.
    """
    bar = _bar(total, [(label, amount, "accent") for label, amount in paid_parts])
    return Bar(bar.total, bar.segments, rest=left, over=bar.over)


def city_map(shapes: Iterable[MapShape], width: int = 600, pins: Iterable[MapPin] = ()) -> CityMap:
    """A map of GeoJSON (Multi)Polygons, `width` units wide, equirectangular with longitudes shrunk
    by cos(latitude).
    """
    outlines = [(shape, _rings(shape.geometry)) for shape in shapes]
    points = [point for _, rings in outlines for ring in rings for point in ring]
    place, height = _projection(points, width)
    areas = [
        _area(number, shape, rings, place)
        for number, (shape, rings) in enumerate(outlines, start=1)
    ]
    return CityMap(width, height, tuple(areas), tuple(_pin(pin, place) for pin in pins))


def _time_state(phase: Any, now: datetime) -> str:
    if phase.ends_at is not None and phase.ends_at <= now:
        return "done"
    if phase.starts_at is not None and phase.starts_at <= now:
        return "now"
    return "later"


def _with_next(states: list[str]) -> list[str]:
    if "later" in states:
        first = states.index("later")
        states[first] = "next"
    return states


def _share(amount: int, total: int) -> float:
    return round(100 * max(0, min(amount, total)) / total, 2) if total > 0 else 0.0


def _bar(total: int, parts: Iterable[tuple[str, int, str]]) -> Bar:
    visible = [part for part in parts if part[1] > 0]
    taken = sum(amount for _, amount, _ in visible)
    # Where more is taken than there is, the bar is as long as what is taken.
    length = max(total, taken)
    segments = tuple(
        Segment(label, amount, _share(amount, length), kind) for label, amount, kind in visible
    )
    return Bar(total, segments, rest=max(0, total - taken), over=max(0, taken - total))


def _rings(geometry: Geometry) -> list[Ring]:
    polygons = (
        geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    )
    return [[(float(x), float(y)) for x, y, *_ in ring] for polygon in polygons for ring in polygon]


def _projection(points: list[Point], width: int, margin: int = 4) -> tuple[Place, int]:
    if not points:
        return (lambda point: point), 0
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    # A degree of longitude is shorter than one of latitude, the more so the farther from the
    # equator; over one city the middle's factor fits everywhere.
    shrink = cos(radians((south + north) / 2))
    scale = (width - 2 * margin) / (((east - west) * shrink) or 1)

    def place(point: Point) -> Point:
        return margin + (point[0] - west) * shrink * scale, margin + (north - point[1]) * scale

    return place, round((north - south) * scale) + 2 * margin


def _area(number: int, shape: MapShape, rings: list[Ring], place: Place) -> Area:
    placed = [[place(point) for point in ring] for ring in rings]
    x, y = _centre(max(placed, key=lambda ring: abs(_doubled_area(ring))))
    path = "".join(_path(_thinned(ring)) for ring in placed)
    return Area(number, shape.name, shape.url, path, round(x), round(y), shape.is_own)


def _pin(pin: MapPin, place: Place) -> Pin:
    x, y = place((pin.longitude, pin.latitude))
    return Pin(pin.number, pin.name, pin.url, round(x), round(y))


def _thinned(ring: Ring, least: float = 2) -> Ring:
    # Points this close together look like one and would only make the page heavier.
    corners = ring[:1]
    for point in ring[1:]:
        if dist(point, corners[-1]) >= least and dist(point, corners[0]) >= least:
            corners.append(point)
    return corners


def _path(ring: Ring) -> str:
    first, *others = [f"{round(x)} {round(y)}" for x, y in ring]
    return f"M{first}L{' '.join(others)}Z" if others else ""


def _doubled_area(ring: Ring) -> float:
    # The shoelace formula; the sign tells which way round the ring runs.
    return sum(
        x * next_y - next_x * y
        for (x, y), (next_x, next_y) in zip(ring, ring[1:] + ring[:1], strict=True)
    )


def _centre(ring: Ring) -> Point:
    doubled = _doubled_area(ring)
    if not doubled:
        return ring[0]
    # The centre of mass: each edge with the origin makes a triangle, weighed by its area.
    steps = list(zip(ring, ring[1:] + ring[:1], strict=True))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in steps) / (3 * doubled)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in steps) / (3 * doubled)
    return x, y
