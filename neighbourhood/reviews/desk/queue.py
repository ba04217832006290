"""The reviewers' queue: what waits for a verdict, and judging one project after the other."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import request

from neighbourhood import clock
from neighbourhood.languages import Sentence, _d, _dl
from neighbourhood.permissions import Action, Actor, decide
from neighbourhood.projects import queries, rules, services
from neighbourhood.projects.desk.blueprint import load_project
from neighbourhood.projects.forms import ReviewForm, review_form
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.desk_rows import desk_row, rounds_to_come
from neighbourhood.projects.presenters.history import ChangedPart, difference
from neighbourhood.projects.presenters.project_page import page_of, review_view, why_not
from neighbourhood.projects.queries import queue as queue_queries
from neighbourhood.projects.queries.queue import Unjudged
from neighbourhood.projects.words import QUEUE_SORTS, QUEUE_STATES
from neighbourhood.reviews.desk.blueprint import blueprint
from neighbourhood.rounds.rules import PhaseKind, phase_of
from neighbourhood.web import actor, go, guard, language, languages, page, say, session, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.filters import pick_text
from neighbourhood.web.lists import (
    Beside,
    Filter,
    ListShape,
    ListView,
    beside,
    beside_view,
    list_choice,
    list_page,
    parts_of,
)
from neighbourhood.web.waiting import Due, Waiting

Options = Sequence[tuple[str, Sentence]]
LIST, ONE = "reviews_desk.waiting", "reviews_desk.review"


def projects_to_review(database: Any, reviewer: Actor, now: datetime) -> list[Waiting]:
    """Tell the desk's first page how many projects wait for a verdict, and since when."""
    if not decide(reviewer, Action.SEE_REVIEWS).is_allowed:
        return []
    number, since = queries.waiting_for_review(database, now=now, reviewer_id=reviewer.person_id)
    return [Waiting(_dl("Projects to review"), LIST, since, count=number)] if since else []


def reviews_due(database: Any, reviewer: Actor, now: datetime, until: datetime) -> list[Due]:
    """Tell reviewers which rounds end their review, or open their vote, while projects still wait
    for a verdict or an answer.
    """
    if not decide(reviewer, Action.SEE_REVIEWS).is_allowed:
        return []
    by_date: dict[datetime, list[Unjudged]] = {}
    for one in queue_queries.unjudged_before(database, now, until):
        by_date.setdefault(one.due, []).append(one)
    return [_review_due(date, rounds) for date, rounds in by_date.items()]


def _review_due(date: datetime, rounds: list[Unjudged]) -> Due:
    """Return one line for all rounds of a date: an edition has the same dates everywhere."""
    if len(rounds) > 1:
        label = _dl("Projects without a verdict when their check ends")
        return Due(label, LIST, date, count=sum(one.count for one in rounds))
    only = rounds[0]
    label = _dl("Projects without a verdict in %(place)s", place=only.place)
    return Due(label, LIST, date, {"round": only.slug}, only.count)


def queue_shape() -> ListShape:
    """Return what a reviewer may ask the queue."""
    rounds = queue_queries.rounds_in_review(session(), clock.now())
    categories = queries.all_categories(session())
    return _shape(
        [(one.slug, one.place.name) for one in rounds],
        [(one.slug, pick_text(one.name)) for one in categories],
    )


def asked_shape() -> ListShape:
    """Return the same for the page of one project, which shows no choices: those of the address
    are taken as they are, so that nobody has to look for all others.
    """
    asked = [(value, value) for value in (request.args.get("round"), request.args.get("category"))]
    options = [(value, words) for value, words in asked if value and words]
    return _shape(options, options)


def _shape(rounds: Options, categories: Options) -> ListShape:
    return ListShape(
        _d("Words or number"),
        (
            Filter("state", _d("Show"), list(QUEUE_STATES.items()), _d("What waits for a verdict")),
            Filter("round", _d("Round"), rounds),
            Filter("category", _d("Category"), categories),
        ),
        QUEUE_SORTS,
    )


@blueprint.route("/projects/", endpoint="waiting")
@guard(Action.SEE_REVIEWS)
def waiting_projects() -> Answer:
    shape, now = queue_shape(), clock.now()
    choice = list_choice(shape)
    question = queue_queries.queue_of(choice, now=now, reviewer_id=actor().person_id)
    listed = list_page(session(), question, choice.page)
    return page(
        "reviews/desk/waiting.html",
        list=ListView.of(shape, choice, listed, LIST),
        rows=[desk_row(project, now) for project in listed.rows],
        waiting=queries.waiting_for_review(session(), now=now, reviewer_id=actor().person_id)[0],
        ahead=rounds_to_come(queue_queries.handed_in_ahead(session(), now)),
    )


@blueprint.route("/projects/<int(max=999999999):project_id>/", methods=["GET", "POST"])
@writes
@guard(Action.REVIEW_PROJECT, load_project)
def review(project: Project) -> Answer:
    form, found = _form_of(project), _beside(project)
    if form.validate_on_submit() and form.carries_out(
        lambda: services.review_project(
            session(), project, form.judgement(), actor=actor(), now=clock.now()
        )
    ):
        say(_what_was_done(project))
        return _go_on(form, found)
    shape, now, around = asked_shape(), clock.now(), project.round
    return page(
        "reviews/desk/review.html",
        form=form,
        project=page_of(project),
        round=around,
        beside=beside_view(shape, found, one=ONE, name="project_id", back=LIST),
        back=parts_of(list_choice(shape), shape),
        held=review_view(project.held_review) if project.held_review else None,
        changed=_changed(project),
        twins=queue_queries.similar_projects(session(), project),
        review_phase=phase_of(around.phases, PhaseKind.REVIEW),
        holds=rules.is_held(around, rules.Verdict.FEASIBLE, now),
        why_not=why_not(lambda: _require_may_review(project)),
    )


def _changed(project: Project) -> tuple[ChangedPart, ...] | None:
    """Return what the author has changed since the city asked for it, None where it has not."""
    if not project.reviews or project.reviews[-1].answer_by is None:
        return None
    return difference(project, queries.history(session(), project))


def _form_of(project: Project) -> ReviewForm:
    return review_form(
        project,
        [(known.code, known.own_name) for known in languages()],
        language().code,
        department=queue_queries.last_department(session(), actor().person_id),
        now=clock.now(),
    )


def _require_may_review(project: Project) -> None:
    rules.require_may_review(project.round, project.state, clock.now())
    if project.open_appeal is not None:
        rules.require_other_reviewer(project.open_appeal.review.reviewer_id, actor().person_id)


def _beside(project: Project) -> Beside | None:
    question = queue_queries.queue_of(
        list_choice(asked_shape()), now=clock.now(), reviewer_id=actor().person_id
    )
    return beside(session(), question, project.id)


def _what_was_done(project: Project) -> str:
    if project.held_review is not None:
        return _d("The verdict is kept. It goes out with the others of the round.")
    if project.answer_by is not None:
        return _d("The question is sent to the author.")
    return _d("The verdict is published and the author is told.")


def _go_on(form: ReviewForm, found: Beside | None) -> Answer:
    """Go to the next project of the same list, else back to the list."""
    shape = asked_shape()
    kept = parts_of(list_choice(shape), shape)
    following = (found.after or found.before) if found is not None else None
    if form.go_on.data and following is not None:
        return go(ONE, project_id=following, **kept)
    return go(LIST, **kept)
