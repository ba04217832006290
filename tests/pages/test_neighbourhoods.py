"""The list of neighbourhoods, finding one, and its page."""

import pytest

from neighbourhood.places.models import Place
from neighbourhood.places.rules.levels import Level
from neighbourhood.places.services.addresses import put_addresses
from tests import builders as a
from tests.visitor import Visitor, words


def test_lists_all_with_a_map(visitor: Visitor) -> None:
    a.a_round(visitor.session, place=a.a_neighbourhood(visitor.session, "carmes"))
    a.a_neighbourhood(visitor.session, "lalande", population=1)
    page = visitor.get("neighbourhoods.list", most_queries=6)
    assert [" ".join(h.itertext()) for h in page.all("h2")][:3] == [
        "On the map",
        "Carmes",
        "Lalande",
    ]
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
    page = visitor.get(f"/en/neighbourhoods/?q={question.replace('%', '%25')}", most_queries=8)
    assert f"{number} neighbourhood" in page.text


NAMES = {"ar": "سان سيبريان", "uk": "Сен-Сіпрієн", "tr": "Sen Sipriyen"}


@pytest.mark.parametrize(
    "question", ["سان سيبريان", "سیبریان", "сіпрієн сен", "sipriyen", "SAINT cyprien"]
)
def test_finds_by_a_name_in_any_script(visitor: Visitor, question: str) -> None:
    a.a_neighbourhood(visitor.session, "saint-cyprien", names=NAMES)
    a.a_neighbourhood(visitor.session, "lalande")
    page = visitor.get("neighbourhoods.list", q=question)
    assert "1 neighbourhood fits" in page.text and headings(page, "h3") == ["Saint Cyprien"]


@pytest.mark.parametrize(
    ("question", "street"),
    [
        ("republique", "Rue de la République"),
        ("12 bis, rue de la Republique, 31300 Toulouse", "Rue de la République"),
        ("31300", "31300"),
        ("31300 Toulouse", "31300"),
        ("place lafourcade", "Place Intérieure Lafourcade"),
    ],
)
def test_finds_by_street_or_postcode(visitor: Visitor, question: str, street: str) -> None:
    place = a.a_neighbourhood(visitor.session, "saint-cyprien")
    a.a_neighbourhood(visitor.session, "lalande")
    labels = ["Rue de la République", "Place Intérieure Lafourcade", "31300"]
    put_addresses(visitor.session, {place.id: labels})
    page = visitor.get("neighbourhoods.list", q=question)
    assert headings(page, "h3") == ["Saint Cyprien"] and street in page.text


def test_a_street_in_several_places_finds_them_all(visitor: Visitor) -> None:
    places = [a.a_neighbourhood(visitor.session, slug) for slug in ("lalande", "carmes")]
    put_addresses(visitor.session, {place.id: ["Canal"] for place in places})
    page = visitor.get("neighbourhoods.list", q="canal")
    assert headings(page, "h3") == ["Carmes", "Lalande"]


def test_nothing_found_names_the_way_out(visitor: Visitor) -> None:
    a.a_neighbourhood(visitor.session, "carmes")
    page = visitor.get("neighbourhoods.list", q="atlantis")
    assert (
        "We know no place of this name" in page.text and "mailto:city@example.org" in page.links()
    )


def test_a_name_stands_in_the_readers_script_beside_the_original(visitor: Visitor) -> None:
    a.a_neighbourhood(visitor.session, "saint-cyprien", names=NAMES)
    page = visitor.get("neighbourhoods.show", slug="saint-cyprien", language="ar")
    assert page.h1 == "سان سيبريان Saint Cyprien"
    assert '<span class="original" lang="en" dir="ltr">Saint Cyprien</span>' in page.html
    page = visitor.get("neighbourhoods.show", slug="saint-cyprien", language="tr")
    assert page.h1 == "Sen Sipriyen"
    assert visitor.get("/fr/neighbourhoods/saint-cyprien/").h1 == "Saint Cyprien"


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
    page = visitor.get("neighbourhoods.show", slug="carmes", most_queries=10)
    assert page.h1 == "Carmes"
    for phrase in (
        "24,000 people live here.",
        "The old heart.",
        "Source: Census 2023",
        "Act in my neighbourhood 2026",
    ):
        assert phrase in page.text
    assert f"/en/rounds/{round_.slug}/" in page.links()


def test_a_place_says_what_is_going_on_and_whom_to_ask(visitor: Visitor) -> None:
    place = a.a_neighbourhood(visitor.session, "carmes")
    round_ = a.a_round(visitor.session, "propose", place=place)
    a.a_project(visitor.session, round_, "Shade for all", state="submitted")
    page = visitor.get("neighbourhoods.show", slug="carmes", most_queries=10)
    assert headings(page, "h2")[:3] == ["What is going on here", "What you can do now", "1 project"]
    assert "Shade for all" in page.text and "Whom you can ask" in page.text
    assert "mailto:city@example.org" in page.links()


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


EAST = {
    "type": "Polygon",
    "coordinates": [[[1.44, 43.59], [1.46, 43.59], [1.46, 43.61], [1.44, 43.61], [1.44, 43.59]]],
}


