"""The shape of a boundary as it travels between rooms."""

from typing import Any, TypedDict


class Geometry(TypedDict):
    """A GeoJSON Polygon or MultiPolygon (RFC 7946) that was checked: closed rings, no crossing."""

    type: str
    #: Rings of [longitude, latitude], nested once more in a MultiPolygon.
    coordinates: list[Any]
