"""Asking back, answering, appealing and releasing, on their pages; held words are on none."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from neighbourhood import clock
from neighbourhood.outbox.mail.rendering import Sender, render
from neighbourhood.outbox.models import Message
from neighbourhood.people.models import Person
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import Judgement
from tests import builders as b
from tests.projects.judging import REFUSED, a_judging
from tests.visitor import words

SECRET = "A dragon lives below the lawn"


@pytest.fixture
def judging(session):
    judging = a_judging(session)
    with clock.at(judging.now):
        yield judging


@pytest.fixture
def at(judging):
    return {"slug": judging.round.slug, "number": judging.project.number}


def person(session, actor) -> Person:
    return session.get(Person, actor.person_id)


def state(session, judging) -> str:
    session.expire_all()
    return session.get(Project, judging.project.id).state


def last_letter(visitor, session):
    with visitor.app.test_request_context():
        message = session.scalars(select(Message).order_by(Message.id.desc())).first()
        return render(message, Sender("Toulouse", "", "https://city.example"))


@pytest.mark.backend("sqlite", "postgresql")
def test_a_project_goes_back_and_forth_until_it_can_be_carried_out(visitor, session, judging, at):
    visitor.sign_in(person(session, judging.reviewer))
    last_day = (judging.now + timedelta(days=4)).date().isoformat()
    visitor.fill(
        "reviews_desk.review",
        {"verdict": "asked_back", "reason": "Three trees, please.", "answer_by": last_day},
        project_id=judging.project.id,
    )
    letter = last_letter(visitor, session)
    assert letter.subject == "Please change something in your project: Shade on the square"
    assert "Three trees, please." in letter.text and "/edit/" in letter.text

    page = visitor.sign_in(None).get("projects.show", **at)
    assert "Asked back to its author" in page.text and "Three trees, please." in page.text

    visitor.sign_in(person(session, judging.author))
    mine = visitor.get("projects.mine").text
    assert "The city asks you to change something. Please answer by" in mine
    page = visitor.fill(
        "projects.edit_costs",
        {"cost_lines-1-label": "Three trees", "cost_lines-1-amount": "600"},
        **at,
    )
    assert page.location.endswith("/edit/authors/")
    assert "Please answer by" in visitor.get("projects.mine").text
    assert f"/en/rounds/{at['slug']}/projects/{at['number']}/answer/" in (
        visitor.get("projects.edit", **at).links()
    )
    assert "The city asked:" in visitor.get("projects.answer", **at).text
    visitor.fill("projects.answer", {}, **at)
    assert "You have answered." in visitor.get("projects.show", **at).text

    visitor.sign_in(person(session, judging.reviewer))
    assert "Answered" in visitor.get("reviews_desk.waiting", state="answered").text
    page = visitor.get("reviews_desk.review", project_id=judging.project.id)
    assert "What its author changed" in page.text and "Three trees: €600" in page.text
    visitor.fill(
        "reviews_desk.review",
        {"verdict": "feasible", "reason": "Fine now."},
        project_id=judging.project.id,
    )
    assert state(session, judging) == "feasible"


def test_after_the_date_the_author_meets_a_sentence_and_keeps_what_was_typed(
    visitor, session, judging, at
):
    judging.ask_back()
    visitor.sign_in(person(session, judging.author))
    fields = visitor.get("projects.edit_idea", **at).fields()
    with clock.at(judging.last_days):
        page = visitor.post(
            "projects.edit_idea", fields | {"title": "Three small trees"}, status=422, **at
        )
        assert "The time for your answer ended on" in page.errors()[0]
        assert page.fields()["title"] == "Three small trees"
        visitor.get("projects.answer", status=409, **at)


def test_a_question_needs_a_day_before_the_vote(visitor, session, judging):
    visitor.sign_in(person(session, judging.reviewer))
    for day, sentence in (
        ("", "Please give the last day for an answer."),
        ("2020-01-01", "The last day for an answer lies in the past."),
    ):
        page = visitor.fill(
            "reviews_desk.review",
            {"verdict": "asked_back", "reason": "Why?", "answer_by": day},
            project_id=judging.project.id,
            status=422,
        )
        assert page.errors() == [sentence]
    assert state(session, judging) == "submitted"


@pytest.mark.backend("sqlite", "postgresql")
def test_a_refusal_is_appealed_and_decided_by_a_colleague(visitor, session, judging, at):
    judging.judge(REFUSED)
    letter = last_letter(visitor, session)
    assert "you can ask once for a second look until" in letter.text and "/appeal/" in letter.text
    visitor.sign_in(person(session, judging.author))
    visitor.fill("projects.appeal", {"reason": ""}, status=422, **at)
    visitor.fill("projects.appeal", {"reason": "The pipe was moved in spring."}, **at)
    visitor.get("projects.appeal", status=409, **at)
    page = visitor.sign_in(None).get("projects.show", **at)
    assert "The author asked for a second look" in page.text
    assert "The pipe was moved in spring." in page.text

    visitor.sign_in(person(session, judging.reviewer))
    here = {"project_id": judging.project.id}
    page = visitor.get("reviews_desk.review", **here)
    assert "A colleague decides on the appeal." in page.text
    visitor.post("reviews_desk.review", {"verdict": "feasible"}, status=403, **here)

    visitor.sign_in(person(session, judging.colleague))
    assert "Appealed" in visitor.get("reviews_desk.waiting").text
    visitor.fill("reviews_desk.review", {"verdict": "feasible", "reason": "True."}, **here)
    assert state(session, judging) == "feasible"
    assert "This is the decision on your appeal." in last_letter(visitor, session).text


@pytest.mark.backend("sqlite", "postgresql")
def test_held_verdicts_are_released_together_from_a_page_that_shows_them(
    visitor, session, judging, at
):
    slug = {"slug": judging.round.slug}
    visitor.sign_in(person(session, judging.staff))
    visitor.fill("projects_desk.verdicts", {"holds": "yes"}, **slug)
    judging.judge(Judgement("not_feasible", SECRET, "en", "Parks"))
    page = visitor.get("projects_desk.release_verdicts", **slug)
    assert SECRET in page.text and state(session, judging) == "submitted"
    assert "1 verdict waits." in visitor.get("projects_desk.verdicts", **slug).text
    visitor.post("projects_desk.release_verdicts", **slug)
    assert state(session, judging) == "not_feasible"
    assert SECRET in visitor.sign_in(None).get("projects.show", **at).text


def every_address(visitor, judging):
    """Return the addresses of all pages without values, and those of the round and project."""
    values = {"slug": judging.round.slug, "number": judging.project.number}
    for rule in visitor.app.url_map.iter_rules():
        names = rule.arguments - {"language"}
        if "GET" in (rule.methods or ()) and names <= set(values):
            yield visitor.url(rule.endpoint, **{name: values[name] for name in names})


@pytest.mark.parametrize("reader", ["nobody", "author", "neighbour", "administrator", "officer"])
def test_held_words_stand_on_no_page_file_search_or_mail(visitor, session, judging, reader):
    judging.hold()
    judging.judge(Judgement("not_feasible", SECRET, "en", "Dragon department"))
    place = judging.round.place
    readers = {
        "nobody": lambda: None,
        "author": lambda: person(session, judging.author),
        "neighbour": lambda: b.a_resident(session, place),
        "administrator": lambda: b.an_administrator(session),
        "officer": lambda: b.an_officer(session, place),
    }
    visitor.sign_in(readers[reader]())
    seen = 0
    for address in every_address(visitor, judging):
        answer = visitor.client.get(address)
        seen += answer.status_code == 200
        assert b"ragon" not in answer.data, address
    assert seen > 10
    found = visitor.client.get(visitor.url("projects.list", slug=judging.round.slug, q="dragon"))
    assert b"Shade on the square" not in found.data
    assert all("ragon" not in str(m.content) for m in session.scalars(select(Message)))


def test_save_and_next_goes_through_the_list_that_was_asked_for(visitor, session, judging):
    others = [b.a_project(session, judging.round, f"Bench {n}", state="submitted") for n in (1, 2)]
    b.a_project(session, b.a_round(session, "review"), "Elsewhere", state="submitted")
    visitor.sign_in(person(session, judging.reviewer))
    asked = {"round": judging.round.slug}
    page = visitor.get("reviews_desk.waiting", **asked)
    assert "4 projects wait" in page.text and "Elsewhere" not in page.text
    address = visitor.url("reviews_desk.review", project_id=others[0].id, **asked)
    for _ in range(3):
        page = visitor.fill(address, {"verdict": "feasible", "go_on": "1"})
        address = page.location
        assert f"round={judging.round.slug}" in address
    assert "/projects/?" in address
    assert "1 project waits" in visitor.get(address).text


def test_the_queue_finds_by_words_number_and_state(visitor, session, judging):
    b.a_project(session, judging.round, "Drinking fountain", state="submitted", number=77)
    visitor.sign_in(person(session, judging.reviewer))
    assert "Drinking fountain" in visitor.get("reviews_desk.waiting", q="fountain").text
    found = visitor.get("reviews_desk.waiting", q="77").text
    assert "Drinking fountain" in found and "Shade on the square" not in found
    judging.judge(REFUSED)
    for shown in ("judged", "mine"):
        assert "Shade on the square" in visitor.get("reviews_desk.waiting", state=shown).text
    assert "Shade on the square" not in visitor.get("reviews_desk.waiting").text


def test_a_reviewer_is_told_of_a_project_with_nearly_the_same_title(visitor, session, judging):
    b.a_project(session, judging.round, "Some shade on the SQUARE", state="submitted")
    b.a_project(session, judging.round, "A dog meadow", state="submitted")
    visitor.sign_in(person(session, judging.reviewer))
    page = visitor.get("reviews_desk.review", project_id=judging.project.id)
    assert "Another project here has nearly this title" in page.text
    assert "dog meadow" not in page.text


def test_the_department_of_the_last_verdict_stands_in_the_next(visitor, session, judging):
    other = b.a_project(session, judging.round, "Benches", state="submitted")
    judging.judge(REFUSED)
    visitor.sign_in(person(session, judging.reviewer))
    page = visitor.get("reviews_desk.review", project_id=other.id)
    assert page.fields()["department"] == "Parks"


def test_before_the_review_the_desk_says_how_many_are_handed_in(visitor, session, judging):
    visitor.sign_in(person(session, judging.reviewer))
    with clock.at(judging.now - timedelta(days=2)):
        page = visitor.get("reviews_desk.waiting")
    assert "1 project is handed in. Its review begins on" in page.text


def test_home_round_and_account_lead_to_ones_projects(visitor, session, judging):
    judging.ask_back()
    visitor.sign_in(person(session, judging.author))
    for page in (
        visitor.get("pages.home", most_queries=20),
        visitor.get("pages.round", slug=judging.round.slug, most_queries=20),
        visitor.get("people.account", most_queries=20),
    ):
        assert "“Shade on the square”: The city asks you to change something." in page.text
        assert any(link.endswith("/account/projects/") for link in page.links())
    visitor.sign_in(person(session, judging.reviewer))
    assert "My projects" not in visitor.get("pages.home", most_queries=20).text


def test_a_question_that_was_answered_asks_no_more(visitor, session, judging, at):
    judging.ask_back()
    judging.answer()
    session.commit()
    page = visitor.get("projects.show", **at)
    open_words = " ".join(
        words(notice) for notice in page.all("div") if "notice" in str(notice.get("class"))
    )
    assert "the city asks the author to change something" not in open_words
    assert "An earlier verdict, which no longer counts" in page.text
