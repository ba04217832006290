"""Many places in one file: a GeoJSON FeatureCollection (RFC 7946) as map tools export it, read,
made lighter where it is too heavy, and written again between the steps of an import.
"""

import json
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from shapely import coverage_simplify
from shapely.errors import ShapelyError
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from neighbourhood.geojson import Geometry
from neighbourhood.places.rules.boundary import (
    METRES_OF_A_DEGREE,
    POLYGONS,
    checked_boundary,
    parsed_json,
    with_pairs_swapped,
)
from neighbourhood.refusals import Invalid

#: Looked at before anything is parsed.
LONGEST_FILE = 8 * 2**20
MOST_FEATURES = 300
#: Of one place, and of all together: more would make the maps heavy and the import slow.
MOST_POINTS_OF_ONE, MOST_POINTS_OF_ALL = 500, 10_000
#: How far a line may move when points are left out, in metres: the first that is enough.
TOLERANCES = (2, 5, 10, 20, 50)
MOST_PROPERTIES, LONGEST_VALUE = 60, 120
#: A MultiPolygon has lists in lists, four deep, and the numbers in them.
DEEPEST = 5
#: Control signs, and halves of a sign that no file and no page can hold.
UNWRITABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
#: Systems of coordinates in degrees, as files name them.
IN_DEGREES = re.compile(r"CRS:?:?84|EPSG:+4326|EPSG:+4258", re.IGNORECASE)


@dataclass(frozen=True)
class Feature:
    """One place of a file with its geometry as it was read; without a boundary that can be used
    there is a reason.
    """

    properties: Mapping[str, str]
    geometry: Any
    boundary: Geometry | None = None
    problem: Invalid | None = None

    @property
    def turned(self) -> Geometry | None:
        """Return the boundary with latitude and longitude the other way round, None where that
        makes none.
        """
        try:
            return checked_boundary(with_pairs_swapped(self.boundary or self.geometry))
        except (Invalid, TypeError):
            return None

    @property
    def is_off_the_map(self) -> bool:
        """Say whether only the other way round the numbers are places on Earth."""
        code = self.problem.code if self.problem else ""
        return code == "boundary_off_the_map" and self.turned is not None


@dataclass(frozen=True)
class PlaceFile:
    """What a file holds, and by how many metres its lines were moved to make it lighter."""

    features: tuple[Feature, ...]
    tolerance: int = 0

    @property
    def property_names(self) -> list[str]:
        """Return the names of all properties, in the order of the file."""
        return list(dict.fromkeys(name for one in self.features for name in one.properties))

    @property
    def boundaries(self) -> list[Geometry | None]:
        """Return the boundaries, None for each that cannot be used."""
        return [feature.boundary for feature in self.features]


def read_place_file(text: str) -> PlaceFile:
    """Return the places in a text of GeoJSON, each with what is wrong with it; raises Invalid for a
    text that is none, or whose coordinates are no degrees.
    """
    found, features = read_features(text)
    shapes = [_shape(feature.get("geometry")) for feature in features]
    tolerance = found.get("simplified_to")
    lighter, needed = _lighter([one for one in shapes if one is not None])
    light = iter(lighter)
    return PlaceFile(
        tuple(
            _feature(feature, None if one is None else next(light))
            for feature, one in zip(features, shapes, strict=True)
        ),
        max(needed, tolerance if tolerance in TOLERANCES else 0),
    )


def as_text(file: PlaceFile) -> str:
    """Return the places as GeoJSON again, for the next step."""
    features = [
        {
            "type": "Feature",
            "properties": dict(one.properties),
            "geometry": one.boundary or _if_small(one.geometry),
        }
        for one in file.features
    ]
    whole = {"type": "FeatureCollection", "simplified_to": file.tolerance, "features": features}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def with_swapped(file: PlaceFile, which: Container[int]) -> PlaceFile:
    """Return the file with the pairs of some features, by their place, the other way round."""
    turned = (
        replace(one, boundary=one.turned, geometry=one.turned, problem=None)
        if number in which and one.turned
        else one
        for number, one in enumerate(file.features)
    )
    return PlaceFile(tuple(turned), file.tolerance)


def _if_small(geometry: Any) -> Any:
    # What cannot be used is kept to be looked at again, but not at any size, nor whatever else may
    # stand in it.
    coordinates = _coordinates(geometry)
    if geometry is None or not _is_small(coordinates):
        return None
    kind = geometry.get("type")
    return {"type": kind, "coordinates": coordinates} if kind in POLYGONS else None


def _is_small(coordinates: Any) -> bool:
    """Say whether coordinates are numbers in lists, few and not deep."""
    level, found = [coordinates], 0
    for _depth in range(DEEPEST):
        if not all(isinstance(one, (list, int, float)) for one in level):
            return False
        found += len(level)
        level = [inner for one in level if isinstance(one, list) for inner in one]
        if found + len(level) > 4 * MOST_POINTS_OF_ONE:
            return False
    return not level


