"""The shapes of boundaries and of the base map as they travel between rooms."""

from typing import Any, TypedDict


class Geometry(TypedDict):
    """A GeoJSON Polygon or MultiPolygon (RFC 7946) that was checked: closed rings, no crossing."""

    type: str
    #: Rings of [longitude, latitude], nested once more in a MultiPolygon.
    coordinates: list[Any]


class BaseLine(TypedDict):
    """A line of the base map: water, rail or street, its name or "", its points (longitude,
    latitude).
    """

    kind: str
    name: str
    points: list[list[float]]


class BaseMap(TypedDict):
    """What is drawn softly under the places, and what the city says of where it comes from."""

    lines: list[BaseLine]
    source: str
