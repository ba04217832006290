"""Giving projects to departments: the ticked ones of the list, or one."""

from flask import request, url_for

from neighbourhood import clock
from neighbourhood.languages import _d, _dn
from neighbourhood.permissions import Action
from neighbourhood.refusals import NotFound
from neighbourhood.reviews import queries, services
from neighbourhood.reviews.desk.blueprint import blueprint
from neighbourhood.reviews.desk.shapes import LIST
from neighbourhood.reviews.forms import AssignForm, assign_form
from neighbourhood.reviews.models import Assignment, Department
from neighbourhood.reviews.presenters.parts import ticked_project
from neighbourhood.reviews.services import NewAssignment
from neighbourhood.web import BaseForm, actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer, go_inside
from neighbourhood.web.fields import number_chosen

#: As many as anybody ticks; more are given by category.
MOST_TICKED = 200


@blueprint.route("/projects/assign/", methods=["GET", "POST"])
@writes
@guard(Action.ASSIGN_REVIEWS)
def assign() -> Answer:
    ticked = [number_chosen(value) for value in request.values.getlist("project")][:MOST_TICKED]
    projects = [one for one in queries.projects_by_id(session(), ticked) if one.is_public]
    departments = queries.active_departments(session())
    form = assign_form(departments, queries.people_who_review(session()))
    numbers = [one.id for one in projects]
    if (
        projects
        and form.validate_on_submit()
        and form.carries_out(
            lambda: services.assign(session(), numbers, _new(form), actor=actor(), now=clock.now())
        )
    ):
        say(_dn("%(num)s project is given.", "%(num)s projects are given.", form.result))
        return go_inside(form.back.data or "", url_for(LIST))
    if not form.back.data:
        form.back.data = request.args.get("back", "")
    return page(
        "reviews/desk/assign.html",
        form=form,
        projects=[ticked_project(one) for one in projects],
        departments=departments,
    )


def _new(form: AssignForm) -> NewAssignment:
    chosen: Department = next(
        one for one in queries.active_departments(session()) if one.id == form.department_id.data
    )
    return NewAssignment(chosen, form.reviewer_id.data or None, form.due_at())


def load_assignment(assignment_id: int) -> Assignment:
    """Return the assignment that the address names."""
    return queries.assignment_by_id(session(), assignment_id)


@blueprint.route(
    "/assignments/<int(max=999999999):assignment_id>/take-away/", methods=["GET", "POST"]
)
@writes
@guard(Action.ASSIGN_REVIEWS, load_assignment)
def take_away(assignment: Assignment) -> Answer:
    if not assignment.project.is_public:
        raise NotFound
    form, project_id = BaseForm(), assignment.project_id
    if form.validate_on_submit() and form.carries_out(
        lambda: services.take_away(session(), assignment, actor=actor(), now=clock.now())
    ):
        say(_d("The department no longer looks at this project. What it has answered stays."))
        return go("reviews_desk.review", project_id=project_id)
    return page(
        "reviews/desk/take_away.html",
        form=form,
        project=ticked_project(assignment.project),
        department=assignment.department,
    )
