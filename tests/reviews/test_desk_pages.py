"""The reviewers' desk as people use it: departments and a sheet are set up, projects are given,
answered and judged.
"""

from datetime import timedelta

import pytest
from sqlalchemy import select

from neighbourhood import clock
from neighbourhood.outbox.mail.rendering import Sender, render
from neighbourhood.outbox.models import Message
from neighbourhood.people.models import Person
from neighbourhood.reviews import queries
from neighbourhood.reviews.rules import GivenAnswer
from neighbourhood.reviews.timed import tell_departments
from tests import builders as b
from tests.projects.judging import REFUSED
from tests.reviews.departments import yes
from tests.reviews.test_sheets import Checking


@pytest.fixture
def checking(visitor):
    checking = Checking(visitor.session)
    with clock.at(checking.judging.now):
        yield checking


def signed_in(visitor, actor):
    return visitor.sign_in(visitor.session.get(Person, actor.person_id))


def test_staff_set_up_a_department(visitor):
    nature, reviewer = b.a_category(visitor.session), b.a_reviewer(visitor.session)
    clerk = visitor.sign_in(b.a_staff_member(visitor.session))
    assert "There is no department yet." in clerk.get("reviews_desk.departments").text
    given = {"slug": "parks", "name_en": "Parks", "mailbox": "parks@example.org"}
    chosen = given | {"category_ids": [str(nature.id)], "member_ids": [str(reviewer.id)]}
    clerk.fill("reviews_desk.add_department", given | {"slug": "The Parks"}, status=422)
    clerk.fill("reviews_desk.add_department", chosen)
    assert reviewer.name in clerk.get("reviews_desk.departments").text
    clerk.fill("reviews_desk.add_department", given, status=422)
    clerk.fill("reviews_desk.department", {"name_en": "Green spaces"}, slug="parks")
    page = clerk.get("reviews_desk.departments").text
    assert "Green spaces" in page and reviewer.name in page


def test_staff_start_from_a_ready_sheet_and_make_it_theirs(visitor):
    clerk = visitor.sign_in(b.a_staff_member(visitor.session))
    page = clerk.get("reviews_desk.questions")
    assert clerk.url("reviews_desk.first_questions") in page.links()
    clerk.fill("reviews_desk.first_questions", {"questions": ["inside", "costs"]})
    asked = queries.questions_asked(visitor.session)
    assert [one.text["en"] for one in asked] == [
        "Does it lie inside the area of this round?",
        "Are the costs plausible?",
    ]
    assert asked[0].text["fr"] if "fr" in asked[0].text else True
    clerk.fill("reviews_desk.question", {"text_en": "Is it inside?"}, question_id=asked[0].id)
    clerk.fill("reviews_desk.add_question", {"kind": "formal", "text_en": ""}, status=422)
    clerk.post("reviews_desk.end_question", question_id=asked[1].id)
    text = clerk.get("reviews_desk.questions").text
    assert "Is it inside?" in text and "no longer asked" in text
    clerk.get("reviews_desk.question", status=404, question_id=asked[1].id)


def test_a_department_answers_its_part_and_goes_on(visitor, checking):
    desk = signed_in(visitor, checking.gardener)
    here = {"project_id": checking.project.id, "for": "me"}
    listed = desk.get("reviews_desk.waiting", **{"for": "me"})
    assert desk.url("reviews_desk.sheet", **here) in listed.links()
    page = desk.get("reviews_desk.sheet", **here)
    assert "Is it legal?" in page.text
    trees, inside = f"answer_{checking.trees.id}", f"answer_{checking.inside.id}"
    half = {trees: "yes", "finish": "1"}
    assert "needs an answer" in desk.fill("reviews_desk.sheet", half, status=422, **here).text
    desk.fill("reviews_desk.sheet", {trees: "yes", inside: "no", "finish": "1"}, **here)
    assert checking.done == ["parks"]
    assert "Shade" not in desk.get("reviews_desk.waiting", **{"for": "me"}).text
    judged = desk.get("reviews_desk.review", project_id=checking.project.id).text
    assert "The formal check found something wrong." in judged
    assert "1 required question has no answer yet." in judged


def test_a_verdict_that_is_not_ready_leads_to_what_is_missing(visitor, checking):
    desk = signed_in(visitor, checking.judging.reviewer)
    page = desk.fill(
        "reviews_desk.review",
        {"verdict": "feasible"},
        status=422,
        project_id=checking.project.id,
    )
    assert "3 required questions of the sheet have no answer yet." in page.text
    address = desk.url(
        "reviews_desk.sheet", project_id=checking.project.id, _anchor=f"answer_{checking.legal.id}"
    )
    assert address in page.links()


