"""Nothing typed is lost, and nothing happens in silence: a form that could not be taken comes back
as it was filled, or with its texts to copy; of a ballot, nothing but that it was not cast.
"""

from html import unescape
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood.people.models import Person
from neighbourhood.projects.models import Project
from tests import builders as a
from tests.visitor import Visitor

TYPED = {"summary": "Three benches in the shade", "description": "For those who wait"}
FIRST = {"title": "Three benches in the shade"}
Where = dict[str, Any]
NOT_SENT = "Nothing was sent yet. Please check it and send it again."


@pytest.fixture
def writing(session: Session) -> tuple[Person, Where]:
    """Return somebody who writes a project in a round that takes it, and where."""
    round_ = a.a_round(session, "propose")
    author = a.a_resident(session, round_.place)
    project = a.a_project(session, round_, author=author, state="draft", summary="As it was")
    return author, {"slug": round_.slug, "number": project.number}


def summary(session: Session) -> str | None:
    return session.scalar(select(Project.summary))


def test_a_page_open_for_too_long_comes_back_filled(
    visitor: Visitor, writing: tuple[Person, Where]
) -> None:
    person, where = writing
    visitor.sign_in(person)
    page = visitor.post("projects.edit_words", TYPED, status=422, token=False, **where)
    assert NOT_SENT in page.text
    assert {name: page.fields()[name] for name in TYPED} == TYPED
    assert summary(visitor.session) == "As it was"
    visitor.post("projects.edit_words", page.fields() | {"version": "1"}, **where)
    assert summary(visitor.session) == "Three benches in the shade"


def test_a_first_sentence_on_a_page_open_for_too_long_comes_back(
    visitor: Visitor, writing: tuple[Person, Where]
) -> None:
    person, where = writing
    visitor.sign_in(person)
    slug = where["slug"]
    page = visitor.post("projects.propose", FIRST, slug=slug, status=422, token=False)
    assert NOT_SENT in page.text and page.fields()["title"] == FIRST["title"]
    visitor.post("projects.propose", page.fields(), slug=slug)
    assert FIRST["title"] in visitor.session.scalars(select(Project.title)).all()


def test_who_signed_out_everywhere_reads_what_they_typed_and_goes_on(
    visitor: Visitor, writing: tuple[Person, Where]
) -> None:
    person, where = writing
    visitor.sign_in(person)
    filled = visitor.get("projects.edit_words", **where).fields() | TYPED
    person.sign_in_epoch += 1
    page = visitor.post("projects.edit_words", filled, status=403, **where)
    assert "You are signed out" in page.text and "Nothing of this was sent." in page.text
    boxes = [unescape(box.text or "").strip() for box in page.all("textarea")]
    labels = [(label.text or "").strip() for label in page.all("label")]
    texts = {"Summary": TYPED["summary"], "Description": TYPED["description"]}
    assert dict(zip(labels, boxes, strict=True)) == texts
    visitor.sign_in(person)
    again = visitor.post("projects.edit_words", page.fields(), status=422, **where)
    assert {name: again.fields()[name] for name in TYPED} == TYPED
    assert summary(visitor.session) == "As it was"


def test_who_signed_out_in_another_window_reads_the_same(
    visitor: Visitor, writing: tuple[Person, Where]
) -> None:
    person, where = writing
    visitor.sign_in(person)
    filled = visitor.get("projects.edit_words", **where).fields() | TYPED
    visitor.sign_in(None)
    page = visitor.post("projects.edit_words", filled, status=400, token=False, **where)
    assert "You are signed out" in page.text and "Three benches" in page.html


def test_somebody_else_who_may_not_do_it_reads_the_texts(
    visitor: Visitor, writing: tuple[Person, Where]
) -> None:
    _person, where = writing
    visitor.sign_in(a.a_person(visitor.session))
    page = visitor.post("projects.propose", FIRST, slug=where["slug"], status=403)
    assert "What you typed" in page.text and "Three benches" in page.html


def test_a_ballot_that_was_not_cast_says_so_and_shows_no_choice(visitor: Visitor) -> None:
    round_ = a.a_round(visitor.session, "vote")
    visitor.sign_in(a.a_resident(visitor.session, round_.place))
    page = visitor.post(
        "ballots.cast", {"choice-7": "chosen"}, slug=round_.slug, status=400, token=False
    )
    assert "Nothing was cast." in page.text and "chosen" not in page.html
    assert any(link.get("href") == f"/en/rounds/{round_.slug}/vote/" for link in page.all("a"))


def test_a_ballot_of_somebody_signed_out_elsewhere_says_so(visitor: Visitor) -> None:
    round_ = a.a_round(visitor.session, "vote")
    person = a.a_resident(visitor.session, round_.place)
    visitor.sign_in(person)
    person.sign_in_epoch += 1
    page = visitor.post("ballots.cast", {"choice-7": "chosen"}, slug=round_.slug)
    assert page.location.endswith(f"next=/en/rounds/{round_.slug}/vote/")
    assert "Nothing was cast." in visitor.follow(page).text


def test_a_password_never_comes_back(visitor: Visitor) -> None:
    a.a_city(visitor.session)
    typed = {"name": "Maryam", "email": "maryam@example.org", "password": "my secret words"}
    page = visitor.post("people.sign_up", typed, status=422, token=False)
    assert "maryam@example.org" in page.html and "my secret words" not in page.html
