"""The page that leads a new city through its first day."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from neighbourhood.people.models import GivenRole, Person
from neighbourhood.permissions import Role
from neighbourhood.rounds.models import Round
from tests import builders as b
from tests.visitor import Visitor

WELL_DONE = "Nothing waits for you now."


def an_administrator_alone(session: Session) -> Person:
    """Add the one administrator of a database that holds nothing else."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    values = {"name": "Ada", "email": "ada@example.org", "language": "en", "created_at": now}
    person = b.added(session, Person(**values))
    b.added(session, GivenRole(person_id=person.id, role="administrator", given_at=now))
    return person


def a_ready_city(session: Session, **edition: object) -> Round:
    """Add all that a draft needs, short of its committee."""
    b.a_city(session, strategy={"en": "We ask everybody."})
    b.a_category(session)
    for role in (Role.STAFF, Role.STAFF, Role.OFFICER, Role.REVIEWER):
        b.a_holder(session, role)
    round_ = b.a_round(session, "propose", **{"public_at": None, **edition})
    round_.first_key_holder_id = b.a_staff_member(session).id
    round_.second_key_holder_id = b.a_staff_member(session).id
    session.flush()
    return round_


def test_an_empty_city_is_led_and_not_praised(visitor: Visitor, session: Session) -> None:
    visitor.sign_in(an_administrator_alone(session))
    home = visitor.get("pages_desk.home", most_queries=40)
    assert "The city is being set up: 0 of 9 done" in home.text
    assert WELL_DONE not in home.text
    assert "/en/desk/first-day/" in home.links()
    page = visitor.get("pages_desk.first_day")
    assert "0 of 9 done" in page.text
    assert "The city has no name yet." in page.text
    assert {"/en/desk/city/", "/en/desk/strategy/", "/en/desk/categories/first/"} <= set(
        page.links()
    )
    # An administrator alone opens no edition, and reads how to come by the role.
    assert "/en/desk/editions/new/" not in page.links()
    assert "a second administrator can give it to you" in page.text


@pytest.mark.parametrize(
    ("edition", "done", "sentence"),
    [
        ({}, "8 of 9 done", "Seats go to confirmed residents, so this can wait"),
        (
            {"decided_by": "vote"},
            "9 of 9 done",
            "None is needed: in this edition the vote decides.",
        ),
    ],
)
def test_a_city_with_all_it_needs_is_told_what_comes_next(
    visitor: Visitor, session: Session, edition: dict[str, object], done: str, sentence: str
) -> None:
    round_ = a_ready_city(session, **edition)
    visitor.sign_in(b.a_staff_member(session))
    page = visitor.get("pages_desk.first_day")
    assert done in page.text
    assert sentence in page.text
    assert "What comes next" in page.text
    assert f"/en/desk/editions/{round_.edition.slug}/" in page.links()


def test_each_tick_is_what_the_database_says(visitor: Visitor, session: Session) -> None:
    round_ = a_ready_city(session)
    visitor.sign_in(b.a_staff_member(session))
    round_.second_key_holder_id = None
    assert "7 of 9 done" in visitor.get("pages_desk.first_day").text
    page = visitor.get("pages_desk.first_day")
    assert f"Not yet two people in: {round_.place.name}." in page.text
    assert f"/en/desk/rounds/{round_.slug}/key-holders/" in page.links()


def test_once_an_edition_is_public_the_first_day_is_over(
    visitor: Visitor, session: Session
) -> None:
    b.a_round(session, "propose")
    visitor.sign_in(b.an_administrator(session))
    home = visitor.get("pages_desk.home", most_queries=40)
    assert "being set up" not in home.text
    assert WELL_DONE in home.text


def test_an_old_recount_does_not_end_the_first_day(visitor: Visitor, session: Session) -> None:
    b.an_edition(session, is_recount=True)
    visitor.sign_in(b.an_administrator(session))
    assert "The city is being set up" in visitor.get("pages_desk.home", most_queries=40).text


def test_an_officer_reads_how_far_it_is_and_who_does_it(visitor: Visitor, session: Session) -> None:
    visitor.sign_in(b.an_officer(session, b.a_neighbourhood(session)))
    page = visitor.get("pages_desk.first_day")
    assert "/en/desk/city/" not in page.links()
    assert "City staff and administrators can do this." in page.text
    assert "Only an administrator can do this." in page.text


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_page_speaks_the_languages_of_the_desk(
    visitor: Visitor, session: Session, language: str
) -> None:
    visitor.sign_in(an_administrator_alone(session))
    visitor.get("pages_desk.first_day", language=language)


def test_nobody_else_sees_it(visitor: Visitor, session: Session) -> None:
    visitor.sign_in(b.a_person(session)).get("pages_desk.first_day", status=403)


@pytest.mark.parametrize(
    ("endpoint", "status", "way"),
    [
        ("places_desk.strategy", 409, "/en/desk/city/"),
        ("rounds_desk.editions", 403, "/en/desk/roles/"),
        ("rounds_desk.new_edition", 403, "/en/desk/roles/"),
        ("people_desk.residencies", 403, "/en/desk/roles/"),
    ],
)
def test_each_refusal_of_the_first_day_names_the_page_that_helps(
    visitor: Visitor, session: Session, endpoint: str, status: int, way: str
) -> None:
    visitor.sign_in(an_administrator_alone(session))
    assert way in visitor.get(endpoint, status=status).links()


def test_an_administrators_own_row_leads_to_another_one(visitor: Visitor, session: Session) -> None:
    ada = an_administrator_alone(session)
    page = visitor.sign_in(ada).get("people_desk.roles_of", person_id=ada.id, status=403)
    assert "/en/desk/roles/" in page.links()
    assert "Nobody can give a role to themselves." in visitor.get("people_desk.roles").text


def test_whoever_may_not_open_the_page_that_helps_is_not_sent_there(
    visitor: Visitor, session: Session
) -> None:
    visitor.sign_in(b.a_person(session))
    page = visitor.get("rounds_desk.editions", status=403)
    assert "/en/desk/roles/" not in page.links()


def test_an_edition_before_the_neighbourhoods_leads_to_them(
    visitor: Visitor, session: Session
) -> None:
    visitor.sign_in(b.a_staff_member(session))
    page = visitor.get("rounds_desk.new_edition")
    assert "/en/desk/neighbourhoods/import/" in page.links()


def test_key_holders_before_the_colleagues_lead_to_the_invitations(
    visitor: Visitor, session: Session
) -> None:
    round_ = b.a_round(session, "propose")
    staff = b.a_staff_member(session)
    b.added(session, GivenRole(person_id=staff.id, role="administrator", given_at=b.LONG_AGO))
    visitor.sign_in(staff)
    page = visitor.get("rounds_desk.key_holders", slug=round_.slug)
    assert "/en/desk/roles/invitations/" in page.links()
