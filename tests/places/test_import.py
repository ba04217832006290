"""Many places from a file: shown, corrected, and saved in one act."""

import io
import json
from typing import Any

import pytest
from sqlalchemy import select

from neighbourhood.places.models import Place
from neighbourhood.places.rules.levels import Level
from neighbourhood.trail.models import TrailEntry
from tests import builders as a
from tests.places.test_place_files import collection, square, swapped
from tests.visitor import Page, Visitor

WEST, EAST = square(1.40, 43.60), square(1.41, 43.60)


@pytest.fixture
def desk(visitor: Visitor) -> Visitor:
    return visitor.sign_in(a.a_staff_member(visitor.session))


def read(desk: Visitor, text: str, status: int = 200) -> Page:
    return desk.fill("places_desk.import_places", {"collection": text}, status=status)


def go_on(desk: Visitor, page: Page, step: str, change: Any = (), status: int = 200) -> Page:
    data = {**page.fields(), "step": step, **dict(change)}
    return desk.post("places_desk.check_import", data, status=status)


def names(desk: Visitor) -> list[str]:
    return list(desk.session.scalars(select(Place.name).order_by(Place.name)))


def test_a_file_is_shown_before_anything_is_saved(desk: Visitor) -> None:
    page = read(desk, collection(WEST, EAST))
    assert "2 places were read. Nothing is saved yet." in page.text
    fields = page.fields()
    assert (fields["name_0"], fields["name_1"]) == ("Q1", "Q2")
    assert "In addresses: q1" in page.text
    assert len(list(page.all("{http://www.w3.org/2000/svg}path"))) >= 2
    assert names(desk) == []


def test_a_file_can_be_chosen_instead_of_pasted(desk: Visitor) -> None:
    content = b"\xef\xbb\xbf" + collection(WEST).encode()
    data = {"file": (io.BytesIO(content), "quarters.geojson"), "submission_key": "k"}
    page = desk.post("places_desk.import_places", data, status=200)
    assert "1 place was read." in page.text


def test_one_act_saves_all_with_the_names_that_were_chosen(desk: Visitor) -> None:
    page = read(desk, collection(WEST, EAST))
    go_on(desk, page, "save", {"name_1": "Côte Pavée", "people_0": "120"}, status=303)
    assert names(desk) == ["Côte Pavée", "Q1"]
    one = desk.session.scalars(select(Place).where(Place.slug == "cote-pavee")).one()
    assert one.boundary == EAST and one.level is Level.NEIGHBOURHOOD
    acts = desk.session.scalars(select(TrailEntry.act)).all()
    assert acts.count("add_neighbourhood") == 2


def test_what_is_not_ticked_is_left_out(desk: Visitor) -> None:
    page = read(desk, collection(WEST, EAST))
    fields = {name: value for name, value in page.fields().items() if name != "keep_0"}
    desk.post("places_desk.check_import", {**fields, "step": "save"}, status=303)
    assert names(desk) == ["Q2"]


def test_another_column_gives_the_names_anew(desk: Visitor) -> None:
    page = go_on(desk, read(desk, collection(WEST)), "look", {"name_property": "n"})
    assert page.fields()["name_0"] == "7"


def test_swapped_coordinates_are_told_and_turned_by_one_button(desk: Visitor) -> None:
    page = read(desk, collection(swapped(WEST), swapped(EAST)))
    assert "Latitude and longitude seem to be swapped in 2 places." in page.text
    refused = go_on(desk, page, "save", status=422)
    assert refused.errors() == [
        "Something is still wrong with Q1, Q2. Correct it or untick it.",
    ]
    page = go_on(desk, page, "swap")
    assert "seem to be swapped" not in page.text
    go_on(desk, page, "save", status=303)
    assert desk.session.scalars(select(Place).where(Place.slug == "q1")).one().boundary == WEST


def test_overlaps_are_told_and_must_be_meant(desk: Visitor) -> None:
    a.a_neighbourhood(desk.session, "carmes", boundary=EAST)
    page = read(desk, collection(square(1.405, 43.60)))
    assert "Q1 and Carmes: 50 % of the smaller one" in page.text
    refused = go_on(desk, page, "save", status=422)
    assert refused.errors() == ["Look at what the page says of the map, and tick that it is meant."]
    go_on(desk, page, "save", {"is_meant": "y"}, status=303)
    assert names(desk) == ["Carmes", "Q1"]


def test_a_place_outside_the_one_above_is_told(desk: Visitor) -> None:
    city = a.a_neighbourhood(desk.session, "toulouse", level=Level.CITY, boundary=square(1.4, 43.6))
    page = read(desk, collection(square(1.3, 43.5), EAST))
    assert page.fields()["parent_id"] == str(city.id)
    assert "About 100 % of the area of Q1 lies outside Toulouse." in page.text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name_0": "CARMES"}, "There is already a place of this name."),
        ({"name_0": "Q2"}, "This name stands here more than once."),
        ({"name_0": ""}, "Give a name of at most 120 characters."),
    ],
)
def test_names_that_cannot_be_are_told(desk: Visitor, change: Any, message: str) -> None:
    a.a_neighbourhood(desk.session, "carmes", boundary=None)
    page = go_on(desk, read(desk, collection(WEST, EAST)), "save", change, status=422)
    assert message in page.text
    assert names(desk) == ["Carmes"]


def test_a_ring_that_crosses_itself_is_told_and_not_ticked(desk: Visitor) -> None:
    bow = {"type": "Polygon", "coordinates": [[[1, 1], [2, 2], [2, 1], [1, 3], [1, 1]]]}
    page = read(desk, collection(WEST, bow))
    assert "The boundary crosses or touches itself." in page.text
    go_on(desk, page, "save", status=303)
    assert names(desk) == ["Q1"]


def test_a_file_in_metres_is_refused(desk: Visitor) -> None:
    page = read(desk, collection(square(574_000, 6_279_000, 900)), status=422)
    assert page.errors() == [
        "The numbers in this file are no degrees; they look like metres. Export it again in WGS 84 "
        "(EPSG:4326)."
    ]


def test_nothing_sent_is_refused(desk: Visitor) -> None:
    assert read(desk, "", status=422).errors() == ["Paste the text of a file, or choose a file."]


@pytest.mark.parametrize(
    ("boundary", "words", "tick"),
    [
        (swapped(WEST), "Latitude and longitude seem to be swapped", "is_swapped"),
        (square(4.8, 45.7), "km away from the city", "is_meant"),
        (square(1.405, 43.60), "is also that of Carmes", "is_meant"),
    ],
)
def test_the_form_of_one_place_tells_the_same(
    desk: Visitor, boundary: Any, words: str, tick: str
) -> None:
    a.a_neighbourhood(desk.session, "carmes", boundary=EAST)
    facts = {"name": "New", "slug": "new-one", "boundary": json.dumps(boundary)}
    page = desk.fill("places_desk.new_neighbourhood", facts, status=422)
    assert len(page.errors()) == 1 and words in page.errors()[0]
    desk.fill("places_desk.new_neighbourhood", {**facts, tick: "y"}, status=303)
    added = desk.session.scalars(select(Place).where(Place.slug == "new-one")).one()
    assert added.boundary == (WEST if tick == "is_swapped" else boundary)
