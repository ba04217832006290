"""Maps of places and projects, computed as plain geometry; components/maps.html prints them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import dist
from typing import Protocol

from shapely import clip_by_rect
from shapely.geometry import LineString

from neighbourhood.geojson import BaseMap, Geometry
from neighbourhood.web.map_frames import MapFrame, frame_of
from neighbourhood.web.map_labels import Box, Label, Point, box_of, fitting_label, overlaps

Ring = list[Point]
#: From longitude and latitude in degrees to the map's own units.
Place = Callable[[Point], Point]
#: A line shorter than its name would be named beside itself.
LEAST_NAMED = 60


@dataclass(frozen=True)
class MapShape:
    """A place as the map takes it, its boundary as GeoJSON (Multi)Polygon; `kind` is the colour of
    what goes on there, and `note` says the same in words.
    """

    name: str
    geometry: Geometry
    url: str | None = None
    is_own: bool = False
    kind: str = ""
    note: str = ""


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
class Area:
    """A place on the map: a path in user units, the place of its number, and its name where it
    fits.
    """

    number: int
    name: str
    url: str | None
    path: str
    x: int
    y: int
    is_own: bool = False
    kind: str = ""
    note: str = ""
    label: Label | None = None


@dataclass(frozen=True)
class Pin:
    """A project on the map, or so many of them where they would stand over each other."""

    number: int
    name: str
    url: str | None
    x: int
    y: int
    is_group: bool = False


@dataclass(frozen=True)
class Lines:
    """All lines of one kind under the places, as one path."""

    kind: str
    path: str


@dataclass(frozen=True)
class LineName:
    """The name of a river or street where there is room for it."""

    kind: str
    text: str
    x: int
    y: int


@dataclass(frozen=True)
class Key:
    """What a colour of the map means, and how many places have it."""

    kind: str
    label: str
    number: int


@dataclass(frozen=True)
class CityMap:
    """The drawn map; never mirrored, since west stays west in every script. `around` are the
    outlines of other places.
    """

    width: int
    height: int
    areas: tuple[Area, ...]
    pins: tuple[Pin, ...] = ()
    around: tuple[str, ...] = ()
    lines: tuple[Lines, ...] = ()
    line_names: tuple[LineName, ...] = ()

    @property
    def keys(self) -> tuple[Key, ...]:
        """Return what the colours mean, in the order in which they stand on the map."""
        notes: dict[str, list[str]] = {}
        for area in self.areas:
            if area.note:
                notes.setdefault(area.kind, []).append(area.note)
        return tuple(
            Key(kind, " / ".join(dict.fromkeys(of_kind)), len(of_kind))
            for kind, of_kind in notes.items()
        )


def city_map(
    shapes: Iterable[MapShape],
    width: int = 600,
    *,
    pins: Iterable[MapPin] = (),
    around: Iterable[Geometry] = (),
    base: BaseMap | None = None,
) -> CityMap:
    """A map of GeoJSON (Multi)Polygons, `width` units wide, equirectangular with longitudes shrunk
    by cos(latitude).
    """
    outlines = [(shape, _rings(shape.geometry)) for shape in shapes]
    others = [_rings(geometry) for geometry in around]
    every = [*(rings for _, rings in outlines), *others]
    place, height = _projection(
        [point for rings in every for ring in rings for point in ring], width
    )
    areas = tuple(
        _area(number, shape, rings, place)
        for number, (shape, rings) in enumerate(outlines, start=1)
    )
    lines = _placed_lines(base, place, width, height) if base and height else []
    return CityMap(
        width,
        height,
        areas,
        tuple(_pin(pin, place) for pin in pins),
        tuple(_outline([[place(point) for point in ring] for ring in rings]) for rings in others),
        _joined(lines),
        _line_names(lines, [_text_box(area) for area in areas], width, height),
    )


def _text_box(area: Area) -> Box:
    return area.label.box if area.label else box_of([str(area.number)], area.x, area.y)


@dataclass(frozen=True)
class _PlacedLine:
    kind: str
    name: str
    points: Ring


def _placed_lines(base: BaseMap, place: Place, width: int, height: int) -> list[_PlacedLine]:
    """Return the pieces of the base map that lie on the map, in its units."""
    pieces = []
    for line in base["lines"]:
        whole = LineString([place((x, y)) for x, y in line["points"]])
        clipped = clip_by_rect(whole, 0, 0, width, height)
        for piece in getattr(clipped, "geoms", [clipped]):
            if not piece.is_empty and piece.length > 0:
                points = list(piece.simplify(1).coords)
                pieces.append(_PlacedLine(line["kind"], line["name"], points))
    return pieces


def _joined(lines: Sequence[_PlacedLine]) -> tuple[Lines, ...]:
    paths: dict[str, str] = {}
    for line in lines:
        first, *others = [f"{round(x)} {round(y)}" for x, y in line.points]
        paths[line.kind] = paths.get(line.kind, "") + f"M{first}L{' '.join(others)}"
    return tuple(Lines(kind, path) for kind, path in paths.items())


def _line_names(
    lines: Sequence[_PlacedLine], taken: Sequence[Box], width: int, height: int
) -> tuple[LineName, ...]:
    """Return the names that find room: each once, within the map, over no other name."""
    boxes, names = list(taken), dict[str, LineName]()
    for line in sorted(lines, key=lambda line: -LineString(line.points).length):
        whole = LineString(line.points)
        if not line.name or line.name in names or whole.length < LEAST_NAMED:
            continue
        for share in (0.5, 0.3, 0.7, 0.15, 0.85):
            middle = whole.interpolate(share, normalized=True)
            box = box_of([line.name], middle.x, middle.y)
            is_inside = box.west > 0 and box.east < width and box.north > 0 and box.south < height
            if is_inside and not any(overlaps(box, other) for other in boxes):
                names[line.name] = LineName(line.kind, line.name, round(middle.x), round(middle.y))
                boxes.append(box)
                break
    return tuple(names.values())


def _rings(geometry: Geometry) -> list[Ring]:
    polygons = (
        geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    )
    return [[(float(x), float(y)) for x, y, *_ in ring] for polygon in polygons for ring in polygon]


def frame_around(geometries: Iterable[Geometry], width: int) -> MapFrame | None:
    """Return the frame of a map of GeoJSON (Multi)Polygons, None of none."""
    rings = [ring for geometry in geometries for ring in _rings(geometry)]
    return frame_of([point for ring in rings for point in ring], width)


def _projection(points: list[Point], width: int) -> tuple[Place, int]:
    frame = frame_of(points, width)
    return (frame.to_map, frame.height) if frame else ((lambda point: point), 0)


def _area(number: int, shape: MapShape, rings: list[Ring], place: Place) -> Area:
    placed = [[place(point) for point in ring] for ring in rings]
    largest = max(placed, key=lambda ring: abs(_doubled_area(ring)))
    x, y = _centre(largest)
    return Area(
        number,
        shape.name,
        shape.url,
        _outline(placed),
        round(x),
        round(y),
        shape.is_own,
        shape.kind,
        shape.note,
        fitting_label(shape.name, largest, x, y),
    )


def _outline(placed: list[Ring]) -> str:
    return "".join(_path(_thinned(ring)) for ring in placed)


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
