"""The base map: lines of a river, a railway and main streets, read from GeoJSON (RFC 7946) and made
light enough to stand under every map.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from shapely.errors import ShapelyError
from shapely.geometry import LineString

from neighbourhood.geojson import BaseLine, BaseMap
from neighbourhood.places.rules.boundary import METRES_OF_A_DEGREE
from neighbourhood.places.rules.drawing_checks import Region, kilometres_off_points
from neighbourhood.places.rules.place_files import properties_of, read_features
from neighbourhood.refusals import Invalid

#: More would make every page with a map heavy.
MOST_POINTS = 700
#: Of the file before it is made lighter.
MOST_LINES = 20_000
#: How far a line may move when points are left out, in metres: the first that is enough.
TOLERANCES = (0, 10, 20, 50, 100, 200)
LONGEST_LINE_NAME = 60
KINDS = ("water", "rail", "street")
#: Names of columns, and of what stands in one called kind, that tell water and rails from streets.
WATER = {"waterway", "water", "river", "canal", "stream", "lake"}
RAIL = {"railway", "rail", "metro", "tram", "train"}


def read_base_map(text: str, region: Region | None) -> BaseMap:
    """Return the lines in a text of GeoJSON, simplified to a bounded number of points; raises
    Invalid for a text without lines, for lines far from the city, and where there are too many.
    """
    _whole, features = read_features(text, most=MOST_LINES)
    lines = [line for feature in features for line in _lines(feature)]
    if not lines:
        raise Invalid("base_map_without_lines", field="collection")
    _require_near(lines, region)
    return {"lines": _lighter(lines), "source": ""}


def base_map_as_text(base_map: BaseMap) -> str:
    """Return the lines as GeoJSON again, for the next step."""
    features = [
        {
            "type": "Feature",
            "properties": {"kind": line["kind"], "name": line["name"]},
            "geometry": {"type": "LineString", "coordinates": line["points"]},
        }
        for line in base_map["lines"]
    ]
    whole = {"type": "FeatureCollection", "features": features}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _lines(feature: Mapping[str, Any]) -> Iterator[BaseLine]:
    properties = properties_of(feature.get("properties"))
    geometry = feature.get("geometry")
    parts = geometry.get("coordinates") if isinstance(geometry, dict) else None
    for points in _strings(parts, geometry.get("type") if isinstance(geometry, dict) else None):
        try:
            line = LineString([_point(point) for point in points])
        except (ShapelyError, ValueError, TypeError):
            continue
        if line.length > 0:
            yield {
                "kind": _kind(properties),
                "name": properties.get("name", "")[:LONGEST_LINE_NAME],
                "points": [[x, y] for x, y in line.coords],
            }


def _point(point: Any) -> tuple[float, float]:
    """Return longitude and latitude without a height; raises ValueError for what is no place."""
    longitude, latitude = point[:2]
    # A text is none, even of digits: of those nobody has asked whether they are degrees.
    if not all(isinstance(number, (int, float)) for number in (longitude, latitude)):
        raise ValueError
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise ValueError
    return longitude, latitude


def _strings(parts: Any, kind: Any) -> list[Any]:
    """Return the lines of a geometry; of a lake, its shore."""
    if not isinstance(parts, list):
        return []
    if kind == "LineString":
        return [parts]
    if kind in ("MultiLineString", "Polygon"):
        return parts
    if kind != "MultiPolygon":
        return []
    return [ring for polygon in parts if isinstance(polygon, list) for ring in polygon]


def _kind(properties: Mapping[str, str]) -> str:
    own = properties.get("kind", "").casefold()
    natural = properties.get("natural", "").casefold()
    if own in WATER or natural in WATER or WATER & {name.casefold() for name in properties}:
        return "water"
    if own in RAIL or RAIL & {name.casefold() for name in properties}:
        return "rail"
    return "street"


def _require_near(lines: list[BaseLine], region: Region | None) -> None:
    # A river may run far beyond the city, but not all lines lie elsewhere.
    off = [kilometres_off_points([(x, y) for x, y in line["points"]], region) for line in lines]
    if all(off):
        raise Invalid("base_map_elsewhere", field="collection", kilometres=min(off))


def _lighter(lines: list[BaseLine]) -> list[BaseLine]:
    for tolerance in TOLERANCES:
        lighter = [_simplified(line, tolerance / METRES_OF_A_DEGREE) for line in lines]
        found = sum(len(line["points"]) for line in lighter)
        if found <= MOST_POINTS:
            return lighter
    raise Invalid("base_map_too_large", field="collection", most=MOST_POINTS, found=found)


def _simplified(line: BaseLine, tolerance: float) -> BaseLine:
    simple = LineString(line["points"]).simplify(tolerance)
    points = [[round(x, 5), round(y, 5)] for x, y in simple.coords]
    return {"kind": line["kind"], "name": line["name"], "points": points}
