"""The pages of organisations: list, entry, answer at the desk, and joining by a code."""

import re

import pytest
from sqlalchemy import select

from neighbourhood import clock
from neighbourhood.organisations import services
from neighbourhood.organisations.models import Organisation
from tests import builders as b
from tests.organisations.test_services import facts

HOSTILE = '<script>alert("x")</script> ‮evil'


@pytest.fixture
def place(session):
    b.a_city(session)
    return b.a_neighbourhood(session, name="The Gardens")


@pytest.fixture
def member(session, place):
    return b.a_resident(session, place)


@pytest.fixture
def officer(session, place):
    return b.an_officer(session, place)


@pytest.fixture
def confirmed(session, place, member, officer):
    organisation = services.enter_organisation(
        session,
        facts(place, name="جمعية الحي", language="ar", about="نزرع"),
        actor=b.actor_of(session, member),
        now=clock.now(),
    )
    services.confirm_organisation(
        session, organisation, actor=b.actor_of(session, officer), now=clock.now()
    )
    session.commit()
    return organisation


def test_from_entry_to_the_public_list(visitor, session, place, member, officer):
    visitor.sign_in(member)
    entered = {
        "name": HOSTILE,
        "kind": "sport",
        "about": "We run.",
        "officer_contact": "0123",
        "place_id": str(place.id),
        "languages": "en",
    }
    shown = visitor.follow(visitor.fill("organisations.enter", entered))
    assert "Only you and officers see this page" in shown.text
    assert "<script>alert" not in shown.html
    organisation = session.scalars(select(Organisation)).one()
    visitor.get("organisations.list")
    visitor.sign_in(officer)
    assert visitor.get("organisations_desk.list").links()
    answer = {"decision": "confirm"}
    visitor.follow(visitor.fill("organisations_desk.one", answer, number=organisation.id))
    listed = visitor.get("organisations.list", q="script")
    assert "alert" in listed.text and "<script>alert" not in listed.html


def test_what_waits_is_nobodys_to_see(visitor, session, place, member):
    waiting = services.enter_organisation(
        session, facts(place), actor=b.actor_of(session, member), now=clock.now()
    )
    session.commit()
    visitor.get("organisations.show", slug=waiting.slug, status=404)
    assert "gardeners" not in visitor.get("organisations.list").text


def test_its_page_keeps_what_only_officers_see(visitor, confirmed, member):
    page = visitor.get("organisations.show", slug=confirmed.slug)
    assert "garden@example.org" in page.text and "0123" not in page.text
    assert member.name not in page.text
    assert '<span dir="auto">جمعية الحي</span>' in page.html
    visitor.sign_in(member)
    assert "0123" in visitor.get("organisations.show", slug=confirmed.slug).text


def test_the_page_of_a_place_leads_to_its_organisations(visitor, confirmed, place):
    page = visitor.get("neighbourhoods.show", slug=place.slug)
    assert "1 organisation of this place is in the register." in page.text


def test_somebody_joins_by_the_link_of_a_card(visitor, session, confirmed, member):
    visitor.sign_in(member)
    members = visitor.get("organisations.members", slug=confirmed.slug)
    card = visitor.post("organisations.invite", members.fields(), slug=confirmed.slug, status=200)
    secret = re.search(r"/organisations/join/(\d{25})/", card.html)[1]
    guest = b.a_person(session)
    session.commit()
    visitor.sign_in(guest)
    for _number in range(2):
        # Reading the page spends nothing.
        visitor.get("organisations.accept", secret=secret)
    visitor.follow(visitor.fill("organisations.accept", {}, secret=secret))
    session.expire_all()
    assert confirmed.member_ids == (member.id, guest.id)
    visitor.get("organisations.accept", secret=secret, status=410)


def test_a_code_is_typed_and_wrong_ones_are_counted(visitor, session, confirmed, member):
    code = services.invite_member(
        session,
        confirmed,
        key="k" * 32,
        actor=b.actor_of(session, member),
        now=clock.now(),
    )
    session.commit()
    assert "/organisations/join/" in visitor.fill("people.join", {"code": code}).location
    for _number in range(9):
        wrong = visitor.fill("people.join", {"code": "1" * 25}, status=422)
    assert "opens nothing" in wrong.text
    visitor.fill("people.join", {"code": "1" * 25}, status=429)
    # The right one, too: else guessing would go on.
    visitor.fill("people.join", {"code": code}, status=429)