def read_features(
    text: str, *, most: int = MOST_FEATURES
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return what a text of GeoJSON holds, and its features; raises Invalid for a text that is none
    or too long, without a feature and with too many, and for coordinates that are no degrees.
    """
    if len(text) > LONGEST_FILE:
        raise Invalid("file_too_large", field="collection", most=LONGEST_FILE // 2**20)
    found = parsed_json(text, field="collection")
    features = _features_of(found, most)
    _require_degrees(found, features)
    return found, features


def _features_of(found: Any, most: int) -> list[dict[str, Any]]:
    if isinstance(found, dict) and found.get("type") == "Feature":
        found = {"type": "FeatureCollection", "features": [found]}
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or found.get("type") != "FeatureCollection":
        raise Invalid("file_no_collection", field="collection")
    features = [one for one in features if isinstance(one, dict)]
    if not 1 <= len(features) <= most:
        raise Invalid("file_features", field="collection", most=most, found=len(features))
    return features


def _require_degrees(found: Any, features: Sequence[Mapping[str, Any]]) -> None:
    named = _named_system(found)
    numbers = [
        number for feature in features for number in _numbers(_coordinates(feature.get("geometry")))
    ]
    is_in_metres = any(abs(number) > 180 for number in numbers)
    if is_in_metres or (named and not IN_DEGREES.search(named)):
        code = "file_other_system" if named else "file_in_metres"
        raise Invalid(code, field="collection", system=named[:60])


def _named_system(found: Any) -> str:
    """Return what a file calls its system of coordinates, as older files name it; "" for none."""
    system = found.get("crs") if isinstance(found, dict) else None
    properties = system.get("properties") if isinstance(system, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else ""


def _coordinates(geometry: Any) -> Any:
    return geometry.get("coordinates") if isinstance(geometry, dict) else None


def _numbers(part: Any) -> Iterator[float]:
    """Return the longitudes and latitudes of nested coordinates, without heights."""
    to_do = [part]
    while to_do:
        one = to_do.pop()
        if not isinstance(one, list):
            continue
        if one and isinstance(one[0], (int, float)):
            yield from (number for number in one[:2] if isinstance(number, (int, float)))
        else:
            to_do.extend(one)


def _shape(geometry: Any) -> BaseGeometry | None:
    """Return what Shapely makes of a polygon; None where it cannot, and our own check will say
    why.
    """
    if not isinstance(geometry, dict) or geometry.get("type") not in POLYGONS:
        return None
    try:
        found = shape(geometry)
        return found if found.is_valid and not found.is_empty else None
    except (ShapelyError, ValueError, TypeError, IndexError, AttributeError, RecursionError):
        return None


def _lighter(shapes: list[BaseGeometry]) -> tuple[list[Any], int]:
    """Return the shapes with fewer points where there are too many, borders still shared, and the
    tolerance in metres that this took.
    """
    if _is_light(shapes):
        return [None] * len(shapes), 0
    for tolerance in TOLERANCES:
        lighter = list(coverage_simplify(shapes, tolerance / METRES_OF_A_DEGREE))
        if _is_light(lighter):
            break
    return [mapping(one) for one in lighter], tolerance


def _is_light(shapes: Sequence[BaseGeometry]) -> bool:
    counts = [_count(one) for one in shapes]
    return sum(counts) <= MOST_POINTS_OF_ALL and max(counts, default=0) <= MOST_POINTS_OF_ONE


def _count(one: BaseGeometry) -> int:
    return sum(1 for _ in _numbers(_lists(mapping(one)["coordinates"]))) // 2


def _lists(part: Any) -> Any:
    """Return nested tuples, as Shapely gives them, as the lists of JSON."""
    return [_lists(inner) for inner in part] if isinstance(part, (list, tuple)) else part


def _feature(feature: Mapping[str, Any], lighter: Any) -> Feature:
    properties, geometry = properties_of(feature.get("properties")), feature.get("geometry")
    if lighter is not None:
        geometry = {"type": lighter["type"], "coordinates": _lists(lighter["coordinates"])}
    try:
        return Feature(properties, geometry, checked_boundary(geometry))
    except Invalid as refusal:
        return Feature(properties, geometry, problem=refusal)


def properties_of(value: Any) -> dict[str, str]:
    """Return the plain properties of a feature as short texts."""
    pairs = value.items() if isinstance(value, dict) else ()
    plain = (
        (_written(name), _written(one))
        for name, one in pairs
        if isinstance(one, (str, int, float)) and not isinstance(one, bool)
    )
    return dict(list(plain)[:MOST_PROPERTIES])


def _written(value: str | float) -> str:
    is_whole = isinstance(value, float) and value.is_integer()
    written = str(int(value) if is_whole else value)
    return UNWRITABLE.sub(" ", written).strip()[:LONGEST_VALUE]
