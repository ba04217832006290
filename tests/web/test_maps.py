"""Maps by hand: paths, numbers and names as one would draw them on squared paper."""

from dataclasses import dataclass
from typing import Any

from neighbourhood.web import maps
from neighbourhood.web.map_labels import Label, box_of, fitting_label
from neighbourhood.web.maps import MapShape


@dataclass
class Place:
    number: int
    name: str
    longitude: float
    latitude: float
    url: str | None = None


def square(west: float, south: float, side: float) -> list[list[float]]:
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def polygon(*rings: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def test_a_square_at_the_equator_is_drawn_square() -> None:
    map_ = maps.city_map(
        [MapShape("Centre", polygon(square(0, -0.005, 0.01)), "/centre", True)], width=108
    )
    assert (map_.width, map_.height) == (108, 108)
    label = Label((("Centre", 54),), box_of(["Centre"], 54, 54))
    assert map_.areas == (
        maps.Area(1, "Centre", "/centre", "M4 104L104 104 104 4 4 4Z", 54, 54, True, label=label),
    )


def test_longitudes_shrink_towards_the_pole() -> None:
    map_ = maps.city_map([MapShape("North", polygon(square(10, 59.995, 0.01)))], width=108)
    assert map_.height == 208


def test_islands_and_holes_are_one_path_numbered_in_the_largest() -> None:
    islands = {
        "type": "MultiPolygon",
        "coordinates": [[square(0, 0, 0.001)], [square(0.006, 0, 0.004)]],
    }
    (area,) = maps.city_map([MapShape("Islands", islands)], width=108).areas
    assert area.path.count("M") == 2
    assert area.x == 84


def test_points_closer_than_a_line_is_wide_are_left_out() -> None:
    crowded = [[0.0, 0.0], [0.00001, 0.0], [0.01, 0.0], [0.01, 0.01], [0.0, 0.01], [0.0, 0.0]]
    (area,) = maps.city_map([MapShape("Crowded", polygon(crowded))], width=108).areas
    assert area.path == "M4 104L104 104 104 4 4 4Z"


def test_pins_stand_where_their_projects_do() -> None:
    map_ = maps.city_map(
        [MapShape("Centre", polygon(square(0, -0.005, 0.01)))],
        108,
        pins=[Place(7, "Bench", 0.005, 0.0, "/7")],
    )
    assert map_.pins == (maps.Pin(7, "Bench", "/7", 54, 54),)


def test_a_city_without_shapes_has_an_empty_map() -> None:
    assert maps.city_map([]) == maps.CityMap(600, 0, ())


def test_a_name_stands_in_as_few_lines_as_fit_and_nowhere_where_none_do() -> None:
    def lines(name: str, wide: float, high: float) -> list[str]:
        ring = [(0.0, 0.0), (wide, 0.0), (wide, high), (0.0, high)]
        label = fitting_label(name, ring, wide / 2, high / 2)
        return [line for line, _height in label.lines] if label else []

    assert lines("Saint-Cyprien", 200, 50) == ["Saint-Cyprien"]
    assert lines("Saint-Cyprien", 90, 50) == ["Saint-", "Cyprien"]
    assert lines("Saint-Cyprien", 90, 20) == []
    assert lines("Carmes – Capitole – Esquirol", 90, 50) == ["Carmes"]
