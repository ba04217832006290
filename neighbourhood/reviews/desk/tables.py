"""Reviews as a table: out with the filters of the list, and in with a look at what changes."""

from flask import request
from werkzeug.wrappers import Response

from neighbourhood import clock
from neighbourhood.languages import _dn, with_values
from neighbourhood.permissions import Action
from neighbourhood.refusals import Refusal
from neighbourhood.reviews import queries, services
from neighbourhood.reviews.desk.blueprint import blueprint
from neighbourhood.reviews.desk.shapes import asked_shape, question_for
from neighbourhood.reviews.forms import TableForm
from neighbourhood.reviews.presenters.tables import change_view, table_of
from neighbourhood.reviews.rules.tables import read_table
from neighbourhood.reviews.services.tables import Plan
from neighbourhood.reviews.words import TABLE_PROBLEMS
from neighbourhood.web import actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.city import city
from neighbourhood.web.lists import list_choice


@blueprint.route("/reviews/table.csv")
@guard(Action.EXCHANGE_REVIEWS)
def table_csv() -> Response:
    projects = queries.all_rows(session(), question_for(list_choice(asked_shape())))
    numbers = [project.id for project in projects]
    text = table_of(
        projects,
        queries.questions_asked(session()),
        queries.assignments_of(session(), numbers),
        queries.answers_by_project(session(), numbers),
    )
    answer = Response(text, mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="reviews.csv"'
    return answer


@blueprint.route("/reviews/import/", methods=["GET", "POST"])
@writes
@guard(Action.EXCHANGE_REVIEWS)
def import_table() -> Answer:
    form = TableForm()
    plan = _plan(form) if form.validate_on_submit() else None
    if plan is None:
        return page("reviews/desk/import.html", form=form)
    if "do" in request.form and form.carries_out(lambda: _do(form, plan)):
        say(_dn("%(num)s project is changed.", "%(num)s projects are changed.", form.result))
        return go("reviews_desk.waiting")
    form.fingerprint.data = plan.fingerprint
    questions = queries.questions_asked(session())
    return page(
        "reviews/desk/import_plan.html",
        form=form,
        problems=[
            (one, with_values(TABLE_PROBLEMS[one.code], {"value": one.value}))
            for one in plan.problems
        ],
        changes=[change_view(one, questions) for one in plan.changes],
        status=422 if plan.problems or form.errors else 200,
    )


def _plan(form: TableForm) -> Plan | None:
    """Return what the file would change, None where it cannot be read."""
    try:
        form.table.data = form.text()
        return services.plan_of_table(session(), read_table(form.table.data), zone=city().zone)
    except Refusal as refusal:
        form.refuse(refusal)
        return None


def _do(form: TableForm, plan: Plan) -> int:
    known = form.fingerprint.data or ""
    return services.take_in(session(), plan, fingerprint=known, actor=actor(), now=clock.now())
