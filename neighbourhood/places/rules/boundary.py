"""The boundary of a place: GeoJSON (RFC 7946) read and checked without drawing it."""

import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, NoReturn

from neighbourhood.geojson import Geometry
from neighbourhood.refusals import Invalid

#: Looked at before anything is parsed, since parsing takes its time as well.
LONGEST_BOUNDARY = 200_000
#: More would make every page with a map heavy.
MOST_POINTS = 2_000
#: No set: what a file calls its type may be anything, and a list is in no set.
POLYGONS = ("Polygon", "MultiPolygon")
#: Millionths of a degree, about a tenth of a metre: whole numbers, so that crossings are found
#: exactly.
MICRO = 1_000_000
#: Of latitude, and of longitude on the equator.
METRES_OF_A_DEGREE = 111_320

Point = tuple[int, int]
Ring = list[Point]
Segment = tuple[int, int, Point, Point]


def read_boundary(text: str, *, is_swapped: bool = False) -> Geometry | None:
    """Return the boundary in a text of GeoJSON, None for an empty text; `is_swapped` where latitude
    stands first in it. Raises Invalid with what is wrong.
    """
    if not text.strip():
        return None
    if len(text) > LONGEST_BOUNDARY:
        raise Invalid("boundary_too_large", field="boundary", most=MOST_POINTS)
    geometry = _geometry(parsed_json(text, field="boundary"))
    return checked_boundary(with_pairs_swapped(geometry) if is_swapped else geometry)


def parsed_json(text: str, *, field: str) -> Any:
    """Return what a text of JSON holds; raises Invalid for any other text."""
    try:
        # Python reads NaN and Infinity, which no GeoJSON has and no comparison finds.
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise Invalid("boundary_not_json", field=field) from error


def checked_boundary(value: object) -> Geometry:
    """Return a Polygon or MultiPolygon with closed rings that do not cross; raises Invalid with
    what is wrong.
    """
    geometry = _geometry(value)
    # A single polygon is checked as a list of one.
    is_single = geometry.get("type") == "Polygon"
    polygons = [geometry.get("coordinates")] if is_single else geometry.get("coordinates")
    if (
        not isinstance(polygons, list)
        or not polygons
        or not all(isinstance(polygon, list) and polygon for polygon in polygons)
    ):
        _refuse("boundary_not_polygon")
    rings = [[_ring(ring) for ring in polygon] for polygon in polygons]
    every = [ring for polygon in rings for ring in polygon]
    # Before the crossings, whose search takes longest.
    if sum(map(len, every)) > MOST_POINTS:
        _refuse("boundary_too_large", most=MOST_POINTS)
    _require_no_crossing(every)
    coordinates = [
        [[[x / MICRO, y / MICRO] for x, y in ring] for ring in polygon] for polygon in rings
    ]
    return {
        "type": str(geometry["type"]),
        "coordinates": coordinates[0] if is_single else coordinates,
    }


def with_pairs_swapped(geometry: Mapping[str, Any]) -> dict[str, object]:
    """Return a geometry, checked or not, with each pair of numbers the other way round."""
    return {**geometry, "coordinates": _swap(geometry.get("coordinates"))}


def _swap(part: Any, depth: int = 0) -> Any:
    # A MultiPolygon has four lists in one another; what is deeper is no geometry.
    if not isinstance(part, list) or not part or depth > 4:
        return part
    if isinstance(part[0], list):
        return [_swap(inner, depth + 1) for inner in part]
    return [*part[1::-1], *part[2:]]


def _geometry(value: Any) -> dict[str, object]:
    """Unwrap a Feature, or the only Feature of a collection, as drawing tools write them."""
    if isinstance(value, dict) and value.get("type") == "FeatureCollection":
        features = value.get("features")
        value = features[0] if isinstance(features, list) and len(features) == 1 else None
    if isinstance(value, dict) and value.get("type") == "Feature":
        value = value.get("geometry")
    if not isinstance(value, dict) or value.get("type") not in POLYGONS:
        _refuse("boundary_not_polygon")
    return value


