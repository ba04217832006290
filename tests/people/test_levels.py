"""Residency and roles where places stand on several levels: people live in the lowest place, and
officers decide for all that lies below theirs.
"""

import pytest

from neighbourhood.committees.queries import residents_named
from neighbourhood.people import services
from neighbourhood.people.models import GivenRole, Residency
from neighbourhood.places.models import Place
from neighbourhood.places.rules.levels import Level
from neighbourhood.refusals import Invalid, NotNow
from tests import builders as a
from tests.visitor import words


@pytest.fixture
def quarter(session) -> Place:
    """Return a neighbourhood in a district of the city."""
    city = a.a_neighbourhood(session, "toulouse", level=Level.CITY)
    north = a.a_neighbourhood(session, "north", level=Level.DISTRICT, parent=city)
    return a.a_neighbourhood(session, "lalande", parent=north)


def ask(session, person, place):
    return services.ask_residency(
        session,
        place.id,
        method="in_person",
        evidence_note="",
        actor=a.actor_of(session, person),
        now=a.LONG_AGO,
    )


def confirm(session, claim, officer):
    return services.confirm_residency(
        session, claim, years=None, actor=a.actor_of(session, officer), now=a.LONG_AGO
    )


def test_people_live_in_the_lowest_place_only(session, quarter):
    for place in (quarter.parent, quarter.parent.parent):
        with pytest.raises(Invalid) as caught:
            ask(session, a.a_person(session), place)
        assert (caught.value.code, caught.value.field) == ("place_not_lowest", "place_id")
        assert caught.value.values == {"name": place.name}
    assert session.query(Residency).count() == 0
    assert ask(session, a.a_person(session), quarter).state == "asked"


def test_a_claim_to_a_place_divided_meanwhile_is_not_confirmed(session, quarter):
    claim = ask(session, a.a_person(session), quarter)
    a.a_neighbourhood(session, "quay", level=Level.STREET, parent=quarter)
    with pytest.raises(NotNow, match="claimed_place_divided"):
        confirm(session, claim, a.an_officer(session, quarter))
    assert claim.state == "asked"


def test_an_officer_of_a_place_above_decides_what_lies_below(session, quarter):
    claim = ask(session, a.a_person(session), quarter)
    officer = a.an_officer(session, quarter.parent.parent)
    assert confirm(session, claim, officer).state == "confirmed"


def test_a_committee_finds_the_residents_of_all_places_below(session, quarter):
    elsewhere = a.a_neighbourhood(session, "carmes", parent=quarter.parent.parent)
    samira = a.a_resident(session, quarter, "Samira")
    other = a.a_resident(session, elsewhere, "Samir")
    assert residents_named(session, quarter.parent.id, "sami") == [samira]
    assert residents_named(session, quarter.parent.parent_id, "sami") == [other, samira]


def groups(page, name):
    select = next(one for one in page.all("select") if one.get("name") == name)
    return [
        (group.get("label"), [words(option) for option in group.iter("option")])
        for group in select.iter("optgroup")
    ]


def test_an_officer_sees_the_claims_of_all_places_below(visitor, session, quarter):
    elsewhere = a.a_neighbourhood(session, "carmes", parent=quarter.parent.parent)
    ask(session, a.a_person(session, "Samira"), quarter)
    ask(session, a.a_person(session, "Jonas"), elsewhere)
    visitor.sign_in(a.an_officer(session, quarter.parent))
    text = visitor.get("people_desk.residencies").text
    assert "Samira" in text and "Jonas" not in text


def test_the_form_offers_only_where_one_can_live(visitor, session, quarter):
    visitor.sign_in(a.a_person(session))
    page = visitor.get("people.residency")
    select = next(one for one in page.all("select") if one.get("name") == "place_id")
    assert words(select) == "Choose a neighbourhood Lalande"
    a.a_neighbourhood(session, "west", level=Level.DISTRICT, parent=quarter.parent.parent)
    page = visitor.get("people.residency")
    assert groups(page, "place_id") == [("District", ["West"]), ("Neighbourhood", ["Lalande"])]
    assert "Where you live" in page.text


def test_a_role_is_given_for_a_place_of_any_level(visitor, session, quarter):
    visitor.sign_in(a.an_administrator(session))
    person = a.a_person(session)
    page = visitor.get("people_desk.roles_of", person_id=person.id)
    assert groups(page, "place_id") == [
        ("City", ["Toulouse"]),
        ("District", ["North"]),
        ("Neighbourhood", ["Lalande"]),
    ]
    assert "The role also holds for all places below it." in page.text
    fields = {"role": "officer", "place_id": str(quarter.parent_id)}
    visitor.fill("people_desk.roles_of", fields, person_id=person.id)
    given = session.query(GivenRole).filter_by(person_id=person.id).one()
    assert given.place_id == quarter.parent_id


def test_the_account_says_where_else_one_votes(visitor, session, quarter):
    visitor.sign_in(a.a_resident(session, quarter))
    for endpoint in ("people.account", "people.residency"):
        text = visitor.get(endpoint, most_queries=13).text
        assert "You are a resident of Lalande." in text
        assert "You can also vote in North. You can also vote in Toulouse." in text
