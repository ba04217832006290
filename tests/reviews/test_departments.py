"""Who looks at which project: by category, by hand, many at once, and never an author."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from neighbourhood.permissions import SYSTEM
from neighbourhood.refusals import Invalid, NotAllowed
from neighbourhood.reviews import queries, services
from neighbourhood.reviews.models import Assignment, Department
from neighbourhood.reviews.rules import DepartmentTerms
from neighbourhood.reviews.services import NewAssignment
from neighbourhood.trail.models import TrailEntry
from tests import builders as b
from tests.projects.judging import a_judging
from tests.projects.test_races import at_once
from tests.reviews.departments import a_department


def looked_at_by(session, project) -> list[str]:
    found = queries.assignments_of(session, [project.id])[project.id]
    return [one.department.slug for one in found]


def test_what_is_handed_in_goes_to_the_departments_of_its_category(session):
    nature, culture = b.a_category(session), b.a_category(session, "culture")
    a_department(session, "parks", categories=(nature,))
    a_department(session, "roads", categories=(nature, culture))
    a_department(session, "library", categories=(culture,))
    judging = a_judging(session)
    assert looked_at_by(session, judging.project) == ["parks", "roads"]
    ends = next(one for one in judging.round.phases if one.kind == "review").ends_at
    assert {one.due_at for one in session.scalars(select(Assignment))} == {ends}


def test_without_departments_nothing_changes(session):
    judging = a_judging(session)
    assert looked_at_by(session, judging.project) == []
    judging.judge(replace(judging.question(), verdict="feasible", answer_by=None))
    assert judging.project.state == "feasible"


def test_an_answered_question_opens_the_parts_again(session):
    parks = a_department(session, categories=(b.a_category(session),))
    judging = a_judging(session)
    assignment = session.scalar(select(Assignment))
    assignment.answered_at = judging.now
    judging.ask_back()
    judging.edit(title="Three trees")
    judging.answer()
    assert (assignment.answered_at, assignment.department_id) == (None, parks.id)


def test_staff_give_many_projects_to_one_department_at_once(session):
    judging = a_judging(session)
    parks = a_department(session, members=(judging.reviewer,))
    others = [b.a_project(session, judging.round, state="submitted") for _ in range(3)]
    numbers = [one.id for one in (judging.project, *others)]
    new = NewAssignment(parks, judging.reviewer.person_id, judging.now + timedelta(days=3))
    given = {"actor": judging.staff, "now": judging.now}
    assert services.assign(session, numbers, new, **given) == 4
    assert services.assign(session, numbers, new, **given) == 0
    acts = session.scalar(
        select(func.count()).where(TrailEntry.act == "assign_project").select_from(TrailEntry)
    )
    assert acts == 4


def test_a_reviewer_passes_on_what_the_own_department_has_and_no_more(session):
    judging = a_judging(session)
    parks = a_department(session, members=(judging.reviewer, judging.colleague))
    one = [judging.project.id]
    passed_on = NewAssignment(parks, judging.colleague.person_id)
    mine = {"actor": judging.reviewer, "now": judging.now}
    with pytest.raises(NotAllowed, match="staff_assigns"):
        services.assign(session, one, passed_on, **mine)
    services.assign(session, one, NewAssignment(parks), actor=judging.staff, now=judging.now)
    assert services.assign(session, one, passed_on, **mine) == 1
    later = replace(passed_on, due_at=judging.now + timedelta(days=90))
    with pytest.raises(NotAllowed, match="staff_assigns"):
        services.assign(session, one, later, **mine)


def test_an_author_does_not_look_at_the_own_project(session):
    judging = a_judging(session)
    author = b.a_reviewer(session)
    judging.project.author_id = author.id
    parks = a_department(session, members=(b.actor_of(session, author),))
    session.flush()
    session.expire_all()
    with pytest.raises(Invalid, match="reviewer_is_author"):
        services.assign(
            session,
            [judging.project.id],
            NewAssignment(parks, author.id),
            actor=judging.staff,
            now=judging.now,
        )


def test_a_reviewer_of_another_department_cannot_be_chosen(session):
    judging = a_judging(session)
    parks = a_department(session)
    with pytest.raises(Invalid, match="reviewer_elsewhere"):
        services.assign(
            session,
            [judging.project.id],
            NewAssignment(parks, judging.reviewer.person_id),
            actor=judging.staff,
            now=judging.now,
        )


def test_who_leaves_a_department_leaves_their_projects_to_it(session):
    judging = a_judging(session)
    parks = a_department(session, members=(judging.reviewer,))
    new = NewAssignment(parks, judging.reviewer.person_id)
    services.assign(session, [judging.project.id], new, actor=judging.staff, now=judging.now)
    terms = DepartmentTerms({"en": "Parks"})
    services.change_department(session, parks, terms, actor=judging.staff, now=judging.now)
    assert session.scalar(select(Assignment)).reviewer_id is None


def test_a_department_wants_a_name_and_reviewers_as_members(session):
    person = b.a_person(session)
    for terms, code in (
        (DepartmentTerms({"en": ""}), "department_name_missing"),
        (DepartmentTerms({"en": "Parks"}, "parks"), "department_mailbox"),
        (DepartmentTerms({"en": "P"}, member_ids=frozenset({person.id})), "member_no_reviewer"),
    ):
        with pytest.raises(Invalid, match=code):
            services.add_department(session, "parks", terms, actor=SYSTEM, now=b.LONG_AGO)


def test_what_waits_without_a_department_is_given_by_category(session):
    judging = a_judging(session)
    assert queries.projects_without_department(session, judging.now) == [judging.project.id]
    given = {"actor": judging.staff, "now": judging.now}
    assert services.assign_waiting(session, **given) == 0
    a_department(session, categories=(judging.project.category,))
    assert services.assign_waiting(session, **given) == 1
    assert queries.projects_without_department(session, judging.now) == []


def test_of_six_who_assign_at_once_one_does(session):
    judging = a_judging(session)
    number = a_department(session).id
    answers = at_once(
        session,
        lambda own, _n: services.assign(
            own,
            [judging.project.id],
            NewAssignment(own.get(Department, number)),
            actor=judging.staff,
            now=judging.now,
        ),
    )
    assert sorted(map(str, answers)) == ["0"] * 5 + ["1"]
