"""A place lies in the place above it: shares of an area, and what is refused."""

import pytest

from neighbourhood.places.rules.nesting import Outline, require_inside, share_outside
from neighbourhood.refusals import Invalid


def rectangle(west: float, south: float, east: float, north: float) -> dict[str, object]:
    """Return a rectangle in hundredths of a degree from a corner of the city."""
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return {
        "type": "Polygon",
        "coordinates": [[[round(1.4 + x / 100, 4), round(43.6 + y / 100, 4)] for x, y in corners]],
    }


CITY = rectangle(0, 0, 10, 10)


@pytest.mark.parametrize(
    ("part", "share"),
    [
        (rectangle(2, 2, 4, 4), 0),
        (CITY, 0),
        (rectangle(8, 0, 12, 10), 0.5),
        (rectangle(9, 9, 11, 11), 0.75),
        (rectangle(20, 20, 21, 21), 1),
    ],
)
def test_the_share_outside_is_one_of_the_part(part: dict[str, object], share: float) -> None:
    assert share_outside(part, CITY) == pytest.approx(share, abs=1e-9)


def test_a_hole_is_outside() -> None:
    hole = rectangle(4, 4, 6, 6)["coordinates"]
    ring = {"type": "Polygon", "coordinates": [*CITY["coordinates"], *hole]}
    assert share_outside(rectangle(4, 4, 6, 6), ring) == pytest.approx(1)
    assert share_outside(rectangle(2, 4, 6, 6), ring) == pytest.approx(0.5)


def test_a_place_in_pieces_is_taken_together() -> None:
    pieces = [rectangle(0, 0, 1, 1)["coordinates"], rectangle(10, 0, 11, 1)["coordinates"]]
    both = {"type": "MultiPolygon", "coordinates": pieces}
    assert share_outside(both, CITY) == pytest.approx(0.5)
    overlapping = {"type": "MultiPolygon", "coordinates": [pieces[0], pieces[0]]}
    assert share_outside(overlapping, CITY) == pytest.approx(0)


def test_borders_drawn_apart_may_differ_by_a_hundredth_of_the_area() -> None:
    whole = Outline("Toulouse", CITY)
    require_inside(Outline("Carmes", rectangle(0.1, 0, 10.1, 5)), whole, field="boundary")
    with pytest.raises(Invalid) as caught:
        require_inside(Outline("Carmes", rectangle(0.11, 0, 10.11, 5)), whole, field="boundary")
    assert (caught.value.code, caught.value.field) == ("place_outside", "boundary")
    assert caught.value.values == {"name": "Carmes", "above": "Toulouse", "percent": 2}


@pytest.mark.parametrize("pair", [(None, CITY), (CITY, None), (None, None)])
def test_without_two_boundaries_nothing_is_compared(pair: tuple[object, object]) -> None:
    part, whole = pair
    require_inside(Outline("Carmes", part), Outline("Toulouse", whole), field="boundary")
