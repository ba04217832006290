"""The list of neighbourhoods, finding one, and its page."""

import pytest

from tests import builders as a
from tests.visitor import Visitor


def test_lists_all_with_a_map(visitor: Visitor) -> None:
    a.a_round(visitor.session, place=a.a_neighbourhood(visitor.session, "carmes"))
    a.a_neighbourhood(visitor.session, "lalande", population=1)
    page = visitor.get("neighbourhoods.list", most_queries=6)
    assert [" ".join(h.itertext()) for h in page.all("h2")][:2] == ["Carmes", "Lalande"]
    assert "1 resident" in page.text and "On the map" in page.text


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("carmes", "1"),
        ("CÀRMES", "1"),
        ("arnaud bernard", "1"),
        ("bernard capi", "1"),
        ("lal", "1"),
        ("xyz", "0"),
        ("%", "0"),
        ("<b>", "0"),
    ],
)
def test_finds_by_name(visitor: Visitor, question: str, number: str) -> None:
    a.a_neighbourhood(visitor.session, "capitole", name="Capitole – Arnaud-Bernard – Carmès")
    a.a_neighbourhood(visitor.session, "lalande")
    page = visitor.get(f"/en/neighbourhoods/?q={question.replace('%', '%25')}", most_queries=6)
    assert f"{number} neighbourhood" in page.text


def test_no_neighbourhood_yet(visitor: Visitor) -> None:
    a.a_city(visitor.session)
    assert (
        "The city has not entered its neighbourhoods yet."
        in visitor.get("neighbourhoods.list").text
    )


def test_shows_a_neighbourhood(visitor: Visitor) -> None:
    place = a.a_neighbourhood(
        visitor.session,
        "carmes",
        population=24000,
        profile={"en": "The **old** heart."},
        source="Census 2023",
    )
    round_ = a.a_round(visitor.session, "vote", place=place)
    page = visitor.get("neighbourhoods.show", slug="carmes", most_queries=7)
    assert page.h1 == "Carmes"
    for words in (
        "24,000 people live here.",
        "The old heart.",
        "Source: Census 2023",
        "Act in my neighbourhood 2026",
    ):
        assert words in page.text
    assert f"/en/rounds/{round_.slug}/" in page.links()


def test_shows_a_neighbourhood_of_which_little_is_known(visitor: Visitor) -> None:
    a.a_neighbourhood(visitor.session, "carmes", population=None, boundary=None)
    page = visitor.get("neighbourhoods.show", slug="carmes", language="ar", most_queries=7)
    assert page.h1 == "Carmes"


def test_says_where_the_reader_lives(visitor: Visitor) -> None:
    place = a.a_neighbourhood(visitor.session, "carmes")
    page = visitor.sign_in(a.a_resident(visitor.session, place)).get(
        "neighbourhoods.show", slug="carmes"
    )
    assert "You live here" in page.text


def test_there_is_no_such_neighbourhood(visitor: Visitor) -> None:
    a.a_city(visitor.session)
    visitor.get("neighbourhoods.show", slug="nowhere", status=404)
