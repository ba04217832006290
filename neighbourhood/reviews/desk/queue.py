"""The reviewers' queue: what waits for a verdict, and for an answer of a department."""

from neighbourhood import clock
from neighbourhood.permissions import Action, decide
from neighbourhood.projects import queries as projects
from neighbourhood.projects.presenters.desk_rows import desk_row, rounds_to_come
from neighbourhood.projects.queries.queue import handed_in_ahead
from neighbourhood.reviews import queries
from neighbourhood.reviews.desk.blueprint import blueprint
from neighbourhood.reviews.desk.shapes import LIST, question_for, queue_shape
from neighbourhood.reviews.presenters.parts import part_view
from neighbourhood.web import actor, guard, page, session
from neighbourhood.web.answers import Answer
from neighbourhood.web.lists import ListView, list_choice, list_page


@blueprint.route("/projects/", endpoint="waiting")
@guard(Action.SEE_REVIEWS)
def waiting_projects() -> Answer:
    shape, now = queue_shape(), clock.now()
    choice = list_choice(shape)
    listed = list_page(session(), question_for(choice), choice.page)
    found = queries.assignments_of(session(), [project.id for project in listed.rows])
    departments = queries.active_departments(session())
    return page(
        "reviews/desk/waiting.html",
        list=ListView.of(shape, choice, listed, LIST),
        rows=[
            (desk_row(project, now), [part_view(one, now) for one in found[project.id]])
            for project in listed.rows
        ],
        waiting=projects.waiting_for_review(session(), now=now, reviewer_id=actor().person_id)[0],
        ahead=rounds_to_come(handed_in_ahead(session(), now)),
        has_departments=bool(departments),
        answers_sheet=choice.filter("for") != "",
        may_assign=bool(departments) and decide(actor(), Action.ASSIGN_REVIEWS).is_allowed,
    )
