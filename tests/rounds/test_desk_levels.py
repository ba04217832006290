"""The desk of editions where places stand on several levels."""

from neighbourhood.places.rules.levels import Level
from tests import builders as a
from tests.visitor import Visitor, words


def test_an_edition_is_opened_for_places_of_every_level(visitor: Visitor) -> None:
    city = a.a_neighbourhood(visitor.session, "toulouse", level=Level.CITY)
    a.a_neighbourhood(visitor.session, "carmes", parent=city)
    visitor.sign_in(a.a_staff_member(visitor.session))
    page = visitor.get("rounds_desk.new_edition")
    hints = [words(hint) for hint in page.all("span") if hint.get("class") == "hint"]
    assert {"City", "Neighbourhood"} <= set(hints)
    assert "Places, money, dates" in page.text and "Fund of each round" in page.text


def test_a_round_is_added_for_a_place_of_another_level(visitor: Visitor) -> None:
    city = a.a_neighbourhood(visitor.session, "toulouse", level=Level.CITY)
    north = a.a_neighbourhood(visitor.session, "north", level=Level.DISTRICT, parent=city)
    quarter = a.a_neighbourhood(visitor.session, "carmes", parent=north)
    edition = a.a_round(visitor.session, "propose", place=quarter).edition
    visitor.sign_in(a.a_staff_member(visitor.session))
    page = visitor.get("rounds_desk.add_round", slug=edition.slug)
    assert page.h1 == "Add a place"
    assert [group.get("label") for group in page.all("optgroup")] == ["City", "District"]
    fields = {"place": "north", "round_fund": "1000", "first_day": "2031-01-01"}
    visitor.fill("rounds_desk.add_round", fields, slug=edition.slug)
    assert "North" in visitor.get("rounds_desk.edition", slug=edition.slug).text


def test_a_city_of_one_level_reads_as_before(visitor: Visitor) -> None:
    edition = a.a_round(visitor.session, "propose").edition
    visitor.sign_in(a.a_staff_member(visitor.session))
    page = visitor.get("rounds_desk.new_edition")
    assert "Fund of each neighbourhood" in page.text and "Places" not in page.text
    page = visitor.get("rounds_desk.add_round", slug=edition.slug)
    assert page.h1 == "Add a neighbourhood"
