"""The desk of a committee: its seats and its meetings."""

from datetime import datetime
from typing import Any

from flask import Blueprint, request

from neighbourhood import clock
from neighbourhood.committees import queries, services, words
from neighbourhood.committees.forms import EndSeatForm, SeatForm
from neighbourhood.committees.models import CommitteeSeat
from neighbourhood.committees.presenters.seats import seat_views
from neighbourhood.languages import Sentence, _d, _dl, _l
from neighbourhood.people.queries import person_by_id
from neighbourhood.permissions import Action, Actor
from neighbourhood.permissions import decide as decision_on
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import round_by_slug
from neighbourhood.web import actor, go, guard, page, say, session, waiting, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.text import clean

blueprint = Blueprint("committees_desk", __name__, url_prefix="/<language>/desk")


def minutes_to_publish(database: Any, somebody: Actor, now: datetime) -> list[waiting.Waiting]:
    """Tell the desk's first page which minutes are not published."""
    if not decision_on(somebody, Action.MANAGE_COMMITTEE).is_allowed:
        return []
    return [
        waiting.Waiting(
            _dl("Minutes to publish"),
            "committees.minutes",
            held_at,
            {"slug": slug, "meeting_id": number},
        )
        for number, slug, held_at in queries.unpublished_meetings(database, now)
    ]


def decisions_due(
    database: Any, somebody: Actor, now: datetime, until: datetime
) -> list[waiting.Due]:
    """Tell members of committees and the staff until when projects are to be decided and minutes
    published.
    """
    numbers = _rounds_of(somebody)
    # Nobody else has a part in a committee.
    if numbers is not None and not numbers:
        return []
    decisions = queries.decisions_missing(database, numbers, now, until)
    minutes = queries.minutes_missing(database, numbers, now, until)
    return [
        *(_due(_projects(row), "committees.table", row) for row in decisions),
        *(_due(_minutes(row), "committees.show", row) for row in minutes),
    ]


def _rounds_of(somebody: Actor) -> set[int] | None:
    """Return the rounds in whose committee somebody sits; None, which means all, for the staff."""
    if decision_on(somebody, Action.MANAGE_COMMITTEE).is_allowed:
        return None
    return {seat.round_id for seat in somebody.seats}


def _due(label: Sentence, endpoint: str, row: queries.OpenDecisions) -> waiting.Due:
    return waiting.Due(label, endpoint, row.at, {"slug": row.slug}, count=row.number)


def _projects(row: queries.OpenDecisions) -> Sentence:
    return _l("Projects on which the committee has not decided: %(place)s", place=row.place)


def _minutes(row: queries.OpenDecisions) -> Sentence:
    return _l("Minutes that are not published: %(place)s", place=row.place)


def load_round(slug: str) -> Round:
    return round_by_slug(session(), slug)


def load_seat(seat_id: int) -> CommitteeSeat:
    return queries.seat_by_id(session(), seat_id)


@blueprint.route("/rounds/<slug>/committee/")
@guard(Action.MANAGE_COMMITTEE, load_round)
def committee(round_: Round) -> Answer:
    return page(
        "committees/desk/committee.html",
        round=round_,
        seats=seat_views(queries.seats_of_round(session(), round_.id), clock.now().date()),
        meetings=queries.meetings_of_round(session(), round_.id),
    )


@blueprint.route("/rounds/<slug>/committee/seats/", methods=["GET", "POST"])
@writes
@guard(Action.MANAGE_COMMITTEE, load_round)
def add_seat(round_: Round) -> Answer:
    sought = clean(request.args.get("q", ""))[:80]
    # Nobody is listed unasked: a seat is offered to somebody whose name one knows.
    residents = queries.residents_named(session(), round_.place_id, sought) if sought else []
    form = SeatForm().offer(residents)
    if form.validate_on_submit() and form.carries_out(lambda: _add(round_, form)):
        say(_d("The seat is filled."))
        return go("committees_desk.committee", slug=round_.slug)
    return page(
        "committees/desk/add_seat.html", form=form, round=round_, sought=sought, found=residents
    )


def _add(round_: Round, form: SeatForm) -> CommitteeSeat:
    person = person_by_id(session(), form.person.data)
    return services.add_seat(
        session(), round_, person, **form.term(), actor=actor(), now=clock.now()
    )


@blueprint.route("/seats/<int(max=999999999):seat_id>/end/", methods=["GET", "POST"])
@writes
@guard(Action.MANAGE_COMMITTEE, load_seat)
def end_seat(seat: CommitteeSeat) -> Answer:
    form = EndSeatForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.end_seat(
            session(), seat, reason=form.reason.data, actor=actor(), now=clock.now()
        )
    ):
        say(_d("The term has ended."))
        return go("committees_desk.committee", slug=seat.round.slug)
    return page(
        "committees/desk/end_seat.html", form=form, name=words.seat_name(seat), round=seat.round
    )