def test_the_ticked_ones_are_given_to_a_department(visitor, checking):
    session = visitor.session
    clerk = signed_in(visitor, checking.judging.staff)
    other = b.a_project(session, checking.judging.round, "Lamps", state="submitted")
    session.commit()
    assert "Lamps" in clerk.get("reviews_desk.waiting", part="unassigned").text
    given = {"project": [str(other.id)]}
    page = clerk.get("reviews_desk.assign", **given)
    assert "Lamps" in page.text
    entered = given | {
        "department_id": str(checking.law.id),
        "reviewer_id": str(checking.lawyer.person_id),
        "due_on": "",
    }
    wrong = entered | {"reviewer_id": str(checking.gardener.person_id)}
    assert "does not review" in clerk.post("reviews_desk.assign", wrong, status=422).text
    clerk.post("reviews_desk.assign", entered)
    assert "Lamps" not in clerk.get("reviews_desk.waiting", part="unassigned").text
    assert "Lamps" in clerk.get("reviews_desk.waiting", department="law").text
    assert "Lamps" in clerk.get("reviews_desk.waiting", reviewer=checking.lawyer.person_id).text
    assignment = queries.assignments_of(session, [other.id])[other.id][0]
    clerk.get("reviews_desk.take_away", assignment_id=assignment.id)
    clerk.post("reviews_desk.take_away", assignment_id=assignment.id)
    assert "Lamps" in clerk.get("reviews_desk.waiting", part="unassigned").text


def test_without_a_tick_the_page_says_so(visitor, checking):
    clerk = signed_in(visitor, checking.judging.staff)
    assert "No project is ticked." in clerk.get("reviews_desk.assign").text


def test_the_desk_says_how_far_each_department_is(visitor, checking):
    checking.answer(yes(checking.legal, checking.inside), checking.lawyer, finishes=True)
    b.a_project(visitor.session, checking.judging.round, "Lamps", state="submitted")
    clerk = signed_in(visitor, checking.judging.staff)
    page = clerk.get("reviews_desk.progress")
    assert "0 of 2 decided" in page.text
    assert "1 project waits that no department looks at." in page.text
    clerk.post("reviews_desk.assign_waiting")
    assert "No department answers for" in clerk.get("reviews_desk.progress").text


def test_notes_are_read_by_those_who_review_alone(visitor, checking):
    desk = signed_in(visitor, checking.gardener)
    here = {"project_id": checking.project.id}
    desk.post("reviews_desk.note", {"note": ""}, status=422, **here)
    desk.post("reviews_desk.note", {"note": "Ask the water works."}, **here)
    assert "Ask the water works." in desk.get("reviews_desk.review", **here).text
    public = visitor.sign_in(None).get(
        "projects.show", slug=checking.judging.round.slug, number=checking.project.number
    )
    assert "water works" not in public.text


def test_a_standard_reason_is_read_in_the_readers_language(visitor, checking):
    desk = signed_in(visitor, checking.gardener)
    refused = {"verdict": "not_feasible", "standard_reason": "upkeep", "reason": ""}
    desk.fill("reviews_desk.review", refused, project_id=checking.project.id)
    here = {"slug": checking.judging.round.slug, "number": checking.project.number}
    public = visitor.sign_in(None).get("projects.show", **here)
    assert "Nobody can pay for its upkeep." in public.text


def test_search_finds_by_the_authors_name_and_by_every_state(visitor, checking):
    desk = signed_in(visitor, checking.judging.staff)
    name = checking.judging.author.name
    number = checking.project.number
    assert f">{number} " in desk.get("reviews_desk.waiting", q=name).html
    checking.project.state = "not_feasible"
    visitor.session.commit()
    assert f">{number} " not in desk.get("reviews_desk.waiting", q=name).html
    assert f">{number} " in desk.get("reviews_desk.waiting", q=name, state="all").html


def test_everybody_reads_what_was_checked_with_the_verdict_and_not_before(visitor, checking):
    secret = {checking.legal.id: GivenAnswer("no", "A secret note.")}
    checking.answer(secret | yes(checking.inside, checking.trees), checking.judging.staff)
    visitor.session.commit()
    here = {"slug": checking.judging.round.slug, "number": checking.project.number}
    signed_in(visitor, checking.judging.author)
    assert "Is it legal?" not in visitor.get("projects.show", **here).text
    checking.judging.judge(REFUSED)
    visitor.session.commit()
    page = visitor.get("projects.show", **here).text
    assert "Is it legal?" in page and "secret note" not in page


def test_the_mail_to_a_department_leads_to_its_projects(visitor, checking):
    tell_departments(visitor.session, checking.judging.now + timedelta(minutes=20))
    visitor.session.commit()
    letter = visitor.session.scalar(select(Message).where(Message.kind == "projects_assigned"))
    visitor.session.expunge(letter)
    visitor.session.rollback()
    with visitor.app.app_context():
        words = render(letter, Sender("Toulouse", "", "https://example.org")).words
    assert "1 project waits for your department" in words
    assert "https://example.org/en/desk/projects/?department=" in words
