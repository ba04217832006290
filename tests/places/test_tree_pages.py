"""The desk of the tree: the list, the form of a place, deleting, what levels are called."""

import json

import pytest

from neighbourhood.places import queries
from neighbourhood.places.models import Place
from neighbourhood.places.rules.levels import Level
from tests import builders as a
from tests.places.test_nesting import CITY, rectangle
from tests.visitor import Page, Visitor, words


@pytest.fixture
def desk(visitor: Visitor) -> Visitor:
    return visitor.sign_in(a.a_staff_member(visitor.session))


@pytest.fixture
def quarter(desk: Visitor) -> Place:
    """Return a neighbourhood in a district of the city."""
    session = desk.session
    city = a.a_neighbourhood(session, "toulouse", level=Level.CITY, boundary=CITY)
    a.a_neighbourhood(session, "carmes", parent=city, boundary=None)
    north = a.a_neighbourhood(session, "north", level=Level.DISTRICT, parent=city, boundary=None)
    return a.a_neighbourhood(session, "lalande", parent=north, boundary=None)


def options(page: Page, name: str) -> list[str]:
    select = next(one for one in page.all("select") if one.get("name") == name)
    return [words(option) for option in select.iter("option")]


def test_the_list_is_a_tree(desk: Visitor, quarter: Place) -> None:
    page = desk.get("places_desk.neighbourhoods")
    rows = [words(row) for row in page.all("th") if row.get("scope") == "row"]
    assert rows == ["Toulouse", "North", "Lalande", "Carmes"]
    depths = [row.get("class") for row in page.all("th") if row.get("scope") == "row"]
    assert depths == ["branch-0", "branch-1", "branch-2", "branch-1"]
    assert "District" in page.text and "Add a place" in page.text


def test_the_desk_of_one_level_does_not_speak_of_levels(desk: Visitor) -> None:
    a.a_neighbourhood(desk.session, "carmes")
    page = desk.get("places_desk.neighbourhoods")
    assert "Level" not in page.text and "Add a neighbourhood" in page.text
    page = desk.get("places_desk.new_neighbourhood")
    assert page.h1 == "New neighbourhood" and len(list(page.all("details"))) >= 1


def test_a_city_grows_above_its_neighbourhoods(desk: Visitor) -> None:
    quarter = a.a_neighbourhood(desk.session, "carmes", boundary=None)
    page = desk.get("places_desk.new_neighbourhood")
    assert "Put every smaller place that stands under none under this one" in page.text
    fields = {"name": "Toulouse", "slug": "toulouse", "level": "1", "takes_in": "y"}
    desk.fill("places_desk.new_neighbourhood", fields)
    desk.session.refresh(quarter)
    assert quarter.parent.slug == "toulouse"


def test_only_higher_places_are_offered_above(desk: Visitor, quarter: Place) -> None:
    page = desk.get("places_desk.neighbourhood", slug="north")
    assert options(page, "level") == ["District"]
    assert options(page, "parent_id") == ["No place above", "Toulouse"]
    page = desk.get("places_desk.neighbourhood", slug="lalande")
    assert options(page, "level") == ["City", "District", "Neighbourhood", "Street"]
    assert options(page, "parent_id") == ["No place above", "Toulouse", "North", "Carmes"]


def test_a_place_saved_as_it_stands_keeps_its_place(desk: Visitor, quarter: Place) -> None:
    desk.fill("places_desk.neighbourhood", {"name": "La Lande"}, slug="lalande")
    found = queries.place_by_slug(desk.session, "lalande")
    assert (found.name, found.level, found.parent.slug) == ("La Lande", 3, "north")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"level": "1"}, "Only one place can be the whole city, and there is one already."),
        ({"level": "9"}, "Please choose one of the list."),
        ({"level": "2"}, "The place above must stand on a higher level."),
        ({"parent_id": "999"}, "Please choose one of the list."),
        ({"parent_id": "north"}, None),
        (
            {"parent_id": "toulouse", "boundary": json.dumps(rectangle(8, 0, 12, 10))},
            (
                "About 50 % of the area of Lalande lies outside Toulouse. Correct one of the "
                "boundaries, or choose another place above."
            ),
        ),
    ],
)
def test_a_tree_that_cannot_be_is_refused_beside_its_field(
    desk: Visitor, quarter: Place, change: dict[str, str], message: str | None
) -> None:
    if "parent_id" in change and not change["parent_id"].isdecimal():
        above = queries.place_by_slug(desk.session, change["parent_id"])
        change = change | {"parent_id": str(above.id)}
    status = 422 if message else 303
    page = desk.fill("places_desk.neighbourhood", change, slug="lalande", status=status)
    if message:
        assert page.errors() == [message]
    assert queries.place_by_slug(desk.session, "lalande").parent.slug == "north"


def test_an_unused_place_is_deleted_after_a_question(desk: Visitor, quarter: Place) -> None:
    page = desk.get("places_desk.neighbourhood", slug="lalande")
    assert "/en/desk/neighbourhoods/lalande/delete/" in page.links()
    desk.fill("places_desk.delete_neighbourhood", {}, slug="lalande")
    assert "Lalande is deleted." in desk.get("places_desk.neighbourhoods").text
    desk.get("places_desk.neighbourhood", slug="lalande", status=404)


def test_a_place_in_use_says_why_it_stays(desk: Visitor, quarter: Place) -> None:
    page = desk.get("places_desk.neighbourhood", slug="north")
    assert "/en/desk/neighbourhoods/north/delete/" not in page.links()
    page = desk.get("places_desk.delete_neighbourhood", slug="north")
    assert "There are places below this one. Move or delete them first." in page.text
    assert "Once deleted" not in page.text
    page = desk.post("places_desk.delete_neighbourhood", {}, slug="north", status=422)
    assert page.errors() == ["There are places below this one. Move or delete them first."]


def test_levels_get_names_that_pages_use(desk: Visitor, quarter: Place) -> None:
    assert "/en/desk/levels/" in desk.get("places_desk.neighbourhoods").links()
    desk.fill("places_desk.levels", {"one_2_en": "Ward", "many_2_en": "Wards"})
    assert desk.get("places_desk.levels").fields()["many_2_en"] == "Wards"
    assert "Ward" in desk.get("neighbourhoods.list").text
    page = desk.fill("places_desk.levels", {"one_2_en": ""}, status=422)
    assert page.errors() == ["Give both names, for one place and for many, or neither."]


def test_a_long_list_of_places_is_searched_in_any_script(desk: Visitor) -> None:
    for number in range(21):
        a.a_neighbourhood(desk.session, f"place-{number:02}", name=f"Place {number:02}")
    a.a_neighbourhood(desk.session, "cyprien", name="Saint-Cyprien", names={"ar": "سان سيبريان"})
    found = desk.get("places_desk.neighbourhoods", q="سيبريان")
    assert "1 entry" in found.text
    # The map names all places; of the table only its head and the one found are left.
    assert [words(row).split()[0] for row in found.all("tr")] == ["Name", "Saint-Cyprien"]
    nothing = desk.get("places_desk.neighbourhoods", q="nowhere").text
    assert "Nothing matches what you look for." in nothing
