"""Lists at the desk: searched, filtered, sorted, cut into pages, and gone through one by one."""

from datetime import timedelta

import pytest

from neighbourhood import clock
from neighbourhood.people.models import Residency
from neighbourhood.permissions import Role
from neighbourhood.places.models import Place
from neighbourhood.places.queries import place_by_slug
from tests import builders as a
from tests.visitor import Page, Visitor

LIST = "people_desk.residencies"


def a_claim(visitor: Visitor, place: Place, name: str, days: int) -> Residency:
    """Let somebody have asked some days ago."""
    claim = Residency(
        person_id=a.a_person(visitor.session, name).id,
        place_id=place.id,
        method="in_person",
        asked_at=clock.now() - timedelta(days=days),
    )
    return a.added(visitor.session, claim)


@pytest.fixture
def desk(visitor: Visitor) -> Visitor:
    """Return an officer of the whole city before three claims in two places."""
    mirail = a.a_neighbourhood(visitor.session, "mirail")
    jolimont = a.a_neighbourhood(visitor.session, "jolimont")
    a_claim(visitor, mirail, "Élodie Œuvrard", 3)
    a_claim(visitor, jolimont, "Ahmet Yılmaz", 2)
    a_claim(visitor, mirail, "Zoé Arnaud", 1)
    visitor.sign_in(a.a_holder(visitor.session, Role.OFFICER))
    return visitor


def names(page: Page) -> list[str]:
    """Return the names in the list, in its order."""
    rows = next(e for e in page.all("ul") if e.get("class") == "rows")
    return ["".join(link.itertext()) for link in rows.iter("a")]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["Élodie Œuvrard", "Ahmet Yılmaz", "Zoé Arnaud"]),
        ({"sort": "newest"}, ["Zoé Arnaud", "Ahmet Yılmaz", "Élodie Œuvrard"]),
        ({"sort": "name"}, ["Ahmet Yılmaz", "Élodie Œuvrard", "Zoé Arnaud"]),
        ({"place": "jolimont"}, ["Ahmet Yılmaz"]),
        ({"q": "ZOE"}, ["Zoé Arnaud"]),
        ({"q": "uvrard elodie"}, ["Élodie Œuvrard"]),
        ({"q": "%"}, None),
        # What the list cannot be asked is left out.
        ({"sort": "drop"}, ["Élodie Œuvrard", "Ahmet Yılmaz", "Zoé Arnaud"]),
        ({"place": "nowhere"}, ["Élodie Œuvrard", "Ahmet Yılmaz", "Zoé Arnaud"]),
        ({"page": "99"}, ["Élodie Œuvrard", "Ahmet Yılmaz", "Zoé Arnaud"]),
    ],
)
def test_a_list_is_searched_filtered_and_sorted(
    desk: Visitor, asked: dict[str, str], expected: list[str] | None
) -> None:
    page = desk.get(desk.url(LIST, **asked))
    if expected is None:
        assert "Nothing matches what you look for." in page.text
        assert desk.url(LIST) in page.links()
    else:
        assert names(page) == expected


def test_a_list_says_what_narrows_it_and_how_to_take_that_away(desk: Visitor) -> None:
    page = desk.get(LIST, q="zoe", place="mirail")
    assert "1 entry" in page.text
    assert page.fields()["q"] == "zoe" and page.fields()["place"] == "mirail"
    assert desk.url(LIST, q="zoe") in page.links()
    assert desk.url(LIST, place="mirail") in page.links()


def test_a_long_list_has_pages_and_one_too_far_means_the_last(desk: Visitor) -> None:
    mirail = place_by_slug(desk.session, "mirail")
    for days in range(10, 28):
        a_claim(desk, mirail, f"Neighbour {days}", days)
    first = desk.get(LIST, place="mirail")
    assert len(names(first)) == 20 and "20 entries" in first.text
    a_claim(desk, mirail, "Neighbour 30", 30)
    second = desk.get(LIST, place="mirail", page=2)
    assert names(second) == ["Zoé Arnaud"]
    assert names(desk.get(LIST, place="mirail", page=7)) == ["Zoé Arnaud"]
    assert desk.url(LIST, place="mirail") + "&page=1" in second.links()


def test_one_goes_on_to_the_next_within_what_one_looked_for(desk: Visitor) -> None:
    listed = desk.get(LIST, place="mirail", sort="newest")
    rows = next(e for e in listed.all("ul") if e.get("class") == "rows")
    first, second = (str(link.get("href")) for link in rows.iter("a"))
    page = desk.get(first)
    assert second in page.links()
    assert "1 of 2 in the list" in page.text
    # Back to the list as it was asked for.
    assert desk.url(LIST, place="mirail", sort="newest") in page.links()
    assert first in desk.get(second).links()


def test_what_is_typed_into_the_address_breaks_no_list(desk: Visitor) -> None:
    for asked in (
        {"q": "x" * 5000},
        {"page": "-1"},
        {"page": "1e9"},
        {"q": "\x00"},
        {"place": "'"},
    ):
        desk.get(desk.url(LIST, **asked))
