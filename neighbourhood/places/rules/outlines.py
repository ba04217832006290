"""How far a point lies outside an area, and the outline of several areas together."""

import json
from collections.abc import Iterable
from math import cos, radians
from typing import Any, cast

from shapely import make_valid, to_geojson, union_all
from shapely.affinity import scale
from shapely.geometry import MultiPolygon, Point, Polygon, shape
from shapely.geometry.base import BaseGeometry

from neighbourhood.geojson import Geometry
from neighbourhood.places.rules.boundary import METRES_OF_A_DEGREE


def metres_outside(boundary: Geometry, *, latitude: float, longitude: float) -> float:
    """Return how many metres a point lies outside a checked boundary, 0 within it; a hole is
    outside.
    """
    # A degree of longitude is shorter than one of latitude by the cosine of the latitude: over
    # a city that is exact to a metre or so.
    shrink = cos(radians(latitude))
    area = scale(make_valid(shape(boundary)), xfact=shrink, yfact=1, origin=(0, 0))
    return float(area.distance(Point(longitude * shrink, latitude)) * METRES_OF_A_DEGREE)


def outline_around(boundaries: Iterable[Geometry]) -> Geometry | None:
    """Return the outline of several checked boundaries together, None of none."""
    areas = [make_valid(shape(boundary)) for boundary in boundaries]
    if not areas:
        return None
    polygons = [part for part in _parts(union_all(areas)) if isinstance(part, Polygon)]
    whole: Any = json.loads(to_geojson(MultiPolygon(polygons)))
    return cast(Geometry, whole)


def _parts(area: BaseGeometry) -> Iterable[BaseGeometry]:
    for part in getattr(area, "geoms", [area]):
        # Mending a boundary may leave a line beside its polygons, in a collection of both.
        yield from _parts(part) if hasattr(part, "geoms") else [part]