def _ring(value: Any) -> Ring:
    if not isinstance(value, list) or len(value) > MOST_POINTS:
        _refuse(
            "boundary_not_polygon" if not isinstance(value, list) else "boundary_too_large",
            most=MOST_POINTS,
        )
    ring = [_point(point) for point in value]
    if len(ring) < 4:
        _refuse("boundary_too_few_points")
    if ring[0] != ring[-1]:
        _refuse("boundary_not_closed")
    # Doubled points, as from a click too many, would make segments without a direction.
    return ring[:1] + [point for before, point in pairwise(ring) if point != before]


def _point(value: Any) -> Point:
    # A third number is a height, which drawing tools may add; it is left out.
    is_pair = isinstance(value, list) and len(value) in {2, 3}
    if not is_pair or not all(
        # In Python True is the number 1.
        isinstance(part, (int, float)) and not isinstance(part, bool)
        for part in value
    ):
        _refuse("boundary_bad_point")
    longitude, latitude = value[0], value[1]
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        _refuse("boundary_off_the_map")
    return round(longitude * MICRO), round(latitude * MICRO)


def _require_no_crossing(rings: list[Ring]) -> None:
    for ring in rings:
        if len(ring) < 4 or not _doubled_area(ring):
            _refuse("boundary_without_area")
    # From west to east each segment meets only its neighbours: not every pair has to be compared.
    segments = sorted(_segments(rings), key=lambda segment: min(segment[2][0], segment[3][0]))
    for place, one in enumerate(segments):
        for other in _neighbours(segments, place):
            if not _follow_each_other(one, other, rings) and _touch(one, other):
                _refuse("boundary_crosses_itself")


def _segments(rings: list[Ring]) -> Iterator[Segment]:
    for number, ring in enumerate(rings):
        for place, (start, end) in enumerate(pairwise(ring)):
            yield number, place, start, end


def _neighbours(segments: list[Segment], place: int) -> Iterator[Segment]:
    """Return the later segments that begin before this one ends, west to east."""
    east = max(segments[place][2][0], segments[place][3][0])
    for other in segments[place + 1 :]:
        if min(other[2][0], other[3][0]) > east:
            return
        yield other


def _follow_each_other(one: Segment, other: Segment, rings: list[Ring]) -> bool:
    """Say whether two segments share the point between them, and only that one."""
    if one[0] != other[0]:
        return False
    last = len(rings[one[0]]) - 2
    first, second = sorted((one, other), key=lambda segment: segment[1])
    # The ring's last segment runs into its first, although their places are far apart.
    if (first[1], second[1]) == (0, last) and last > 1:
        first, second = second, first
    elif second[1] - first[1] != 1:
        return False
    return not _turns_back(first[2], first[3], second[3])


def _turns_back(a: Point, b: Point, c: Point) -> bool:
    """Say whether the way from b to c runs back over the way from a to b."""
    ahead = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])
    return _turn(a, b, c) == 0 and ahead < 0


def _touch(one: Segment, other: Segment) -> bool:
    a, b, c, d = one[2], one[3], other[2], other[3]
    # Each segment's ends lie on either side of the other: they cross in the middle of both.
    turns = (_turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b))
    if turns[0] * turns[1] < 0 and turns[2] * turns[3] < 0:
        return True
    # Otherwise they touch only where an end of one lies on the other.
    corners = ((turns[0], c, a, b), (turns[1], d, a, b), (turns[2], a, c, d), (turns[3], b, c, d))
    return any(turn == 0 and _is_between(point, start, end) for turn, point, start, end in corners)


def _turn(a: Point, b: Point, c: Point) -> int:
    """Return a number above 0 where c lies left of the way from a to b, below 0 right of it, 0 on
    its line.
    """
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _is_between(point: Point, start: Point, end: Point) -> bool:
    return all(min(start[i], end[i]) <= point[i] <= max(start[i], end[i]) for i in (0, 1))


def _doubled_area(ring: Ring) -> int:
    """Return twice the area inside a ring, below 0 where it runs clockwise (shoelace formula)."""
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairwise(ring))


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _refuse(code: str, **values: object) -> NoReturn:
    raise Invalid(code, field="boundary", **values)
