"""The mail of a demo city, which is read on a page since none is sent; no other city has it."""

import re
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.outbox import queue
from neighbourhood.outbox.mail.sending import keep_waiting
from tests import builders as a
from tests.visitor import Page, Visitor


def letter_link(page: Page) -> str:
    """Return where the first letter leads, as a path."""
    found = re.search(r'href="http://localhost(/[^"]*/sign-up/[^"]+)"', page.html)
    assert found is not None, page.text
    return found[1]


@pytest.fixture
def demo(visitor: Visitor) -> Visitor:
    """Return a stranger in an empty demo city."""
    a.a_city(visitor.session, is_demo=True)
    return visitor


def test_a_stranger_signs_up_reads_the_mail_and_follows_its_link(demo: Visitor) -> None:
    sent = demo.follow(
        demo.fill("people.sign_up", {"name": "Zoé", "email": "zoe@example.org", "password": ""})
    )
    assert demo.url("demo.mail") in sent.links()
    mail = demo.get("demo.mail")
    assert "zoe@example.org" in mail.text
    way = letter_link(mail)
    # The worker keeps it, and it can still be read.
    keep_waiting(demo.session, now=clock.now())
    assert letter_link(demo.get("demo.mail")) == way
    page = demo.get(way)
    assert demo.post(way, page.fields()).status == 303


def test_somebody_reads_their_own_mail_in_the_language_it_was_written_in(demo: Visitor) -> None:
    session = demo.session
    me, other = a.a_person(session, language="fr"), a.a_person(session, "Bob")
    for person in (me, other):
        queue(
            session,
            "residency_refused",
            person,
            now=clock.now(),
            neighbourhood="Mirail",
            reason="Why",
        )
    page = demo.sign_in(me).get("demo.mail")
    letters = [e for e in page.all("strong") if e.get("lang") == "fr"]
    assert len(letters) == 1 and str(me.email) in page.text
    assert str(other.email) not in page.text


def test_no_real_city_has_such_a_page(visitor: Visitor) -> None:
    session: Session = visitor.session
    person = a.an_administrator(session)
    queue(session, "sign_in_link", person, now=clock.now(), token="secret-token", next="")
    for reader in (None, person, a.a_staff_member(session)):
        page = visitor.sign_in(reader).get("demo.mail", status=404)
        assert "secret-token" not in page.html
    assert "/demo/" not in visitor.sign_in(None).get("people.sign_in").html


def test_a_demo_under_a_public_address_shows_no_mail(demo: Visitor) -> None:
    settings = demo.app.extensions["settings"]
    demo.app.extensions["settings"] = replace(settings, public_url="https://vote.example.org")
    try:
        demo.get("demo.mail", status=503)
    finally:
        demo.app.extensions["settings"] = settings
