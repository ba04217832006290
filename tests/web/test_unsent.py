"""Nothing typed is lost, and nothing happens in silence: a form that could not be taken comes back
as it was filled, or with its texts to copy; of a ballot, nothing but that it was not cast.
"""

from html import unescape

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood.people.models import Person
from neighbourhood.projects.models import Project
from neighbourhood.rounds.models import Round
from tests import builders as a
from tests.visitor import Visitor

TYPED = {"title": "Three benches in the shade", "summary": "For those who wait", "place": "Rue 4"}
NOT_SENT = "Nothing was sent yet. Please check it and send it again."


@pytest.fixture
def writing(session: Session) -> tuple[Person, Round]:
    """Return somebody who writes a project in a round that takes it."""
    round_ = a.a_round(session, "propose")
    return a.a_resident(session, round_.place), round_


def projects(session: Session) -> list[str]:
    return list(session.scalars(select(Project.title)))


def test_a_page_open_for_too_long_comes_back_filled(
    visitor: Visitor, writing: tuple[Person, Round]
) -> None:
    person, round_ = writing
    visitor.sign_in(person)
    page = visitor.post("projects.propose", TYPED, slug=round_.slug, status=422, token=False)
    assert NOT_SENT in page.text
    assert {name: page.fields()[name] for name in TYPED} == TYPED
    assert projects(visitor.session) == []
    visitor.post("projects.propose", page.fields(), slug=round_.slug)
    assert projects(visitor.session) == ["Three benches in the shade"]


def test_who_signed_out_everywhere_reads_what_they_typed_and_goes_on(
    visitor: Visitor, writing: tuple[Person, Round]
) -> None:
    person, round_ = writing
    visitor.sign_in(person)
    filled = visitor.get("projects.propose", slug=round_.slug).fields() | TYPED
    person.sign_in_epoch += 1
    page = visitor.post("projects.propose", filled, slug=round_.slug, status=403)
    assert "You are signed out" in page.text and "Nothing of this was sent." in page.text
    boxes = [unescape(box.text or "").strip() for box in page.all("textarea")]
    labels = [(label.text or "").strip() for label in page.all("label")]
    texts = {"Title": TYPED["title"], "Summary": TYPED["summary"], "Place": TYPED["place"]}
    assert dict(zip(labels, boxes, strict=True)) == texts
    visitor.sign_in(person)
    again = visitor.post("projects.propose", page.fields(), slug=round_.slug, status=422)
    assert {name: again.fields()[name] for name in TYPED} == TYPED
    assert projects(visitor.session) == []


def test_who_signed_out_in_another_window_reads_the_same(
    visitor: Visitor, writing: tuple[Person, Round]
) -> None:
    person, round_ = writing
    visitor.sign_in(person)
    filled = visitor.get("projects.propose", slug=round_.slug).fields() | TYPED
    visitor.sign_in(None)
    page = visitor.post("projects.propose", filled, slug=round_.slug, status=400, token=False)
    assert "You are signed out" in page.text and "Three benches" in page.html


def test_somebody_else_who_may_not_do_it_reads_the_texts(
    visitor: Visitor, writing: tuple[Person, Round]
) -> None:
    _person, round_ = writing
    visitor.sign_in(a.a_person(visitor.session))
    page = visitor.post("projects.propose", TYPED, slug=round_.slug, status=403)
    assert "What you typed" in page.text and "Three benches" in page.html


def test_a_form_that_comes_back_can_write_nothing(
    visitor: Visitor, writing: tuple[Person, Round]
) -> None:
    person, round_ = writing
    project = a.a_project(visitor.session, round_, author=person, title="As it was")
    visitor.sign_in(person)
    visitor.post(
        "projects.edit",
        TYPED,
        slug=round_.slug,
        number=project.number,
        status=422,
        token=False,
    )
    assert projects(visitor.session) == ["As it was"]


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
