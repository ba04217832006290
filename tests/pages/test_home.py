"""The first page: who sees what first, and what can be done."""

import re
from typing import Any

from neighbourhood.places.rules.levels import Level
from neighbourhood.rounds.models import Round
from tests import builders as a
from tests.builders import opened
from tests.visitor import Visitor, words


def test_a_city_without_anything_says_what_will_come(visitor: Visitor) -> None:
    a.a_city(visitor.session)
    page = visitor.get("pages.home", most_queries=6)
    assert page.h1 == "Your neighbourhood decides"
    assert "Nothing is open at the moment" in page.text


def test_a_stranger_sees_what_is_open(visitor: Visitor) -> None:
    carmes, lalande = (
        a.a_neighbourhood(visitor.session, "carmes"),
        a.a_neighbourhood(visitor.session, "lalande"),
    )
    edition = a.an_edition(visitor.session)
    opened(a.a_round(visitor.session, "vote", place=carmes, fund=40_000_000, edition=edition))
    a.a_round(visitor.session, "propose", place=lalande, fund=10_000_000, edition=edition)
    page = visitor.get("pages.home", most_queries=6)
    assert page.h1 == "€500,000 for our neighbourhoods: you decide"
    assert (
        "1 neighbourhood is voting now." in page.text
        and "In 1 neighbourhood you can propose projects." in page.text
    )
    assert [link for link in page.links() if "/rounds/" in link] == [
        f"/en/rounds/{edition.slug}-carmes/",
        f"/en/rounds/{edition.slug}-lalande/",
    ]
    assert "Set-Cookie" not in page.response.headers


def test_the_only_open_round_comes_first(visitor: Visitor) -> None:
    carmes = a.a_neighbourhood(visitor.session, "carmes")
    opened(a.a_round(visitor.session, "vote", place=carmes, fund=40_000_000))
    page = visitor.get("pages.home", most_queries=7)
    assert page.h1 == "€400,000 for Carmes: you choose"
    assert "People whose residency in Carmes is confirmed can vote here." in page.text


def test_a_resident_sees_the_own_round_first(visitor: Visitor) -> None:
    carmes, lalande = (
        a.a_neighbourhood(visitor.session, "carmes"),
        a.a_neighbourhood(visitor.session, "lalande"),
    )
    edition = a.an_edition(visitor.session)
    a.a_round(visitor.session, "vote", place=carmes, edition=edition)
    own = a.a_round(visitor.session, "propose", place=lalande, edition=edition)
    page = visitor.sign_in(a.a_resident(visitor.session, lalande)).get(
        "pages.home", most_queries=10
    )
    assert page.h1 == "€100,000 for Lalande: what is missing?"
    assert f"/en/rounds/{own.slug}/propose/" in page.links()
    assert "The vote begins on" in page.text


def test_a_resident_of_a_quiet_neighbourhood_is_not_asked_elsewhere(visitor: Visitor) -> None:
    a.a_round(visitor.session, "vote", place=a.a_neighbourhood(visitor.session, "carmes"))
    page = visitor.sign_in(
        a.a_resident(visitor.session, a.a_neighbourhood(visitor.session, "lalande"))
    ).get("pages.home", most_queries=10)
    assert page.h1 == "€100,000 for our neighbourhoods: you decide"


def test_results_stand_apart_from_what_is_open(visitor: Visitor) -> None:
    round_ = a.a_round(
        visitor.session, "deliver", place=a.a_neighbourhood(visitor.session, "carmes")
    )
    a.a_publication(visitor.session, round_)
    # Two of them read who got money; the text is read once only.
    page = visitor.get("pages.home", most_queries=8)
    assert "What was decided" in page.text and "Nothing is open at the moment" in page.text


def test_a_result_that_is_late_is_not_told_as_decided(visitor: Visitor) -> None:
    a.a_round(visitor.session, "deliver", place=a.a_neighbourhood(visitor.session, "carmes"))
    page = visitor.get("pages.home", most_queries=6)
    assert page.h1 == "€100,000 for Carmes: the result is still to come"
    assert "The result is not published yet." in page.text
    assert "What was decided" not in page.text and "carried out" not in page.text


