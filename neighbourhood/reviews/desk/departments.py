"""The desk's pages of departments."""

from neighbourhood import clock
from neighbourhood.languages import _d
from neighbourhood.people.queries import names_of
from neighbourhood.permissions import Action
from neighbourhood.projects.queries import all_categories
from neighbourhood.reviews import queries, services
from neighbourhood.reviews.desk.blueprint import blueprint
from neighbourhood.reviews.forms import DepartmentForm, department_form
from neighbourhood.reviews.models import Department
from neighbourhood.web import actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.texts import fields_of


def load_department(slug: str) -> Department:
    """Return the department that the address names."""
    return queries.department_by_slug(session(), slug)


def _form(department: Department | None = None) -> DepartmentForm:
    return department_form(
        department, all_categories(session()), queries.people_who_review(session())
    )


@blueprint.route("/departments/")
@guard(Action.SET_UP_REVIEWS)
def departments() -> Answer:
    found = queries.all_departments(session())
    members = [one.person_id for department in found for one in department.members]
    return page(
        "reviews/desk/departments.html",
        departments=found,
        categories={one.id: one.name for one in all_categories(session())},
        people=names_of(session(), members),
    )


@blueprint.route("/departments/new/", methods=["GET", "POST"])
@writes
@guard(Action.SET_UP_REVIEWS)
def add_department() -> Answer:
    form = _form()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.add_department(
            session(), form.slug.data, form.terms(), actor=actor(), now=clock.now()
        )
    ):
        say(_d("The department is added."))
        return go("reviews_desk.departments")
    return page(
        "reviews/desk/department.html", form=form, names=fields_of(form, "name"), department=None
    )


@blueprint.route("/departments/<slug>/", methods=["GET", "POST"])
@writes
@guard(Action.SET_UP_REVIEWS, load_department)
def department(department: Department) -> Answer:
    form = _form(department)
    if form.validate_on_submit() and form.carries_out(
        lambda: services.change_department(
            session(), department, form.terms(), actor=actor(), now=clock.now()
        )
    ):
        say(_d("The department is saved."))
        return go("reviews_desk.departments")
    return page(
        "reviews/desk/department.html",
        form=form,
        names=fields_of(form, "name"),
        department=department,
    )
