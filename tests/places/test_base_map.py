"""The base map: lines read, made lighter, shown and kept; drawn under the places of every map."""

import json
from math import sin
from typing import Any

import pytest

from neighbourhood.places import queries
from neighbourhood.places.rules.base_map import base_map_as_text, read_base_map
from neighbourhood.places.rules.drawing_checks import Region
from neighbourhood.refusals import Invalid
from neighbourhood.web import maps
from neighbourhood.web.maps import MapShape
from tests import builders as a
from tests.places.test_place_files import square
from tests.visitor import Visitor

HERE = Region(1.44, 43.6, 2)
RIVER = [[1.40, 43.59], [1.43, 43.605], [1.46, 43.61]]


def lines(*features: tuple[dict[str, str], Any], kind: str = "LineString") -> str:
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": properties,
                    "geometry": {"type": kind, "coordinates": points},
                }
                for properties, points in features
            ],
        }
    )


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ({"waterway": "river"}, "water"),
        ({"natural": "water"}, "water"),
        ({"kind": "canal"}, "water"),
        ({"railway": "rail"}, "rail"),
        ({"highway": "primary"}, "street"),
        ({}, "street"),
    ],
)
def test_a_line_is_water_rail_or_street(properties: dict[str, str], kind: str) -> None:
    (line,) = read_base_map(lines((properties, RIVER)), HERE)["lines"]
    assert line["kind"] == kind


def test_a_line_keeps_its_name_and_is_read_again_as_it_was() -> None:
    base = read_base_map(lines(({"name": "Garonne", "waterway": "river"}, RIVER)), HERE)
    assert base["lines"] == [{"kind": "water", "name": "Garonne", "points": RIVER}]
    assert read_base_map(base_map_as_text(base), HERE) == base


def test_too_many_points_are_left_out() -> None:
    winding = [[1.4 + step / 100_000, 43.6 + sin(step) / 50_000] for step in range(5000)]
    base = read_base_map(lines(({}, winding)), HERE)
    assert 2 <= len(base["lines"][0]["points"]) <= 700


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "boundary_not_json"),
        (lines(({}, [1.4, 43.6]), kind="Point"), "base_map_without_lines"),
        (lines(({}, [[43.59, 1.40], [43.6, 1.43]])), "base_map_elsewhere"),
        (lines(({}, [[574_000, 6_279_000], [574_900, 6_279_000]])), "file_in_metres"),
    ],
)
def test_what_is_no_base_map_is_refused(text: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_base_map(text, HERE)
    assert refusal.value.code == code


def test_lines_are_drawn_within_the_map_and_named_where_there_is_room() -> None:
    base = read_base_map(lines(({"name": "Canal", "waterway": "canal"}, RIVER)), None)
    drawn = maps.city_map([MapShape("A", square(1.42, 43.59, 0.02))], base=base)  # type: ignore[arg-type]
    assert [line.kind for line in drawn.lines] == ["water"]
    numbers = [int(part) for part in drawn.lines[0].path.strip("M").replace("L", " ").split()]
    assert min(numbers) >= 0 and max(numbers[::2]) <= 600
    assert [name.text for name in drawn.line_names] == ["Canal"]


def test_the_lines_are_shown_and_only_then_kept(visitor: Visitor) -> None:
    a.a_neighbourhood(visitor.session, "carmes")
    desk = visitor.sign_in(a.a_staff_member(visitor.session))
    text = lines(({"name": "Garonne", "waterway": "river"}, RIVER))
    page = desk.fill("places_desk.base_map", {"collection": text}, status=200)
    assert "1 line was read. Nothing is saved yet." in page.text
    assert queries.the_city(desk.session).base_map is None
    desk.post("places_desk.keep_base_map", page.fields() | {"source": "Our survey"})
    assert queries.the_city(desk.session).base_map == {
        "lines": [{"kind": "water", "name": "Garonne", "points": RIVER}],
        "source": "Our survey",
    }
    assert "base-water" in desk.get("/en/neighbourhoods/").html
    page = desk.get("places_desk.base_map")
    desk.post("places_desk.keep_base_map", page.fields() | {"step": "remove"})
    assert queries.the_city(desk.session).base_map is None


@pytest.mark.parametrize(
    ("kind", "points"),
    [
        ("LineString", [["1.4", "43.6"], ["inf", "0"], [0, 0]]),
        ("LineString", ["14", "43"]),
        ("LineString", [[1.4, 143.6], [1.5, 43.6]]),
        ("LineString", [["9" * 400, 2], [2, 3]]),
        ("MultiPolygon", [5]),
        ([], [[1.4, 43.6], [1.5, 43.6]]),
    ],
)
def test_what_is_no_line_on_earth_is_left_out(kind: Any, points: Any) -> None:
    with pytest.raises(Invalid):
        read_base_map(lines(({}, points), kind=kind), None)
    read = read_base_map(lines(({}, RIVER)), None)
    assert read["lines"][0]["points"] == RIVER