def test_home_in_a_language_from_right_to_left(visitor: Visitor) -> None:
    a.a_round(visitor.session, "vote")
    visitor.get("pages.home", language="ar", most_queries=7)


def a_city_with_two_lists(visitor: Visitor) -> tuple[Round, Round]:
    """Add an edition in which a neighbourhood and the whole city vote."""
    city = a.a_neighbourhood(visitor.session, "whole-city", level=Level.CITY)
    carmes = a.a_neighbourhood(visitor.session, "carmes", parent=city)
    edition = a.an_edition(visitor.session)
    return (
        opened(a.a_round(visitor.session, "vote", place=carmes, edition=edition)),
        opened(a.a_round(visitor.session, "vote", place=city, edition=edition, fund=30_000_000)),
    )


def test_a_stranger_sees_the_lists_of_each_level_apart(visitor: Visitor) -> None:
    own, city = a_city_with_two_lists(visitor)
    page = visitor.get("pages.home", most_queries=6)
    assert page.h1 == "€400,000 for our city: you decide"
    assert "2 votes are open now." in page.text
    assert [heading.text for heading in page.all("h3")] == ["City", "Neighbourhood"]
    assert [link for link in page.links() if "/rounds/" in link] == [
        f"/en/rounds/{city.slug}/",
        f"/en/rounds/{own.slug}/",
    ]


def test_a_resident_sees_the_nearest_list_first_and_the_citys_beside_it(visitor: Visitor) -> None:
    own, city = a_city_with_two_lists(visitor)
    elsewhere = a.a_neighbourhood(visitor.session, "lalande", parent=city.place)
    a.a_round(visitor.session, "vote", place=elsewhere, edition=own.edition)
    page = visitor.sign_in(a.a_resident(visitor.session, own.place)).get(
        "pages.home", most_queries=12
    )
    assert page.h1 == "€100,000 for Carmes: you choose"
    lists = {
        section.get("aria-labelledby"): "".join(section.itertext())
        for section in page.all("section")
    }
    assert "Your other lists" in lists["own"] and "Whole City" in lists["own"]
    assert "Open elsewhere" in lists["open"] and "Lalande" in lists["open"]


def test_a_more_urgent_list_of_the_city_comes_before_the_own_one(visitor: Visitor) -> None:
    city = a.a_neighbourhood(visitor.session, "whole-city", level=Level.CITY)
    carmes = a.a_neighbourhood(visitor.session, "carmes", parent=city)
    edition = a.an_edition(visitor.session)
    a.a_round(visitor.session, "propose", place=carmes, edition=edition)
    opened(a.a_round(visitor.session, "vote", place=city, edition=edition))
    page = visitor.sign_in(a.a_resident(visitor.session, carmes)).get("pages.home")
    assert page.h1 == "€100,000 for Whole City: you choose"


def test_the_map_names_the_places_and_tells_their_colours_in_words(visitor: Visitor) -> None:
    carmes = a.a_neighbourhood(visitor.session, "carmes")
    lalande = a.a_neighbourhood(visitor.session, "lalande", boundary=moved_east(carmes.boundary))
    edition = a.an_edition(visitor.session)
    a.a_round(visitor.session, "vote", place=carmes, edition=edition)
    a.a_round(visitor.session, "propose", place=lalande, edition=edition)
    page = visitor.get("pages.home")
    assert re.findall(r'class="area-name"><tspan[^>]*>([^<]*)<', page.html) == ["Carmes", "Lalande"]
    colours = re.findall(r'<path class="(area area-\w+)"', page.html)
    meanings = re.findall(r'<rect class="(area area-\w+)"', page.html)
    assert colours == meanings and len(set(colours)) == 2
    (keys,) = [words(one) for one in page.all("ul") if one.get("class") == "keys"]
    assert keys == "Vote 1 Propose 1"


def moved_east(boundary: Any) -> Any:
    """Return a boundary of one ring as wide as it is beside itself."""
    (ring,) = boundary["coordinates"]
    wide = max(x for x, _y in ring) - min(x for x, _y in ring)
    return boundary | {"coordinates": [[[x + wide, y] for x, y in ring]]}
