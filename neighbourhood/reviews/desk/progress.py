"""How far the review of each round and department is."""

from neighbourhood import clock
from neighbourhood.languages import _d, _dn
from neighbourhood.permissions import Action
from neighbourhood.projects.queries.queue import rounds_by_id
from neighbourhood.reviews import queries, services
from neighbourhood.reviews.desk.blueprint import blueprint
from neighbourhood.reviews.presenters.progress import progress_view
from neighbourhood.reviews.queries import queue
from neighbourhood.web import BaseForm, actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer


@blueprint.route("/reviews/")
@guard(Action.SEE_REVIEWS)
def progress() -> Answer:
    now = clock.now()
    rounds = queue.progress_of_rounds(session(), now)
    departments = queries.all_departments(session())
    return page(
        "reviews/desk/progress.html",
        rounds=progress_view(
            rounds_by_id(session(), [one.round_id for one in rounds]),
            rounds,
            queue.progress_of_departments(session(), now),
            departments,
        ),
        departments=departments,
        unassigned=len(queries.projects_without_department(session(), now)),
        button=BaseForm(),
    )


@blueprint.route("/reviews/assign/", methods=["POST"])
@writes
@guard(Action.SET_UP_REVIEWS)
def assign_waiting() -> Answer:
    form = BaseForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.assign_waiting(session(), actor=actor(), now=clock.now())
    ):
        say(
            _dn("%(num)s project is given.", "%(num)s projects are given.", form.result)
            if form.result
            else _d("No department answers for the categories of these projects.")
        )
    return go("reviews_desk.progress")