@pytest.fixture
def city(visitor: Visitor) -> Place:
    """Return a city with two neighbourhoods and a district that holds a third."""
    session = visitor.session
    city = a.a_neighbourhood(session, "toulouse", level=Level.CITY)
    a.a_neighbourhood(session, "carmes", parent=city)
    north = a.a_neighbourhood(session, "north", level=Level.DISTRICT, parent=city, boundary=EAST)
    a.a_neighbourhood(session, "lalande", parent=north, boundary=EAST)
    a.a_neighbourhood(session, "saint-cyprien", parent=city, boundary=None)
    return city


def drawn(page: object) -> list[str]:
    return [title.text for title in page.all("{http://www.w3.org/2000/svg}title")]


def headings(page: object, tag: str) -> list[str]:
    return [words(heading) for heading in page.all(tag)]


def test_the_list_is_parted_by_level_and_draws_the_lowest(visitor: Visitor, city: Place) -> None:
    page = visitor.get("neighbourhoods.list", most_queries=6)
    assert page.h1 == "Neighbourhoods"
    assert headings(page, "h2") == ["On the map", "City", "District", "Neighbourhoods"]
    assert headings(page, "h3") == ["Toulouse", "North", "Carmes", "Lalande", "Saint Cyprien"]
    assert drawn(page) == ["Carmes", "Lalande"]


@pytest.mark.parametrize(("question", "name"), [("toul", "Toulouse"), ("north", "North")])
def test_finds_places_of_every_level(
    visitor: Visitor, city: Place, question: str, name: str
) -> None:
    page = visitor.get(f"/en/neighbourhoods/?q={question}")
    assert headings(page, "h3") == [name]
    assert "1 place fits" in page.text


def test_a_city_of_one_level_does_not_speak_of_levels(visitor: Visitor) -> None:
    a.a_round(visitor.session, place=a.a_neighbourhood(visitor.session, "carmes"))
    for page in (visitor.get("neighbourhoods.list"), visitor.get("/en/neighbourhoods/carmes/")):
        assert "District" not in page.text and "Also for" not in page.text


def test_a_city_of_districts_calls_its_list_after_them(visitor: Visitor) -> None:
    names = {"2": {"en": ["Ward", "Wards"]}}
    a.a_city(visitor.session, level_names=names)
    a.a_neighbourhood(visitor.session, "north", level=Level.DISTRICT)
    page = visitor.get("neighbourhoods.list")
    assert page.h1 == "Wards" and headings(page, "h2")[1] == "North"


def test_a_place_says_what_stands_above_and_below_it(visitor: Visitor, city: Place) -> None:
    page = visitor.get("neighbourhoods.show", slug="toulouse")
    assert drawn(page) == ["North", "Carmes"]
    assert headings(page, "h2")[:3] == ["Rounds", "District", "Neighbourhoods"]
    page = visitor.get("neighbourhoods.show", slug="lalande")
    crumbs = next(nav for nav in page.all("nav") if nav.get("class") == "breadcrumbs")
    assert words(crumbs) == "Neighbourhoods Toulouse North Lalande"


def test_a_place_without_any_below_is_drawn_among_those_beside_it(
    visitor: Visitor, city: Place
) -> None:
    page = visitor.get("neighbourhoods.show", slug="carmes")
    assert drawn(page) == ["Carmes"]


def test_a_place_above_without_a_boundary_leaves_no_hole(visitor: Visitor, city: Place) -> None:
    visitor.session.query(Place).filter_by(slug="north").one().boundary = None
    page = visitor.get("neighbourhoods.show", slug="toulouse")
    assert drawn(page) == ["Carmes", "Lalande"]


def test_a_place_shows_the_rounds_of_those_above_that_are_not_over(
    visitor: Visitor, city: Place
) -> None:
    open_round = a.a_round(visitor.session, "vote", place=city)
    past_round = a.a_round(visitor.session, "vote", place=city)
    for phase in past_round.phases:
        phase.starts_at, phase.ends_at = a.LONG_AGO, a.LONG_AGO.replace(hour=1)
    page = visitor.get("neighbourhoods.show", slug="lalande")
    assert "Also for the people who live here" in page.text
    assert f"/en/rounds/{open_round.slug}/" in page.links()
    assert f"/en/rounds/{past_round.slug}/" not in page.links()


def test_a_resident_lives_in_every_place_above_theirs(visitor: Visitor, city: Place) -> None:
    lalande = visitor.session.query(Place).filter_by(slug="lalande").one()
    visitor.sign_in(a.a_resident(visitor.session, lalande))
    for slug, lives_there in (("toulouse", True), ("north", True), ("carmes", False)):
        page = visitor.get("neighbourhoods.show", slug=slug)
        assert ("You live here" in page.text) is lives_there


def test_a_round_stands_below_all_places_above(visitor: Visitor, city: Place) -> None:
    lalande = visitor.session.query(Place).filter_by(slug="lalande").one()
    page = visitor.get("pages.round", slug=a.a_round(visitor.session, place=lalande).slug)
    assert page.text.count("Toulouse") and "/en/neighbourhoods/north/" in page.links()
