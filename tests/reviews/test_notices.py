"""Departments are told of what was given to them: in one mail, once a day, when they can begin."""

from datetime import timedelta

from sqlalchemy import select

from neighbourhood.outbox.models import Message
from neighbourhood.reviews import services
from neighbourhood.reviews.desk.lines import projects_to_review, reviews_due
from neighbourhood.reviews.services import NewAssignment
from neighbourhood.reviews.timed import tell_departments
from tests import builders as b
from tests.projects.judging import a_judging
from tests.reviews.departments import a_department


def mails(session) -> list[tuple[str, int]]:
    kind = Message.kind == "projects_assigned"
    found = session.scalars(select(Message).where(kind).order_by(Message.id))
    return [(one.address, one.content["number"]) for one in found]


def given(session, judging, department, count, reviewer=None):
    projects = [b.a_project(session, judging.round, state="submitted") for _ in range(count)]
    new = NewAssignment(department, reviewer)
    numbers = [one.id for one in projects]
    services.assign(session, numbers, new, actor=judging.staff, now=judging.now)


def test_thirty_projects_make_one_mail_a_day(session):
    judging = a_judging(session)
    parks = a_department(session, mailbox="parks@example.org")
    given(session, judging, parks, 30)
    assert tell_departments(session, judging.now) == 0
    later = judging.now + timedelta(minutes=20)
    assert tell_departments(session, later) == 1
    assert tell_departments(session, later + timedelta(hours=1)) == 0
    assert mails(session) == [("parks@example.org", 30)]
    given(session, judging, parks, 2)
    assert tell_departments(session, later + timedelta(hours=2)) == 0
    assert tell_departments(session, later + timedelta(hours=22)) == 1
    assert mails(session)[1:] == [("parks@example.org", 2)]


def test_without_an_address_its_people_are_told_and_who_was_chosen_of_theirs(session):
    judging = a_judging(session)
    parks = a_department(session, members=(judging.reviewer, judging.colleague))
    given(session, judging, parks, 3)
    given(session, judging, parks, 1, judging.colleague.person_id)
    assert tell_departments(session, judging.now + timedelta(minutes=20)) == 1
    assert sorted(number for _address, number in mails(session)) == [1, 4]


def test_nobody_is_told_before_the_review_begins(session):
    a_department(session, categories=(b.a_category(session),), mailbox="parks@example.org")
    judging = a_judging(session)
    before = judging.now - timedelta(days=5)
    assert tell_departments(session, before) == 0
    assert tell_departments(session, judging.now + timedelta(minutes=1)) == 1


def test_the_desk_says_what_waits_for_whom(session):
    judging = a_judging(session)
    parks = a_department(session, members=(judging.reviewer,))
    given(session, judging, parks, 2)
    mine = projects_to_review(session, judging.reviewer, judging.now)
    assert [(str(one.label), one.count) for one in mine] == [
        ("Projects that wait for your answer", 2)
    ]
    staff = projects_to_review(session, judging.staff, judging.now)
    assert [(str(one.label), one.count) for one in staff] == [
        ("Projects that no department looks at", 1)
    ]
    until = judging.now + timedelta(days=90)
    due = reviews_due(session, judging.reviewer, judging.now, until)
    assert next((str(one.label), one.count) for one in due) == (
        "Projects that wait for your answer",
        2,
    )
