"""Phases moved by two people."""

from datetime import datetime
from typing import Any

from neighbourhood import clock
from neighbourhood.languages import _d, _dl
from neighbourhood.permissions import Action, Actor, decide
from neighbourhood.rounds import queries, services, words
from neighbourhood.rounds.desk.blueprint import blueprint
from neighbourhood.rounds.desk.rounds import load_round
from neighbourhood.rounds.forms import (
    MoveEndForm,
)
from neighbourhood.rounds.models import MovedDate, Round
from neighbourhood.web import actor, go, guard, page, say, session, waiting, writes
from neighbourhood.web.answers import Answer


def moves_to_confirm(database: Any, somebody: Actor, now: datetime) -> list[waiting.Waiting]:
    """Tell the desk's first page which moved ends wait for a second person."""
    if not decide(somebody, Action.MOVE_DATES).is_allowed:
        return []
    # Who asked cannot confirm, so it does not wait for them.
    open_moves = [
        move for move in queries.open_moves(database, now) if move.asked_by_id != somebody.person_id
    ]
    return [
        waiting.Waiting(
            _dl("A moved end to confirm"),
            "rounds_desk.round",
            move.asked_at,
            {"slug": move.phase.round.slug},
        )
        for move in open_moves
    ]


def load_move(move_id: int) -> MovedDate:
    return queries.move_by_id(session(), move_id)


@blueprint.route("/rounds/<slug>/ends/", methods=["GET", "POST"])
@writes
@guard(Action.MOVE_DATES, load_round)
def move_end(round_: Round) -> Answer:
    now = clock.now()
    form = MoveEndForm()
    form.phase.choices = [
        (phase.kind, words.PHASE_NAMES[phase.kind])
        for phase in round_.phases
        if phase.ends_at and phase.ends_at > now
    ]
    if form.validate_on_submit() and form.carries_out(lambda: _ask(round_, form)):
        say(_d("Somebody else has to confirm this now."))
        return go("rounds_desk.round", slug=round_.slug)
    return page(
        "rounds/desk/move_end.html", form=form, round=round_, phase_names=words.PHASE_NAMES, now=now
    )


def _ask(round_: Round, form: MoveEndForm) -> MovedDate:
    phase = next(phase for phase in round_.phases if phase.kind == form.phase.data)
    # The form has asked for the instant.
    assert form.new_end.data is not None
    return services.ask_to_move_end(
        session(),
        phase,
        new_end=form.new_end.data,
        reason=form.reason.data,
        actor=actor(),
        now=clock.now(),
    )


@blueprint.route("/ends/<int(max=999999999):move_id>/confirm/", methods=["POST"])
@writes
@guard(Action.MOVE_DATES, load_move)
def confirm_end(move: MovedDate) -> Answer:
    services.confirm_moved_end(session(), move, actor=actor(), now=clock.now())
    say(_d("The end is moved; everybody can see it and why."))
    return go("rounds_desk.round", slug=move.phase.round.slug)
