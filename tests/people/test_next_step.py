"""What people whose home nobody has confirmed are told to do next, and where."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.ballots.vault.keys import KeyRing
from neighbourhood.outbox.models import Message
from neighbourhood.people.models import Person, Residency
from neighbourhood.people.services import ask_residency, confirm_residency, refuse_residency
from neighbourhood.places.models import Place
from tests import builders as a
from tests.ballots.builders import an_open_vote
from tests.visitor import Page, Visitor


def asked(session: Session, person: Person, place: Place, method: str = "in_person") -> Residency:
    """Let somebody ask for their residency to be confirmed."""
    return ask_residency(
        session,
        place.id,
        method=method,
        evidence_note="",
        actor=a.actor_of(session, person),
        now=clock.now(),
    )


@pytest.fixture
def keys(app: Flask) -> KeyRing:
    ring: KeyRing = app.extensions["vault"].keys
    return ring


def own_pages(visitor: Visitor) -> list[Page]:
    return [visitor.get("pages.home"), visitor.get("people.account")]


def test_after_sign_up_the_next_step_is_to_say_where_one_lives(
    session: Session, visitor: Visitor
) -> None:
    visitor.sign_in(a.a_person(session))
    for page in own_pages(visitor):
        assert "Next: say where you live" in page.text
        assert visitor.url("people.residency") in page.links()


def test_strangers_and_residents_are_told_nothing_of_it(session: Session, visitor: Visitor) -> None:
    place = a.a_neighbourhood(session)
    assert "Next: say where you live" not in visitor.get("pages.home").text
    visitor.sign_in(a.a_resident(session, place))
    for page in own_pages(visitor):
        assert "Next: say where you live" not in page.text


def test_whoever_has_asked_reads_what_to_do_and_what_waits(
    session: Session, visitor: Visitor
) -> None:
    place, person = a.a_neighbourhood(session), a.a_person(session)
    round_ = a.a_round(session, "vote", place=place)
    asked(session, person, place, method="document")
    visitor.sign_in(person)
    pages = [*own_pages(visitor), visitor.get("pages.round", slug=round_.slug)]
    for page in [*pages, visitor.get("people.residency")]:
        assert "Next: show an officer a document with your address." in page.text
        assert "Once it is confirmed, you can propose and vote." in page.text
    assert "Where to find an officer" in visitor.get("people.residency").text


def test_whoever_was_refused_reads_why_and_how_to_ask_again(
    session: Session, visitor: Visitor
) -> None:
    place, person = a.a_neighbourhood(session), a.a_person(session)
    claim = asked(session, person, place)
    officer = a.actor_of(session, a.an_officer(session, place))
    refuse_residency(
        session, claim, reason="The letter is not <yours>.", actor=officer, now=clock.now()
    )
    visitor.sign_in(person)
    for page in own_pages(visitor):
        assert "The letter is not <yours>." in page.text
        assert "You can ask again." in page.text


def test_once_confirmed_the_vote_is_the_next_step(session: Session, visitor: Visitor) -> None:
    place, person = a.a_neighbourhood(session), a.a_person(session)
    round_ = a.a_round(session, "vote", place=place)
    round_.opened_at = clock.now()
    claim = asked(session, person, place)
    officer = a.actor_of(session, a.an_officer(session, place))
    confirm_residency(session, claim, years=None, actor=officer, now=clock.now())
    page = visitor.sign_in(person).get("pages.home")
    assert "Next:" not in page.text and "waits for an officer" not in page.text
    assert visitor.url("ballots.vote", slug=round_.slug) in page.links()


def test_who_signs_up_to_vote_comes_back_to_the_ballot_by_the_mailed_link(
    session: Session, visitor: Visitor, keys: KeyRing
) -> None:
    round_ = an_open_vote(session, keys)
    ballot = visitor.url("ballots.vote", slug=round_.slug)
    (sign_up,) = [link for link in visitor.get(ballot).links() if "/sign-up/" in link]
    typed = {"name": "Samira", "email": "samira@example.org"}
    sent = visitor.post(sign_up, visitor.get(sign_up).fields() | typed)
    # Also where no mail came and one asks again.
    again = [link for link in visitor.follow(sent).links() if "/sign-in/link/" in link]
    assert again == [visitor.url("people.mailed_link", next=ballot)]
    is_letter = Message.kind == "confirm_sign_up"
    mailed = session.scalars(select(Message).where(is_letter)).one().content
    assert mailed["next"] == ballot
    confirm = visitor.url("people.confirm_sign_up", secret=mailed["token"], next=ballot)
    entered = visitor.post(confirm, visitor.get(confirm).fields())
    page = visitor.follow(entered)
    assert "Have an account done" in page.text
    assert visitor.url("people.residency") in page.links()


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_who_signs_up_stays_inside(session: Session, visitor: Visitor, path: str) -> None:
    a.a_city(session)
    typed = {"name": "Samira", "email": "samira@example.org", "next": path}
    visitor.fill("people.sign_up", typed)
    token = session.scalars(select(Message)).one().content["token"]
    page = visitor.get("people.confirm_sign_up", secret=token, next=path)
    entered = visitor.post("people.confirm_sign_up", page.fields(), secret=token)
    assert entered.location == visitor.url("people.account")
