"""The tree of places: what stands above and below, and what its levels are called."""

from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from neighbourhood.places import queries
from neighbourhood.places.models import Place
from neighbourhood.places.presenters import by_level, place_path
from neighbourhood.places.rules.levels import Level
from neighbourhood.places.rules.tree import (
    in_tree_order,
    way_up,
    without_places_above,
    without_places_below,
)
from neighbourhood.places.words import level_name, level_names_many
from tests import builders as a


@pytest.fixture
def street(session: Session) -> Place:
    """Return a street in a neighbourhood in a district of the city."""
    city = a.a_neighbourhood(session, "toulouse", level=Level.CITY)
    district = a.a_neighbourhood(session, "north", level=Level.DISTRICT, parent=city)
    quarter = a.a_neighbourhood(session, "lalande", parent=district)
    a.a_neighbourhood(session, "carmes", parent=city)
    return a.a_neighbourhood(session, "quay", level=Level.STREET, parent=quarter)


def test_the_places_above_stand_nearest_first(session: Session, street: Place) -> None:
    above = queries.places_above(session, street)
    assert [place.slug for place in above] == ["lalande", "north", "toulouse"]
    city = queries.place_by_slug(session, "toulouse")
    assert queries.places_above(session, city) == []


def test_all_places_stand_level_by_level(session: Session, street: Place) -> None:
    slugs = [place.slug for place in queries.all_places(session)]
    assert slugs == ["toulouse", "north", "carmes", "lalande", "quay"]


def test_the_lowest_places_have_none_below(session: Session, street: Place) -> None:
    assert [place.slug for place in queries.lowest_places(session)] == ["carmes", "quay"]
    children = queries.children_of(session, queries.place_by_slug(session, "toulouse"))
    assert [place.slug for place in children] == ["north", "carmes"]
    assert not queries.has_children(session, street.id)


def test_the_levels_in_use_come_with_the_city(session: Session) -> None:
    alone = queries.LevelSpan(Level.NEIGHBOURHOOD, Level.NEIGHBOURHOOD)
    assert queries.city_with_levels(session) == (None, alone)
    city = a.a_city(session)
    assert queries.city_with_levels(session) == (city, alone)
    a.a_neighbourhood(session, "north", level=Level.DISTRICT)
    span = queries.LevelSpan(Level.DISTRICT, Level.DISTRICT)
    assert queries.city_with_levels(session) == (city, span)
    a.a_neighbourhood(session, "quay", level=Level.STREET)
    span = queries.LevelSpan(Level.DISTRICT, Level.STREET)
    assert queries.city_with_levels(session) == (city, span)


def test_levels_are_called_as_the_city_calls_them(app: Flask, session: Session) -> None:
    a.a_city(session, level_names={"2": {"fr": ["Arrondissement", "Arrondissements"]}})
    session.commit()
    with app.test_request_context("/fr/"):
        app.preprocess_request()
        assert level_name(Level.DISTRICT) == "Arrondissement"
        assert level_names_many(Level.DISTRICT) == "Arrondissements"
    with app.test_request_context("/en/"):
        app.preprocess_request()
        assert (level_name(Level.DISTRICT), level_name(Level.STREET)) == ("District", "Street")
        assert level_names_many(Level.NEIGHBOURHOOD) == "Neighbourhoods"


def test_a_list_is_parted_by_level(app: Flask, session: Session, street: Place) -> None:
    session.commit()
    with app.test_request_context("/en/"):
        app.preprocess_request()
        groups = by_level(queries.all_places(session))
        names = [(group.name, [place.slug for place in group.things]) for group in groups]
        assert names == [
            ("City", ["toulouse"]),
            ("District", ["north"]),
            ("Neighbourhoods", ["carmes", "lalande"]),
            ("Street", ["quay"]),
        ]
        assert [group.name for group in by_level([street])] == [""]
        assert by_level([]) == []


def test_a_path_leads_from_the_top_to_the_place(
    app: Flask, session: Session, street: Place
) -> None:
    session.commit()
    with app.test_request_context("/en/"):
        app.preprocess_request()
        path = [(str(name), url) for name, url in place_path(session, street)]
        assert path == [
            ("Neighbourhoods", "/en/neighbourhoods/"),
            ("Toulouse", "/en/neighbourhoods/toulouse/"),
            ("North", "/en/neighbourhoods/north/"),
            ("Lalande", "/en/neighbourhoods/lalande/"),
            ("Quay", "/en/neighbourhoods/quay/"),
        ]


@dataclass(frozen=True)
class Node:
    """A place as far as the tree needs it."""

    id: int
    parent_id: int | None = None


#: 1 over 2 and 4, 2 over 3; 5 stands under none.
NODES = [Node(1), Node(4, 1), Node(2, 1), Node(3, 2), Node(5)]
KNOWN = {node.id: node for node in NODES}


def ids(places: list[Node]) -> list[int]:
    return [place.id for place in places]


def test_each_place_is_followed_by_those_below_it() -> None:
    order = [(branch.place.id, branch.depth) for branch in in_tree_order(NODES)]
    assert order == [(1, 0), (4, 1), (2, 1), (3, 2), (5, 0)]
    assert in_tree_order([]) == []


def test_the_way_up_ends_where_no_more_is_known() -> None:
    assert ids(way_up(Node(3, 2), KNOWN)) == [2, 1]
    assert ids(way_up(Node(3, 2), {2: Node(2, 1)})) == [2]
    assert way_up(Node(5), KNOWN) == []


def test_of_places_above_each_other_only_one_is_drawn() -> None:
    assert ids(without_places_above(NODES, KNOWN)) == [4, 3, 5]
    assert ids(without_places_below(NODES, KNOWN)) == [1, 5]
    # What lies between is not among them, and is passed over all the same.
    assert ids(without_places_above([KNOWN[1], KNOWN[3]], KNOWN)) == [3]
    assert ids(without_places_below([KNOWN[1], KNOWN[3]], KNOWN)) == [1]
