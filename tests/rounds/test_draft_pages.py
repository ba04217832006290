"""Pages of a draft: its preview by a secret link, making it public, deleting it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.permissions import SYSTEM
from neighbourhood.places.rules.levels import Level
from neighbourhood.rounds import services
from neighbourhood.rounds.models import Edition, Round
from tests import builders as b
from tests.rounds.test_drafts import NOW, a_draft, add
from tests.visitor import Page, Visitor

ROUND = "amq-2027-mirail"


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def draft(session: Session) -> Edition:
    return a_draft(session, "mirail")


@pytest.fixture
def token(session: Session, draft: Edition) -> str:
    return services.renew_preview(session, draft, actor=SYSTEM, now=NOW)


@pytest.fixture
def clerk(visitor: Visitor, session: Session) -> Visitor:
    return visitor.sign_in(b.a_staff_member(session))


def editions(session: Session) -> list[str]:
    return list(session.scalars(select(Edition.slug)))


def is_kept_secret(page: Page) -> bool:
    headers = page.response.headers
    return (
        headers["Cache-Control"] == "no-store"
        and "noindex" in headers["X-Robots-Tag"]
        and headers["Referrer-Policy"] == "no-referrer"
    )


def test_who_has_the_link_reads_the_draft_without_signing_in(visitor: Visitor, token: str) -> None:
    page = visitor.get("previews.edition", token=token)
    assert page.h1 == "Act 2027" and "Nobody else sees this yet." in page.text
    assert "50,000" in page.text and is_kept_secret(page)
    inside = visitor.get("previews.round", token=token, slug=ROUND)
    assert inside.h1 == "Mirail" and "Nobody else sees this yet." in inside.text
    assert "December 23, 1:00 PM" in inside.text and is_kept_secret(inside)


def test_an_old_or_a_wrong_link_leads_nowhere(
    visitor: Visitor, session: Session, draft: Edition, token: str
) -> None:
    services.renew_preview(session, draft, actor=SYSTEM, now=NOW)
    for wrong in (token, "x" * 43):
        assert is_kept_secret(visitor.get("previews.edition", token=wrong, status=404))
        visitor.get("previews.round", token=wrong, slug=ROUND, status=404)


def test_the_link_opens_no_other_round(visitor: Visitor, session: Session, token: str) -> None:
    other = b.a_round(session)
    visitor.get("previews.round", token=token, slug=other.slug, status=404)


def test_once_public_the_link_leads_on(
    visitor: Visitor, session: Session, draft: Edition, token: str
) -> None:
    services.make_public(session, draft, actor=SYSTEM, now=NOW)
    page = visitor.get("previews.edition", token=token, status=303)
    assert page.location.endswith("/en/editions/amq-2027/")
    inside = visitor.get("previews.round", token=token, slug=ROUND, status=303)
    assert inside.location.endswith(f"/en/rounds/{ROUND}/")


def test_the_desk_makes_and_renews_the_link(clerk: Visitor, draft: Edition) -> None:
    page = clerk.get("rounds_desk.edition", slug=draft.slug)
    assert "There is no link yet." in page.text
    clerk.post("rounds_desk.renew_preview", slug=draft.slug)
    first = draft.preview_token
    assert first and any(
        first in link for link in clerk.get("rounds_desk.edition", slug=draft.slug).links()
    )
    clerk.post("rounds_desk.renew_preview", slug=draft.slug)
    assert draft.preview_token != first


def test_the_desk_makes_it_public(clerk: Visitor, session: Session, draft: Edition) -> None:
    assert "Draft" in clerk.get("rounds_desk.editions").text
    page = clerk.get("rounds_desk.make_public", slug=draft.slug)
    assert page.h1 == "Make “Act 2027” public?" and "€50,000 in all" in page.text
    done = clerk.follow(clerk.post("rounds_desk.make_public", slug=draft.slug))
    assert "Everybody can see the edition now." in done.text
    assert clerk.sign_in(None).get("rounds.edition", slug=draft.slug).h1 == "Act 2027"


def test_the_desk_hears_why_it_cannot_be_public_yet(
    clerk: Visitor, session: Session, draft: Edition
) -> None:
    draft.rounds[0].phases[0].starts_at = NOW
    page = clerk.post("rounds_desk.make_public", slug=draft.slug, status=422)
    assert page.errors() == [
        "The first phase of Mirail has begun already. Give it later dates first."
    ]
    assert draft.is_draft


def test_the_desk_changes_the_address_of_a_draft(clerk: Visitor, draft: Edition) -> None:
    clerk.fill("rounds_desk.edition", {"slug": "act-27"}, slug=draft.slug)
    assert (draft.slug, draft.rounds[0].slug) == ("act-27", "act-27-mirail")


def test_the_desk_deletes_a_round_and_the_draft(
    clerk: Visitor, session: Session, draft: Edition
) -> None:
    assert clerk.get("rounds_desk.delete_round", slug=ROUND).h1 == "Delete the round of Mirail?"
    clerk.post("rounds_desk.delete_round", slug=ROUND)
    assert session.scalars(select(Round)).all() == []
    assert clerk.get("rounds_desk.delete_edition", slug=draft.slug).h1 == "Delete “Act 2027”?"
    clerk.post("rounds_desk.delete_edition", slug="amq-2027")
    assert editions(session) == []


def test_what_is_public_has_no_page_to_delete_it(
    clerk: Visitor, session: Session, draft: Edition
) -> None:
    services.make_public(session, draft, actor=SYSTEM, now=NOW)
    page = clerk.get("rounds_desk.delete_edition", slug=draft.slug, status=409)
    assert "cancel the round instead" in page.text
    clerk.post("rounds_desk.delete_round", slug=ROUND, status=409)
    assert editions(session) == ["amq-2027"]
    assert "Delete this edition" not in clerk.get("rounds_desk.edition", slug=draft.slug).text


def test_the_desk_chooses_which_lists_come_first_where_there_are_two_levels(
    clerk: Visitor, session: Session, draft: Edition
) -> None:
    assert "settled_first" not in clerk.get("rounds_desk.edition", slug=draft.slug).html
    city = b.a_neighbourhood(session, "toulouse", level=Level.CITY)
    add(session, draft, city)
    clerk.fill("rounds_desk.edition", {"settled_first": "higher"}, slug=draft.slug)
    assert draft.settled_first == "higher"
    preview = services.renew_preview(session, draft, actor=SYSTEM, now=NOW)
    page = clerk.get("previews.edition", token=preview)
    assert "Toulouse" in page.text and "Mirail" in page.text
