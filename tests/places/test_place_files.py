"""A file of many places, read by hand-made examples."""

import json
from math import cos, pi, sin
from typing import Any

import pytest

from neighbourhood.places.rules.boundary import read_boundary
from neighbourhood.places.rules.drawing_checks import (
    Region,
    is_swapped,
    kilometres_off,
    overlaps_among,
    region_of,
)
from neighbourhood.places.rules.nesting import Outline
from neighbourhood.places.rules.place_files import as_text, read_place_file, with_swapped
from neighbourhood.places.rules.slugs import proposed_slug
from neighbourhood.places.rules.zone_towns import town_of_zone
from neighbourhood.refusals import Invalid

TOULOUSE = Region(1.44, 43.6, 2)


def square(west: float, south: float, side: float = 0.01) -> dict[str, Any]:
    east, north = round(west + side, 6), round(south + side, 6)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def swapped(geometry: dict[str, Any]) -> dict[str, Any]:
    return {**geometry, "coordinates": [[[y, x] for x, y in geometry["coordinates"][0]]]}


def collection(*geometries: Any, **more: Any) -> str:
    features = [
        {"type": "Feature", "properties": {"nom": f"Q{number}", "n": 7.0}, "geometry": geometry}
        for number, geometry in enumerate(geometries, start=1)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features, **more})


def test_a_collection_becomes_places_with_their_properties() -> None:
    file = read_place_file(collection(square(1.4, 43.6), square(1.41, 43.6)))
    assert file.property_names == ["nom", "n"] and file.tolerance == 0
    assert [one.properties["nom"] for one in file.features] == ["Q1", "Q2"]
    assert file.features[0].properties["n"] == "7"
    assert file.features[0].boundary == square(1.4, 43.6)


def test_what_is_wrong_with_one_place_leaves_the_others() -> None:
    bow = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 2], [0, 0]]]}
    file = read_place_file(collection(square(1.4, 43.6), bow, {"type": "Point"}, None))
    codes = [one.problem and one.problem.code for one in file.features]
    not_polygon = "boundary_not_polygon"
    assert codes == [None, "boundary_crosses_itself", not_polygon, not_polygon]
    again = read_place_file(as_text(file))
    assert [one.problem and one.problem.code for one in again.features] == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "boundary_not_json"),
        ("[1]", "file_no_collection"),
        ('{"type": "Polygon", "coordinates": []}', "file_no_collection"),
        ('{"type": "FeatureCollection", "features": []}', "file_features"),
        (collection(square(574_000, 6_279_000, 900)), "file_in_metres"),
        (
            collection(
                square(574_000, 6_279_000, 900),
                crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}},
            ),
            "file_other_system",
        ),
    ],
)
def test_a_text_that_is_no_file_of_places_is_refused(text: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_place_file(text)
    assert refusal.value.code == code


def test_degrees_may_be_named() -> None:
    named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert len(read_place_file(collection(square(1.4, 43.6), crs=named)).features) == 1


def test_too_many_points_are_thinned_by_a_stated_distance_and_only_once() -> None:
    turns = [2 * pi * step / 3000 for step in range(3000)]
    ring = [[1.4 + 0.01 * cos(turn), 43.6 + 0.01 * sin(turn)] for turn in turns]
    file = read_place_file(collection({"type": "Polygon", "coordinates": [[*ring, ring[0]]]}))
    assert file.tolerance == 2
    boundary = file.features[0].boundary
    assert boundary is not None and 50 < len(boundary["coordinates"][0]) < 500
    again = read_place_file(as_text(file))
    assert (again.features[0].boundary, again.tolerance) == (boundary, 2)


def test_swapped_pairs_are_seen_and_turned() -> None:
    file = read_place_file(collection(swapped(square(1.4, 43.6))))
    boundary = file.features[0].boundary
    assert boundary is not None and is_swapped(boundary, TOULOUSE)
    turned = with_swapped(file, {0}).features[0].boundary
    assert turned == square(1.4, 43.6) and not is_swapped(turned, TOULOUSE)


def test_a_latitude_beyond_the_pole_is_a_longitude() -> None:
    file = read_place_file(collection(swapped(square(139.7, 35.6))))
    assert file.features[0].is_off_the_map
    assert with_swapped(file, {0}).features[0].boundary == square(139.7, 35.6)


def test_a_city_lies_where_most_of_its_places_do() -> None:
    places = [square(1.4, 43.6), square(1.42, 43.6), swapped(square(1.44, 43.6))]
    region = region_of(places)  # type: ignore[arg-type]
    assert region is not None and (round(region.longitude, 3), round(region.latitude, 3)) == (
        1.425,
        43.605,
    )


def test_one_point_far_away_is_far_away() -> None:
    spike = square(1.4, 43.6)
    spike["coordinates"][0][2] = [43.61, 1.41]
    assert kilometres_off(spike, TOULOUSE) > 5000  # type: ignore[arg-type]
    assert kilometres_off(square(1.4, 43.6), TOULOUSE) == 0  # type: ignore[arg-type]


def test_places_that_lie_over_one_another_are_named_with_their_share() -> None:
    one, half = square(0, 0, 0.02), square(0.01, 0, 0.02)
    beside = square(0.03, 0, 0.02)
    found = overlaps_among([Outline("A", one), Outline("B", half), Outline("C", beside)])
    assert [(overlap.name, overlap.other, overlap.percent) for overlap in found] == [("A", "B", 50)]


def test_a_zone_is_named_after_a_town() -> None:
    assert town_of_zone("Europe/Amsterdam") == pytest.approx((4.9, 52.3667), abs=0.001)
    assert town_of_zone("America/Lima") == pytest.approx((-77.05, -12.05), abs=0.001)
    assert town_of_zone("UTC") is None


def test_short_names_are_proposed_and_never_twice() -> None:
    assert proposed_slug("Côte Pavée – Limayrac", set()) == "cote-pavee-limayrac"
    assert proposed_slug("Carmes", {"carmes"}) == "carmes-2"
    assert proposed_slug("سان سيبريان", set()) == "place"
    assert proposed_slug("Import", set()) == "import-2"


def geojson(geometry: str, properties: str = "{}") -> str:
    feature = f'{{"type": "Feature", "properties": {properties}, "geometry": {geometry}}}'
    return f'{{"type": "FeatureCollection", "features": [{feature}]}}'


@pytest.mark.parametrize(
    "geometry",
    [
        '{"type": [], "coordinates": []}',
        '{"type": {}, "coordinates": [[[0, 0]]]}',
        '{"type": "Polygon", "coordinates": ' + "[" * 900 + "1, 2" + "]" * 900 + "}",
        '{"type": "MultiPolygon", "coordinates": [5]}',
        '{"type": "Polygon", "coordinates": [["\\ud800"]], "\\ud800": "' + "x" * 9000 + '"}',
    ],
)
def test_a_geometry_that_is_none_is_told_and_not_carried_along(geometry: str) -> None:
    read = read_place_file(geojson(geometry))
    assert [feature.problem is None for feature in read.features] == [False]
    assert len(as_text(read).encode()) < 300
    with pytest.raises(Invalid):
        read_boundary(geojson(geometry))


def test_a_name_is_read_without_signs_that_no_page_can_hold() -> None:
    text = geojson("null", '{"name": "Car\\ud800\\u0000mes\\n"}')
    assert read_place_file(text).features[0].properties == {"name": "Car  mes"}
