"""Whether a place lies in the one above it."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from shapely import make_valid
from shapely.geometry import shape

from neighbourhood.refusals import Invalid

#: As a share of the area. Borders of the same street that two offices have drawn apart differ by
#: metres; a place that reaches into another one differs by far more.
MOST_OUTSIDE = 0.01


@dataclass(frozen=True)
class Outline:
    """A place's name with its boundary as GeoJSON, if it has one."""

    name: str
    boundary: Mapping[str, object] | None


def require_inside(part: Outline, whole: Outline, *, field: str) -> None:
    """Raise Invalid where more than a hundredth of a place's area lies outside the place above it;
    without both boundaries there is nothing to compare.
    """
    if part.boundary is None or whole.boundary is None:
        return
    outside = share_outside(part.boundary, whole.boundary)
    if outside > MOST_OUTSIDE:
        raise Invalid(
            "place_outside",
            field=field,
            name=part.name,
            above=whole.name,
            # Upwards, or a share just too large would look like one that is allowed.
            percent=ceil(outside * 100),
        )


def share_outside(part: Mapping[str, object], whole: Mapping[str, object]) -> float:
    """Return which share of a checked boundary's area lies outside another one, from 0 to 1."""
    # Degrees of longitude are shorter than those of latitude, by nearly one factor over a whole
    # city: shares of an area stay what they are. Shapely computes only with valid shapes, and a
    # hole may have been drawn beside its ring.
    inner, outer = make_valid(shape(part)), make_valid(shape(whole))
    return float(inner.difference(outer).area / inner.area)
