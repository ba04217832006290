"""Residency pages and the desk: claims, roles, the trail."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text

from neighbourhood import clock
from neighbourhood.outbox.models import Message
from neighbourhood.people import services
from neighbourhood.people.models import GivenRole, Residency
from neighbourhood.permissions import Role
from neighbourhood.trail import record
from tests import builders as b
from tests.visitor import words

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.at(NOW):
        yield


def a_claim(session, place, person=None):
    person = person or b.a_person(session, "Samira", language="fr")
    actor = b.actor_of(session, person)
    return services.ask_residency(
        session, place.id, method="in_person", evidence_note="Tuesday at ten", actor=actor, now=NOW
    )


def states(session):
    return session.scalars(select(Residency.state).order_by(Residency.id)).all()


def test_where_one_lives_is_called_as_its_reader_calls_it(visitor, session):
    place = b.a_neighbourhood(session, "mirail", names={"ar": "ميراي"})
    person = b.a_person(session)
    visitor.sign_in(person)
    a_claim(session, place, person)
    for endpoint in ("people.residency", "people.account", "pages.home"):
        page = visitor.get(endpoint, language="ar")
        asked = next(words(p) for p in page.all("p") if "ميراي" in words(p))
        assert "Mirail" not in asked


def test_a_person_asks_for_their_residency(visitor, session):
    place = b.a_neighbourhood(session, "mirail")
    visitor.sign_in(b.a_person(session))
    fields = {
        "place_id": place.id,
        "method": "document",
        "evidence_note": "I come on Tuesday.",
    }
    page = visitor.follow(visitor.fill("people.residency", fields))
    assert "you asked for your residency in Mirail to be confirmed" in page.text
    assert states(session) == ["asked"]
    visitor.post("people.withdraw_claim", page.fields())
    assert states(session) == ["ended"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"place_id": "0"}, "Choose one of the neighbourhoods."),
        ({"place_id": "999"}, "Please choose one of the list."),
        ({"place_id": "9" * 40}, "Choose one of the neighbourhoods."),
        ({"place_id": "Mirail"}, "Choose one of the neighbourhoods."),
        ({"method": "letter_later"}, "Choose how you show where you live."),
        ({"method": ""}, "Choose how you show where you live."),
        ({"evidence_note": "x" * 501}, "Please use at most 500 characters; there are 501."),
    ],
)
def test_a_claim_that_cannot_be_is_explained(visitor, session, fields, sentence):
    place = b.a_neighbourhood(session)
    visitor.sign_in(b.a_person(session))
    good = {"place_id": place.id, "method": "in_person", "evidence_note": ""}
    assert sentence in visitor.fill("people.residency", good | fields, status=422).errors()
    assert states(session) == []


def test_a_claim_sent_twice_stays_one(visitor, session):
    place = b.a_neighbourhood(session)
    visitor.sign_in(b.a_person(session))
    fields = visitor.get("people.residency").fields() | {
        "place_id": place.id,
        "method": "in_person",
    }
    visitor.post("people.residency", fields)
    page = visitor.post("people.residency", fields, status=422)
    assert page.errors() == ["You have asked already. An officer will answer you."]
    assert states(session) == ["asked"]


def test_an_officer_confirms_at_the_desk(visitor, session):
    place = b.a_neighbourhood(session, "mirail")
    claim = a_claim(session, place)
    visitor.sign_in(b.an_officer(session, place))
    assert "Samira" in visitor.get("people_desk.residencies").text
    page = visitor.get("people_desk.residency", residency_id=claim.id)
    assert "Tuesday at ten" in page.text
    visitor.post(
        "people_desk.residency",
        page.fields() | {"decision": "confirm", "years": "2"},
        residency_id=claim.id,
    )
    assert states(session) == ["confirmed"]
    assert session.scalars(select(Message.kind)).one() == "residency_confirmed"
    assert "Nobody waits." in visitor.get("people_desk.residencies").text


def test_a_decision_sent_twice_is_made_once(visitor, session):
    place = b.a_neighbourhood(session)
    claim = a_claim(session, place)
    visitor.sign_in(b.an_officer(session, place))
    fields = visitor.get("people_desk.residency", residency_id=claim.id).fields() | {
        "decision": "confirm",
        "years": "never",
    }
    visitor.post("people_desk.residency", fields, residency_id=claim.id)
    page = visitor.post(
        "people_desk.residency",
        fields | {"decision": "refuse", "reason": "No"},
        residency_id=claim.id,
        status=422,
    )
    assert page.errors() == ["This has been decided already."]
    assert states(session) == ["confirmed"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Choose whether you confirm or refuse."),
        ({"decision": "perhaps"}, "Choose whether you confirm or refuse."),
        ({"decision": "refuse"}, "Give a reason that the person can understand."),
        (
            {"decision": "refuse", "reason": "x" * 501},
            "Please use at most 500 characters; there are 501.",
        ),
        ({"decision": "confirm", "years": "77"}, "Please choose one of the list."),
    ],
)
def test_a_decision_that_cannot_be_changes_nothing(visitor, session, fields, sentence):
    place = b.a_neighbourhood(session)
    claim = a_claim(session, place)
    visitor.sign_in(b.an_officer(session, place))
    page = visitor.fill("people_desk.residency", fields, residency_id=claim.id, status=422)
    assert sentence in page.errors()
    assert states(session) == ["asked"]


def test_a_refusal_is_read_by_the_person(visitor, session):
    place = b.a_neighbourhood(session)
    person = b.a_person(session)
    claim = a_claim(session, place, person)
    visitor.sign_in(b.an_officer(session, place))
    visitor.fill(
        "people_desk.residency",
        {"decision": "refuse", "reason": "Nobody opened the door."},
        residency_id=claim.id,
    )
    visitor.sign_in(person)
    assert "Nobody opened the door." in visitor.get("people.account").text


def test_an_officer_elsewhere_sees_and_decides_nothing(visitor, session):
    claim = a_claim(session, b.a_neighbourhood(session))
    visitor.sign_in(b.an_officer(session, b.a_neighbourhood(session)))
    assert "Samira" not in visitor.get("people_desk.residencies").text
    visitor.get("people_desk.residency", residency_id=claim.id, status=403)
    visitor.post(
        "people_desk.residency",
        {"decision": "confirm", "years": "2"},
        residency_id=claim.id,
        status=403,
    )
    assert states(session) == ["asked"]


def test_an_officer_cannot_decide_on_themselves(visitor, session):
    place = b.a_neighbourhood(session)
    officer = b.an_officer(session, place)
    claim = a_claim(session, place, officer)
    visitor.sign_in(officer)
    page = visitor.post(
        "people_desk.residency",
        {"decision": "confirm", "years": "2"},
        residency_id=claim.id,
        status=403,
    )
    assert "You cannot decide about yourself." in page.text


@pytest.mark.parametrize("number", ["99", "9" * 40, "-1", "one"])
def test_a_claim_that_is_not_there_is_not_found(visitor, session, number):
    visitor.sign_in(b.an_officer(session, b.a_neighbourhood(session)))
    visitor.get(f"/en/desk/residencies/{number}/", status=404)


@pytest.mark.parametrize("number", ["99", "9" * 40])
def test_a_person_who_is_not_there_is_not_found(visitor, session, number):
    visitor.sign_in(b.an_administrator(session))
    visitor.get(f"/en/desk/roles/{number}/", status=404)


def test_an_administrator_finds_a_person_and_gives_a_role(visitor, session):
    place = b.a_neighbourhood(session, "mirail")
    person = b.a_person(session, "Leyla Demir")
    visitor.sign_in(b.an_administrator(session))
    page = visitor.get("people_desk.roles", find="demir")
    assert f"/en/desk/roles/{person.id}/" in page.links()
    visitor.fill(
        "people_desk.roles_of",
        {"role": "officer", "place_id": place.id},
        person_id=person.id,
    )
    given = session.scalars(select(GivenRole).where(GivenRole.person_id == person.id)).one()
    page = visitor.get("people_desk.roles_of", person_id=person.id)
    assert "Officer, Mirail, since November 22" in page.text
    visitor.post("people_desk.end_role", page.fields(), role_id=given.id)
    assert (
        "This person holds no role."
        in visitor.get("people_desk.roles_of", person_id=person.id).text
    )
    assert (
        "has ended already"
        in visitor.post("people_desk.end_role", page.fields(), role_id=given.id, status=409).text
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"role": "king", "place_id": "city"}, "Please choose one of the list."),
        (
            {"role": "staff", "place_id": "1"},
            "Only officers can have their role for one neighbourhood. Choose the whole city.",
        ),
        ({"role": "officer", "place_id": "99"}, "Please choose one of the list."),
        ({"role": "reviewer", "place_id": "city"}, "This person has this role already."),
    ],
)
def test_a_role_that_cannot_be_given_is_explained(visitor, session, fields, sentence):
    b.a_neighbourhood(session)
    person = b.a_reviewer(session)
    visitor.sign_in(b.an_administrator(session))
    assert (
        sentence
        in visitor.fill("people_desk.roles_of", fields, person_id=person.id, status=422).errors()
    )
    assert (
        len(session.scalars(select(GivenRole).where(GivenRole.person_id == person.id)).all()) == 1
    )


def test_an_administrator_changes_nothing_about_themselves(visitor, session):
    admin = b.an_administrator(session)
    visitor.sign_in(admin)
    given = session.scalars(select(GivenRole)).one()
    visitor.get("people_desk.roles_of", person_id=admin.id, status=403)
    visitor.post("people_desk.end_role", role_id=given.id, status=403)


@pytest.mark.parametrize(
    "endpoint", ["people_desk.roles", "people_desk.residencies", "people_desk.trail"]
)
def test_residents_do_not_enter_the_desk(visitor, session, endpoint):
    visitor.sign_in(b.a_resident(session, b.a_neighbourhood(session)))
    visitor.get(endpoint, status=403)


@pytest.mark.parametrize(
    ("sought", "is_asked"),
    [
        ("%", True),
        ("_", True),
        ("'; DROP TABLE people", True),
        ("x" * 500, True),
        ("<script>", True),
        ("\u202e", False),
    ],
)
def test_any_search_is_only_a_search(visitor, session, sought, is_asked):
    visitor.sign_in(b.an_administrator(session))
    page = visitor.get("people_desk.roles", find=sought)
    assert ("Nobody found." in page.text) is is_asked


def test_the_trail_is_readable_and_checked(visitor, session):
    admin, person = b.an_administrator(session), b.a_person(session)
    services.give_role(session, person, "staff", actor=b.actor_of(session, admin), now=NOW)
    record(session, "something_new", "moon:7", actor=b.actor_of(session, admin), now=NOW)
    visitor.sign_in(admin)
    page = visitor.get("people_desk.trail", most_queries=14)
    assert f"Person {person.id}: {person.name} {admin.name}" in page.text
    assert "Role given" in page.text
    assert "something_new" in page.text and "moon:7" in page.text
    assert "Checked just now: the chain of 2 entries is whole." in page.text


def test_a_broken_chain_is_said_aloud(visitor, session):
    admin = b.an_administrator(session)
    for _turn in range(2):
        record(
            session,
            "give_role",
            "person:1",
            actor=b.actor_of(session, admin),
            now=NOW,
            role="staff",
        )
    session.execute(text("DROP TRIGGER trail_payloads_no_update"))
    session.execute(
        text('UPDATE trail_payloads SET content = \'{"role": "officer"}\' WHERE entry_id = 1')
    )
    visitor.sign_in(admin)
    assert (
        "The chain is broken at 1 entry: 1."
        in visitor.get("people_desk.trail", most_queries=14).text
    )


def test_a_long_trail_has_pages(visitor, session):
    admin = b.an_administrator(session)
    for number in range(51):
        record(session, "give_role", f"person:{number}", actor=b.actor_of(session, admin), now=NOW)
    visitor.sign_in(admin)
    assert "Person 50 " in visitor.get("people_desk.trail", most_queries=14).text
    assert "Person 0 " in visitor.get("people_desk.trail", most_queries=14, page=2).text
    assert visitor.get("people_desk.trail", most_queries=14, page="minus one")


def entries_of(page):
    return [e.get("id") for e in page.all("tr") if e.get("id")]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["entry-3", "entry-2", "entry-1"]),
        ({"act": "give_role"}, ["entry-2", "entry-1"]),
        ({"thing": "neighbourhood"}, ["entry-3"]),
        ({"q": "zoe"}, ["entry-2"]),
        ({"day": "2026-11-22"}, ["entry-3", "entry-2", "entry-1"]),
        ({"day": "2026-11-21"}, []),
        ({"day": "yesterday"}, ["entry-3", "entry-2", "entry-1"]),
    ],
)
def test_the_trail_is_searched_by_act_person_thing_and_day(visitor, session, asked, expected):
    admin, other = b.an_administrator(session), b.an_administrator(session)
    other.name = "Zoé"
    place = b.a_neighbourhood(session, "mirail")
    for act, subject, person in (
        ("give_role", f"person:{other.id}", admin),
        ("give_role", f"person:{admin.id}", other),
        ("edit_neighbourhood", f"neighbourhood:{place.id}", admin),
    ):
        record(session, act, subject, actor=b.actor_of(session, person), now=NOW)
    page = visitor.sign_in(admin).get(visitor.url("people_desk.trail", **asked), most_queries=14)
    assert entries_of(page) == expected
    if "entry-3" in expected:
        assert f"{place.id}: Mirail" in page.text


def test_the_roles_are_found_by_name_and_kind_and_cut_into_pages(session, visitor):
    admin, place = b.an_administrator(session), b.a_neighbourhood(session)
    admin.name = "Zoë"
    boss = b.actor_of(session, admin)
    for number in range(21):
        officer = b.a_person(session, name=f"Officer {number:02}")
        services.give_role(
            session, officer, Role.OFFICER, place_id=place.id, actor=boss, now=clock.now()
        )
    visitor.sign_in(admin)
    assert "Officer 20" not in visitor.get("people_desk.roles").text
    assert "Officer 20" in visitor.get("people_desk.roles", page=2).text
    found = visitor.get("people_desk.roles", q="zoe").text
    assert "1 entry" in found and "Officer 00" not in found
    assert "Zoë" not in visitor.get("people_desk.roles", role="officer").text
