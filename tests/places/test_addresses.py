"""Streets and postcodes: read by line, kept by place, changed at the desk."""

import pytest
from sqlalchemy import select

from neighbourhood.places import queries
from neighbourhood.places.models import PlaceAddress
from neighbourhood.places.rules.addresses import read_addresses, ways_to_ask
from neighbourhood.places.services.addresses import put_addresses
from neighbourhood.refusals import Invalid
from tests import builders as a
from tests.visitor import Visitor

PLACES = {"carmes": 1, "saint cyprien": 2}


def test_a_list_is_read_by_line() -> None:
    lines = ["Rue des Arts; Carmes", "", "31000\tCARMES", '"Rue de Metz" ;Saint-Cyprien']
    text = "\n".join([*lines, "rue des ARTS;Carmes"])
    assert read_addresses(text, PLACES) == {1: ["Rue des Arts", "31000"], 2: ["Rue de Metz"]}


@pytest.mark.parametrize(
    ("text", "code", "lines"),
    [
        ("Rue des Arts\nRue; Carmes\n;Carmes", "addresses_unread", "1, 3"),
        (f"{'x' * 121}; Carmes", "addresses_unread", "1"),
        ("A; Carmes\nB; Atlantis", "addresses_unknown_place", "2 (Atlantis)"),
        ("\n".join(["A; X"] * 9), "addresses_unknown_place", None),
    ],
)
def test_wrong_lines_are_named(text: str, code: str, lines: str | None) -> None:
    with pytest.raises(Invalid) as refusal:
        read_addresses(text, PLACES)
    assert refusal.value.code == code
    assert str(refusal.value.values["lines"]) == lines or lines is None


def test_a_whole_address_is_asked_for_with_less_and_less_of_it() -> None:
    assert ways_to_ask("12 bis rue de Metz, 31000 Toulouse", "Toulouse") == [
        "12 bis rue de metz 31000 toulouse",
        "rue de metz 31000 toulouse",
        "rue de metz 31000",
        "rue de metz",
    ]
    assert ways_to_ask("31000", "Toulouse") == ["31000"]


@pytest.fixture
def desk(visitor: Visitor) -> Visitor:
    return visitor.sign_in(a.a_staff_member(visitor.session))


def labels(desk: Visitor) -> list[str]:
    return list(desk.session.scalars(select(PlaceAddress.label).order_by(PlaceAddress.label)))


def test_the_desk_pastes_the_list_of_the_city(desk: Visitor) -> None:
    carmes = a.a_neighbourhood(desk.session, "carmes")
    put_addresses(desk.session, {carmes.id: ["Old Lane"]})
    page = desk.get("places_desk.addresses")
    assert page.fields()["addresses"] == "Old Lane; Carmes"
    refused = desk.fill("places_desk.addresses", {"addresses": "A; Nowhere"}, status=422)
    assert refused.errors() == ["There is no place of this name in these lines: 1 (Nowhere)."]
    assert labels(desk) == ["Old Lane"]
    desk.fill("places_desk.addresses", {"addresses": "New Lane; carmes\n31000; Carmes"})
    assert labels(desk) == ["31000", "New Lane"]


def test_names_and_streets_of_one_place_are_edited_with_it(desk: Visitor) -> None:
    carmes = a.a_neighbourhood(desk.session, "carmes", boundary=None)
    change = {"names_ar": "كارم", "names_fr": "Carmes", "addresses": "Rue des Arts\nRue des arts"}
    desk.fill("places_desk.neighbourhood", change, slug="carmes")
    desk.session.expire_all()
    assert queries.place_by_slug(desk.session, "carmes").names == {"ar": "كارم"}
    assert list(queries.addresses_of(desk.session, carmes)) == ["Rue des Arts"]
    desk.fill("places_desk.neighbourhood", {"population": "7"}, slug="carmes")
    assert labels(desk) == ["Rue des Arts"]
