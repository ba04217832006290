"""What is drawn on pages, computed as plain geometry; the macros in components/drawings.html print
it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import cos, dist, radians
from typing import Any

Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True)
class Step:
    """One phase on the line; `state` is done, now, next or later."""

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


def timeline(phases: Sequence[Any], now: datetime, labels: Mapping[str, str]) -> Timeline:
    """The phase line at an instant; phases offer kind, starts_at and ends_at (aware, either may be
    None).
    """
    states = _states([_time_state(phase, now) for phase in phases])
    shown = {index for index, state in enumerate(states) if state in ("now", "next")} or {
        len(states) - 1
    }
    return Timeline(
        tuple(
            Step(
                phase.kind,
                labels[phase.kind],
                state,
                phase.starts_at,
                phase.ends_at,
                index not in shown,
            )
            for index, (phase, state) in enumerate(zip(phases, states, strict=True))
        )
    )


def fund_bar(fund: int, parts: Iterable[tuple[str, int] | tuple[str, int, str]]) -> Bar:
    """A fund in minor units and what takes from it: (label, amount) or (label, amount, kind)."""
    given = [part if len(part) == 3 else (*part, "leaf") for part in parts]
    return _bar(fund, given)


def vote_bar(votes: int, most: int, kind: str = "accent") -> VoteBar:
    """A project's votes against the most votes any project has."""
    return VoteBar(votes, _share(votes, most), kind)


def purse_bar(paid_parts: Iterable[tuple[str, int]], left: int, total: int) -> Bar:
    """Who pays for a project with what is in their purses: paid parts, what is left to them, and
    the whole.
    """
    bar = _bar(total, [(label, amount, "accent") for label, amount in paid_parts])
    return Bar(bar.total, bar.segments, rest=left, over=bar.over)


def city_map(shapes: Iterable[Any], width: int = 600, pins: Iterable[Any] = ()) -> CityMap:
    """A map of GeoJSON (Multi)Polygons, `width` units wide, equirectangular with longitudes shrunk
    by cos(latitude).

    Shapes offer name, url, geometry and is_own; pins offer number, name, url, longitude and
    latitude.
    """
    drawn = [(shape, _rings(shape.geometry)) for shape in shapes]
    place, height = _projection(
        [point for _, rings in drawn for ring in rings for point in ring], width
    )
    areas = tuple(
        _area(number, shape, rings, place) for number, (shape, rings) in enumerate(drawn, start=1)
    )
    placed = tuple(_pin(pin, place) for pin in pins)
    return CityMap(width, height, areas, placed)


def _time_state(phase: Any, now: datetime) -> str:
    if phase.ends_at is not None and phase.ends_at <= now:
        return "done"
    if phase.starts_at is not None and phase.starts_at <= now:
        return "now"
    return "later"


def _states(states: list[str]) -> list[str]:
    if "later" in states:
        first = states.index("later")
        states[first] = "next"
    return states


def _share(amount: int, total: int) -> float:
    return round(100 * max(0, min(amount, total)) / total, 2) if total > 0 else 0.0


def _bar(total: int, parts: Iterable[tuple[str, int, str]]) -> Bar:
    given = [part for part in parts if part[1] > 0]
    taken = sum(amount for _, amount, _ in given)
    whole = max(total, taken)
    segments = tuple(
        Segment(label, amount, _share(amount, whole), kind) for label, amount, kind in given
    )
    return Bar(total, segments, rest=max(0, total - taken), over=max(0, taken - total))


def _rings(geometry: Mapping[str, Any]) -> list[Ring]:
    polygons = (
        geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    )
    return [[(float(x), float(y)) for x, y, *_ in ring] for polygon in polygons for ring in polygon]


def _projection(points: list[Point], width: int, margin: int = 4) -> tuple[Any, int]:
    if not points:
        return (lambda point: point), 0
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    shrink = cos(radians((south + north) / 2))
    scale = (width - 2 * margin) / (((east - west) * shrink) or 1)

    def place(point: Point) -> Point:
        return margin + (point[0] - west) * shrink * scale, margin + (north - point[1]) * scale

    return place, round((north - south) * scale) + 2 * margin


def _area(number: int, shape: Any, rings: list[Ring], place: Any) -> Area:
    placed = [[place(point) for point in ring] for ring in rings]
    x, y = _centre(max(placed, key=lambda ring: abs(_doubled_area(ring))))
    path = "".join(_path(_thinned(ring)) for ring in placed)
    return Area(number, shape.name, shape.url, path, round(x), round(y), shape.is_own)


def _pin(pin: Any, place: Any) -> Pin:
    x, y = place((pin.longitude, pin.latitude))
    return Pin(pin.number, pin.name, pin.url, round(x), round(y))


def _thinned(ring: Ring, least: float = 2) -> Ring:
    kept = ring[:1]
    for point in ring[1:]:
        if dist(point, kept[-1]) >= least and dist(point, kept[0]) >= least:
            kept.append(point)
    return kept


def _path(ring: Ring) -> str:
    first, *others = [f"{round(x)} {round(y)}" for x, y in ring]
    return f"M{first}L{' '.join(others)}Z" if others else ""


def _doubled_area(ring: Ring) -> float:
    return sum(
        x * next_y - next_x * y
        for (x, y), (next_x, next_y) in zip(ring, ring[1:] + ring[:1], strict=True)
    )


def _centre(ring: Ring) -> Point:
    doubled = _doubled_area(ring)
    if not doubled:
        return ring[0]
    steps = list(zip(ring, ring[1:] + ring[:1], strict=True))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in steps) / (3 * doubled)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in steps) / (3 * doubled)
    return x, y
