"""Phases moved by two people."""

from datetime import datetime
from typing import Any

from neighbourhood import clock
from neighbourhood.languages import _d, _dl
from neighbourhood.permissions import Action, Actor, decide
from neighbourhood.rounds import queries, services, words
from neighbourhood.rounds.desk.blueprint import blueprint
from neighbourhood.rounds.desk.rounds import load_round
from neighbourhood.rounds.forms import MovePhaseForm
from neighbourhood.rounds.models import MovedDate, Round
from neighbourhood.web import actor, go, guard, page, say, session, waiting, writes
from neighbourhood.web.answers import Answer


def moves_to_confirm(database: Any, somebody: Actor, now: datetime) -> list[waiting.Waiting]:
    """Tell the desk's first page which moved phases wait for a second person."""
    if not decide(somebody, Action.MOVE_DATES).is_allowed:
        return []
    # Who asked cannot confirm, so it does not wait for them.
    open_moves = [
        move for move in queries.open_moves(database, now) if move.asked_by_id != somebody.person_id
    ]
    return [
        waiting.Waiting(
            _dl("A moved phase to confirm"),
            "rounds_desk.round",
            move.asked_at,
            {"slug": move.phase.round.slug},
        )
        for move in open_moves
    ]


def load_move(move_id: int) -> MovedDate:
    return queries.move_by_id(session(), move_id)


@blueprint.route("/rounds/<slug>/moves/", methods=["GET", "POST"])
@writes
@guard(Action.MOVE_DATES, load_round)
def move_phase(round_: Round) -> Answer:
    now = clock.now()
    # What is over stays as it was.
    phases = [phase for phase in round_.phases if phase.ends_at is None or phase.ends_at > now]
    form = MovePhaseForm()
    form.phase.choices = [(phase.kind, words.PHASE_NAMES[phase.kind]) for phase in phases]
    if form.validate_on_submit() and form.carries_out(lambda: _ask(round_, form)):
        say(_d("Somebody else has to confirm this now."))
        return go("rounds_desk.round", slug=round_.slug)
    return page(
        "rounds/desk/move_phase.html",
        form=form,
        round=round_,
        phases=phases,
        phase_names=words.PHASE_NAMES,
    )


def _ask(round_: Round, form: MovePhaseForm) -> MovedDate:
    phase = next(phase for phase in round_.phases if phase.kind == form.phase.data)
    dates = form.dates(phase)
    return services.ask_to_move_phase(
        session(),
        phase,
        new_start=dates.starts_at,
        new_end=dates.ends_at,
        reason=form.reason.data,
        actor=actor(),
        now=clock.now(),
    )


@blueprint.route("/moves/<int(max=999999999):move_id>/confirm/", methods=["POST"])
@writes
@guard(Action.MOVE_DATES, load_move)
def confirm_move(move: MovedDate) -> Answer:
    services.confirm_moved_phase(session(), move, actor=actor(), now=clock.now())
    say(_d("The phase is moved. Everybody can see it and why; those concerned get a message."))
    return go("rounds_desk.round", slug=move.phase.round.slug)


@blueprint.route("/moves/<int(max=999999999):move_id>/withdraw/", methods=["POST"])
@writes
@guard(Action.MOVE_DATES, load_move)
def withdraw_move(move: MovedDate) -> Answer:
    slug = move.phase.round.slug
    services.withdraw_move(session(), move, actor=actor(), now=clock.now())
    say(_d("It is taken back. The dates stay as they are."))
    return go("rounds_desk.round", slug=slug)
