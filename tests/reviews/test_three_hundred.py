"""Three hundred projects, four departments, twelve reviewers: none is lost, and the desk asks no
more of the database than for three.
"""

from sqlalchemy import func, select

from neighbourhood import clock
from neighbourhood.people.models import Person
from neighbourhood.projects.rules import Judgement
from neighbourhood.projects.services import review_project
from neighbourhood.reviews import queries, services
from neighbourhood.reviews.models import Assignment
from neighbourhood.reviews.queries import queue
from tests import builders as b
from tests.projects.judging import a_judging
from tests.reviews.departments import a_department, a_question, yes

NAMES = ("parks", "roads", "library", "law")


def test_of_three_hundred_projects_none_is_lost_while_a_quarter_is_worked_off(visitor):
    session = visitor.session
    judging = a_judging(session)
    categories = [judging.project.category, *(b.a_category(session, name) for name in NAMES[1:])]
    people = [b.actor_of(session, b.a_reviewer(session)) for _ in range(12)]
    departments = [
        a_department(session, name, categories=(categories[n],), members=(*people[n::4],))
        for n, name in enumerate(NAMES)
    ]
    asked = [a_question(session, f"Question of {one.slug}?", one) for one in departments]
    for n in range(299):
        b.a_project(session, judging.round, state="submitted", category=categories[n % 4])
    assert services.assign_waiting(session, actor=judging.staff, now=judging.now) == 300
    assert queries.projects_without_department(session, judging.now) == []
    session.commit()
    with clock.at(judging.now):
        visitor.sign_in(session.get(Person, judging.staff.person_id))
        # Whatever the number of projects; three of them ask as much.
        visitor.get("reviews_desk.waiting", most_queries=17)
        visitor.get("reviews_desk.progress", most_queries=12)
    for assignment in session.scalars(select(Assignment).order_by(Assignment.id)).all()[::4]:
        n = departments.index(assignment.department)
        services.answer_sheet(
            session,
            assignment.project,
            yes(asked[n]),
            finishes=True,
            actor=people[n],
            now=judging.now,
        )
        fine = Judgement("feasible", "", "en", NAMES[n])
        review_project(session, assignment.project, fine, actor=people[n], now=judging.now)
    progress = queue.progress_of_rounds(session, judging.now)
    assert [(one.projects, one.decided, one.unassigned) for one in progress] == [(300, 75, 0)]
    parts = queue.progress_of_departments(session, judging.now)
    assert sum(one.assigned for one in parts) == 300
    assert sum(one.answered for one in parts) == 75
    open_ = select(func.count()).where(Assignment.answered_at.is_(None)).select_from(Assignment)
    assert session.scalar(open_) == 225
