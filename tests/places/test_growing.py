"""The tree of places grows, changes and is pruned: what is refused changes nothing."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.database.constraints import refuse_broken_constraint
from neighbourhood.permissions import Role
from neighbourhood.places import queries, services
from neighbourhood.places.models import Place
from neighbourhood.places.rules import PlaceFacts
from neighbourhood.places.rules.levels import Level
from neighbourhood.refusals import Invalid, NotAllowed, NotNow, Refusal
from neighbourhood.trail.models import TrailEntry
from tests import builders as a
from tests.places.test_nesting import CITY, rectangle

CARMES = PlaceFacts("Carmes", "carmes")


@pytest.fixture
def tree(session: Session) -> dict[str, Place]:
    """Return a city with the district North, in which Lalande lies, and one place under none."""
    city = a.a_neighbourhood(session, "toulouse", level=Level.CITY, boundary=CITY)
    inside = {"boundary": rectangle(0, 5, 10, 10)}
    north = a.a_neighbourhood(session, "north", level=Level.DISTRICT, parent=city, **inside)
    lalande = a.a_neighbourhood(session, "lalande", parent=north, boundary=rectangle(1, 6, 3, 8))
    alone = a.a_neighbourhood(session, "alone", boundary=rectangle(8, 8, 9, 9))
    return {"city": city, "north": north, "lalande": lalande, "alone": alone}


def staff(session: Session) -> dict[str, Any]:
    return {"actor": a.actor_of(session, a.a_staff_member(session)), "now": clock.now()}


def facts_of(place: Place, **changes: Any) -> PlaceFacts:
    names = ("name", "slug", "level", "parent_id", "population", "boundary", "profile")
    return PlaceFacts(**{name: getattr(place, name) for name in names} | changes)


def edit(session: Session, place: Place, **changes: Any) -> Place:
    return services.edit_place(session, place, facts_of(place, **changes), **staff(session))


def refused(session: Session, place: Place, **changes: Any) -> Refusal:
    """Return why the place cannot be changed so, once it is seen that nothing has changed."""
    before = facts_of(place)
    with pytest.raises((Invalid, NotNow)) as caught:
        edit(session, place, **changes)
    session.refresh(place)
    assert facts_of(place) == before
    return caught.value


def test_a_place_is_added_under_another(session: Session, tree: dict[str, Place]) -> None:
    facts = replace(CARMES, parent_id=tree["north"].id, boundary=rectangle(4, 6, 5, 7))
    place = services.add_place(session, facts, **staff(session))
    assert (place.level, place.parent, place.parent_level) == (3, tree["north"], 2)


def test_a_place_above_takes_in_all_that_stand_under_none(session: Session) -> None:
    quarters = [a.a_neighbourhood(session, slug) for slug in ("carmes", "lalande")]
    facts = PlaceFacts("Toulouse", "toulouse", level=Level.CITY)
    city = services.add_place(session, facts, takes_in=True, **staff(session))
    assert [place.parent for place in quarters] == [city, city]
    entry = session.query(TrailEntry).filter_by(act="add_neighbourhood").one()
    assert entry.payload.content["takes_in"] == [place.id for place in quarters]


def test_a_place_is_added_alone_unless_it_is_told_to_take_in(session: Session) -> None:
    quarter = a.a_neighbourhood(session, "carmes")
    facts = PlaceFacts("Toulouse", "toulouse", level=Level.CITY)
    services.add_place(session, facts, **staff(session))
    assert quarter.parent is None


def test_what_lies_outside_is_not_taken_in(session: Session) -> None:
    quarter = a.a_neighbourhood(session, "carmes", boundary=rectangle(20, 20, 21, 21))
    facts = PlaceFacts("Toulouse", "toulouse", level=Level.CITY, boundary=CITY)
    with pytest.raises(Invalid) as caught:
        services.add_place(session, facts, takes_in=True, **staff(session))
    assert (caught.value.code, caught.value.field) == ("place_outside", "takes_in")
    assert caught.value.values == {"name": "Carmes", "above": "Toulouse", "percent": 100}
    assert queries.all_places(session) == [quarter] and quarter.parent is None


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"parent": "lalande"}, "place_parent_not_higher", "parent_id"),
        ({"parent": "alone"}, "place_parent_not_higher", "parent_id"),
        ({"parent_id": 999}, "place_parent_unknown", "parent_id"),
        ({"level": Level.CITY}, "place_city_exists", "level"),
        ({"level": Level.CITY, "parent": "north"}, "place_city_exists", "level"),
        ({"level": Level.DISTRICT, "parent": "north"}, "place_parent_not_higher", "parent_id"),
    ],
)
def test_a_tree_that_cannot_be_is_refused(
    session: Session, tree: dict[str, Place], changes: dict[str, Any], code: str, field: str
) -> None:
    if "parent" in changes:
        changes = changes | {"parent_id": tree[changes["parent"]].id}
    changes = {name: value for name, value in changes.items() if name != "parent"}
    refusal = refused(session, tree["lalande"], **changes)
    assert (refusal.code, refusal.field) == (code, field)


def test_no_place_comes_to_stand_above_itself(session: Session, tree: dict[str, Place]) -> None:
    for name in ("north", "lalande"):
        refusal = refused(session, tree["north"], parent_id=tree[name].id)
        assert refusal.code == "place_parent_not_higher"


def test_the_database_itself_refuses_a_ring(session: Session, tree: dict[str, Place]) -> None:
    tree["city"].parent = tree["north"]
    with pytest.raises(IntegrityError):
        session.flush()


def test_the_database_itself_refuses_a_second_city(
    session: Session, tree: dict[str, Place]
) -> None:
    tree["alone"].level = Level.CITY
    with pytest.raises(IntegrityError) as caught:
        session.flush()
    with pytest.raises(NotNow, match="place_city_exists"):
        refuse_broken_constraint(caught.value)


def test_a_level_is_fixed_by_places_below_and_by_rounds(
    session: Session, tree: dict[str, Place]
) -> None:
    refusal = refused(session, tree["north"], level=Level.NEIGHBOURHOOD)
    assert (refusal.code, refusal.field) == ("place_level_in_use", "level")
    a.a_round(session, place=tree["lalande"])
    assert refused(session, tree["lalande"], level=Level.STREET).code == "place_level_in_use"
    assert edit(session, tree["alone"], level=Level.STREET).level == Level.STREET


def test_a_boundary_outside_the_place_above_is_refused(
    session: Session, tree: dict[str, Place]
) -> None:
    refusal = refused(session, tree["lalande"], boundary=rectangle(1, 4, 3, 6))
    assert (refusal.code, refusal.field) == ("place_outside", "boundary")
    assert refusal.values == {"name": "Lalande", "above": "North", "percent": 50}


def test_a_place_is_not_put_under_one_it_lies_outside_of(
    session: Session, tree: dict[str, Place]
) -> None:
    south = a.a_neighbourhood(
        session, "south", level=Level.DISTRICT, boundary=rectangle(0, 0, 10, 5)
    )
    refusal = refused(session, tree["lalande"], parent_id=south.id)
    assert (refusal.code, refusal.field) == ("place_outside", "parent_id")


def test_a_boundary_that_leaves_a_place_outside_names_it(
    session: Session, tree: dict[str, Place]
) -> None:
    refusal = refused(session, tree["north"], boundary=rectangle(5, 5, 10, 10))
    assert (refusal.code, refusal.field) == ("place_outside", "boundary")
    assert refusal.values == {"name": "Lalande", "above": "North", "percent": 100}


def test_what_was_drawn_before_is_not_compared_again(
    session: Session, tree: dict[str, Place]
) -> None:
    tree["lalande"].boundary = rectangle(20, 20, 21, 21)
    assert edit(session, tree["lalande"], name="La Lande").name == "La Lande"


@pytest.mark.parametrize("opened_in", ["north", "city", "south"])
def test_the_tree_stays_while_a_vote_is_open_on_the_way_up(
    session: Session, tree: dict[str, Place], opened_in: str
) -> None:
    tree["south"] = a.a_neighbourhood(session, "south", level=Level.DISTRICT, boundary=None)
    round_ = a.a_round(session, place=tree[opened_in])
    edit(session, tree["lalande"], parent_id=tree["south"].id)
    edit(session, tree["lalande"], parent_id=tree["north"].id)
    round_.opened_at = a.LONG_AGO
    refusal = refused(session, tree["lalande"], parent_id=tree["south"].id)
    assert (refusal.code, refusal.field) == ("tree_fixed_during_vote", "parent_id")
    round_.sealed_at = a.LONG_AGO
    assert edit(session, tree["lalande"], parent_id=tree["south"].id).parent == tree["south"]


def test_nothing_is_added_or_deleted_below_an_open_vote(
    session: Session, tree: dict[str, Place]
) -> None:
    a.a_round(session, place=tree["city"]).opened_at = a.LONG_AGO
    with pytest.raises(NotNow, match="tree_fixed_during_vote"):
        services.add_place(session, replace(CARMES, parent_id=tree["north"].id), **staff(session))
    with pytest.raises(NotNow, match="tree_fixed_during_vote"):
        services.delete_place(session, tree["lalande"], **staff(session))
    assert len(queries.all_places(session)) == 4


def test_a_vote_elsewhere_leaves_the_tree_free(session: Session, tree: dict[str, Place]) -> None:
    a.a_round(session, place=tree["lalande"]).opened_at = a.LONG_AGO
    assert edit(session, tree["lalande"], parent_id=None).parent is None


def test_an_unused_place_is_deleted(session: Session, tree: dict[str, Place]) -> None:
    services.delete_place(session, tree["lalande"], **staff(session))
    assert [place.slug for place in queries.all_places(session)] == ["toulouse", "north", "alone"]
    entry = session.query(TrailEntry).filter_by(act="delete_neighbourhood").one()
    assert entry.payload.content == {"name": "Lalande", "slug": "lalande"}


@pytest.mark.parametrize(
    ("use", "code"),
    [
        (lambda s, place: a.a_neighbourhood(s, level=Level.STREET, parent=place), "places_below"),
        (lambda s, place: a.a_round(s, place=place), "rounds"),
        (lambda s, place: a.a_round(s, place=place, public_at=None), "rounds"),
        (lambda s, place: a.a_resident(s, place), "people"),
        (lambda s, place: a.a_holder(s, Role.OFFICER, place), "people"),
    ],
    ids=["a place below", "a round", "a draft", "a resident", "an officer"],
)
def test_a_place_in_use_stays(
    session: Session, tree: dict[str, Place], use: Any, code: str
) -> None:
    use(session, tree["lalande"])
    with pytest.raises(NotNow, match=f"place_has_{code}"):
        services.delete_place(session, tree["lalande"], **staff(session))
    assert queries.place_by_slug(session, "lalande") is tree["lalande"]


def test_the_database_itself_keeps_a_place_in_use(session: Session, tree: dict[str, Place]) -> None:
    a.a_resident(session, tree["lalande"])
    session.delete(tree["lalande"])
    with pytest.raises(IntegrityError):
        session.flush()


def test_only_staff_prune_the_tree(session: Session, tree: dict[str, Place]) -> None:
    officer = a.actor_of(session, a.an_officer(session, tree["city"]))
    with pytest.raises(NotAllowed):
        services.delete_place(session, tree["lalande"], actor=officer, now=clock.now())


def test_levels_get_the_citys_own_names(session: Session) -> None:
    a.a_city(session)
    names = {Level.DISTRICT: {"fr": (" Arrondissement ", "Arrondissements"), "ar": ("", " ")}}
    city = services.name_levels(session, names, **staff(session))
    assert city.level_names == {"2": {"fr": ["Arrondissement", "Arrondissements"]}}


@pytest.mark.parametrize(
    ("pair", "code", "field"),
    [
        (("Ward", ""), "level_name_missing", "many_2_en"),
        (("", "Wards"), "level_name_missing", "one_2_en"),
        (("W" * 41, "Wards"), "level_name_too_long", None),
    ],
)
def test_a_name_of_a_level_that_cannot_be_is_refused(
    session: Session, pair: tuple[str, str], code: str, field: str | None
) -> None:
    city = a.a_city(session)
    with pytest.raises(Invalid) as caught:
        services.name_levels(session, {Level.DISTRICT: {"en": pair}}, **staff(session))
    assert (caught.value.code, caught.value.field) == (code, field)
    assert city.level_names == {}
