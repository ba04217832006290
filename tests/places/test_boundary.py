"""Boundaries: what is a neighbourhood's outline and what is not."""

import json
import time
from math import cos, pi, sin
from typing import Any

import pytest

from neighbourhood.places.rules.boundary import checked_boundary, read_boundary
from neighbourhood.refusals import Invalid

SQUARE = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]
HOLE = [[0.5, 0.5], [1, 0.5], [1, 1], [0.5, 0.5]]


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def refused(given: Any) -> str:
    with pytest.raises(Invalid) as caught:
        checked_boundary(given)
    assert caught.value.field == "boundary"
    return caught.value.code


@pytest.mark.parametrize(
    "given",
    [
        polygon(SQUARE),
        polygon(SQUARE, HOLE),
        polygon([[0, 0], [1, 0], [1, 1], [0, 0]]),
        polygon([[0, 0], [1, 0], [2, 0], [2, 2], [0, 2], [0, 0]]),
        {"type": "MultiPolygon", "coordinates": [[SQUARE], [[[5, 5], [6, 5], [6, 6], [5, 5]]]]},
    ],
)
def test_accepts_an_outline(given: dict[str, Any]) -> None:
    assert checked_boundary(given) == given


@pytest.mark.parametrize(
    "wrapped",
    [
        {"type": "Feature", "geometry": polygon(SQUARE)},
        {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "geometry": polygon(SQUARE)}],
        },
    ],
)
def test_unwraps_what_drawing_tools_write(wrapped: dict[str, Any]) -> None:
    assert checked_boundary(wrapped) == polygon(SQUARE)


def test_drops_heights_doubled_points_and_needless_digits() -> None:
    given = polygon([[0, 0, 120], [2.00000004, 0, 120], [2, 0, 120], [2, 2, 120], [0, 0, 120]])
    assert checked_boundary(given) == polygon([[0, 0], [2, 0], [2, 2], [0, 0]])


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (None, "boundary_not_polygon"),
        ([], "boundary_not_polygon"),
        ({"type": "Point", "coordinates": [1, 2]}, "boundary_not_polygon"),
        ({"type": "Polygon"}, "boundary_not_polygon"),
        ({"type": "Polygon", "coordinates": []}, "boundary_not_polygon"),
        ({"type": "Polygon", "coordinates": "abc"}, "boundary_not_polygon"),
        ({"type": "Polygon", "coordinates": [5]}, "boundary_not_polygon"),
        ({"type": "MultiPolygon", "coordinates": [[]]}, "boundary_not_polygon"),
        ({"type": "FeatureCollection", "features": []}, "boundary_not_polygon"),
        (polygon([[0, 0], [1, 0], [0, 0]]), "boundary_too_few_points"),
        (polygon([[0, 0], [1, 0], [1, 1], [0, 1]]), "boundary_not_closed"),
        (polygon([[0, 0], [181, 0], [1, 1], [0, 0]]), "boundary_off_the_map"),
        (polygon([[0, 0], [1, -91], [1, 1], [0, 0]]), "boundary_off_the_map"),
        (polygon([[0, 0], [10**400, 0], [1, 1], [0, 0]]), "boundary_off_the_map"),
        (polygon([[0, 0], [float("nan"), 0], [1, 1], [0, 0]]), "boundary_off_the_map"),
        (polygon([[0, 0], ["1", 0], [1, 1], [0, 0]]), "boundary_bad_point"),
        (polygon([[0, 0], [True, 0], [1, 1], [0, 0]]), "boundary_bad_point"),
        (polygon([[0, 0], [1], [1, 1], [0, 0]]), "boundary_bad_point"),
        (polygon([[0, 0], [1, 0], [2, 0], [0, 0]]), "boundary_without_area"),
        (polygon([[1, 1], [1, 1], [1, 1], [1, 1]]), "boundary_without_area"),
        (polygon([[0, 0], [2, 2], [2, 0], [0, 1], [0, 0]]), "boundary_crosses_itself"),
        (polygon([[0, 0], [4, 0], [4, 4], [2, 0], [0, 4], [0, 0]]), "boundary_crosses_itself"),
        (polygon([[0, 0], [2, 0], [2, 2], [2, 1], [0, 2], [0, 0]]), "boundary_crosses_itself"),
        (polygon(SQUARE, [[1, 1], [3, 1], [3, 3], [1, 1]]), "boundary_crosses_itself"),
        (polygon([[i / 5000, 0] for i in range(2500)] + [[1, 1], [0, 0]]), "boundary_too_large"),
    ],
)
def test_refuses_what_is_no_outline(given: Any, code: str) -> None:
    assert refused(given) == code


@pytest.mark.parametrize("text", ["{", "[" * 100_000, '{"a": NaN}', "9" * 5000, "\x00"])
def test_refuses_what_is_no_json(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_boundary(text)
    assert caught.value.code in {"boundary_not_json", "boundary_not_polygon"}


def test_refuses_a_text_that_is_too_long() -> None:
    with pytest.raises(Invalid, match="boundary_too_large"):
        read_boundary(" " * 199_999 + "{}")


def test_empty_means_no_boundary() -> None:
    assert read_boundary("  \n") is None


def test_reads_text() -> None:
    assert read_boundary(json.dumps(polygon(SQUARE))) == polygon(SQUARE)


def test_a_long_outline_is_checked_quickly() -> None:
    ring = [
        [round(cos(2 * pi * i / 1900), 6), round(sin(2 * pi * i / 1900), 6)] for i in range(1900)
    ]
    started = time.perf_counter()
    checked_boundary(polygon([*ring, ring[0]]))
    assert time.perf_counter() - started < 3
