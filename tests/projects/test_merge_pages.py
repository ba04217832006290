"""Proposing a merge and answering it, on their pages, by their authors and the desk."""

from datetime import timedelta

import pytest

from neighbourhood import clock
from neighbourhood.people.models import Person
from neighbourhood.projects.models import Merge, Project
from tests import builders as b
from tests.projects.judging import a_judging
from tests.projects.test_merging import REASON, ask

OTHER = "Trees for the market"


@pytest.fixture
def judging(session):
    judging = a_judging(session)
    with clock.at(judging.now):
        yield judging


@pytest.fixture
def neighbour(session, judging):
    return b.a_resident(session, judging.round.place)


@pytest.fixture
def part(session, judging, neighbour):
    return b.a_project(session, judging.round, OTHER, number=7, state="submitted", author=neighbour)


def person(session, actor):
    return session.get(Person, actor.person_id)


def test_a_reviewer_asks_and_both_authors_answer(visitor, session, judging, part, neighbour):
    at = {"slug": judging.round.slug}
    visitor.sign_in(person(session, judging.reviewer))
    last_day = (judging.now + timedelta(days=2)).date().isoformat()
    typed = {"others": "7", "whole": "1", "reason": REASON, "last_day": last_day}
    looked = visitor.fill("projects.propose_merge", typed, number=1, status=422, **at)
    assert OTHER in looked.text
    visitor.fill("projects.propose_merge", typed | {"is_meant": "y"}, number=1, **at)
    merge = session.query(Merge).one()
    for who, own in ((person(session, judging.author), 1), (neighbour, 7)):
        visitor.sign_in(who)
        assert "silence means no" in visitor.get("pages.home").text
        assert "The authors are asked" in visitor.get("projects.show", number=own, **at).text
        visitor.fill("projects.merge", {"answer": "yes"}, merge_id=merge.id, **at)
        assert "silence means no" not in visitor.get("pages.home").text
    session.expire_all()
    assert session.get(Project, part.id).state == "merged"
    assert "as a part of another one" in visitor.get("projects.show", number=7, **at).text
    made = visitor.get("projects.show", number=1, **at).text
    assert OTHER in made and REASON in made


def test_a_wrong_number_stays_beside_its_field(visitor, session, judging, part):
    visitor.sign_in(person(session, judging.author))
    typed = {"others": "99", "whole": "1", "reason": REASON, "is_meant": "y"}
    page = visitor.fill(
        "projects.propose_merge", typed, number=1, slug=judging.round.slug, status=422
    )
    assert "There is no such project in this round." in page.text


def test_strangers_find_no_merge(visitor, session, judging, part):
    merge = ask(judging, part)
    session.commit()
    at = {"slug": judging.round.slug, "merge_id": merge.id}
    visitor.sign_in(b.a_resident(session, judging.round.place))
    visitor.get("projects.merge", status=404, **at)


def test_who_asked_takes_the_question_back(visitor, session, judging, part):
    merge = ask(judging, part)
    session.commit()
    at = {"slug": judging.round.slug, "merge_id": merge.id}
    visitor.sign_in(person(session, judging.reviewer))
    token = visitor.get("projects.merge", **at).fields()
    visitor.post("projects.call_off_merge", token, **at)
    session.expire_all()
    assert session.get(Merge, merge.id).outcome == "called_off"
