"""A round at the desk: its money, dates and key holders."""

from flask import request

from neighbourhood import clock
from neighbourhood.languages import _d
from neighbourhood.people.queries import names_of, person_by_id
from neighbourhood.permissions import Action
from neighbourhood.rounds import queries, services, words
from neighbourhood.rounds.desk.blueprint import blueprint
from neighbourhood.rounds.forms import (
    ConfirmForm,
    KeyHoldersForm,
    round_form,
)
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.presenters.endings import end_view
from neighbourhood.rounds.presenters.round_rows import row_of
from neighbourhood.web import BaseForm, actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer


def load_round(slug: str) -> Round:
    return queries.round_at_desk(session(), slug)


@blueprint.route("/rounds/<slug>/", methods=["GET", "POST"])
@writes
@guard(Action.OPEN_EDITIONS, load_round)
def round(round_: Round) -> Answer:
    form = round_form(round_, is_posted=request.method == "POST")
    if form.validate_on_submit() and form.carries_out(
        lambda: services.change_round(
            session(),
            round_,
            fund=form.fund.data,
            phases=form.dates(round_),
            actor=actor(),
            now=clock.now(),
        )
    ):
        say(_d("Fund and dates are saved."))
        return go("rounds_desk.round", slug=round_.slug)
    return _round_page(round_, form)


def _round_page(round_: Round, form: BaseForm) -> Answer:
    now, moves = clock.now(), queries.moves_of_round(session(), round_.id)
    people = [
        *round_.key_holder_ids,
        *(i for move in moves for i in (move.asked_by_id, move.confirmed_by_id)),
    ]
    return page(
        "rounds/desk/round.html",
        form=form,
        round=round_,
        moves=moves,
        pending=[move for move in queries.open_moves(session(), now) if move in moves],
        names=names_of(session(), people),
        phase_names=words.PHASE_NAMES,
        confirm=ConfirmForm(formdata=None),
        row=row_of(round_, now),
        end=end_view(round_, now),
    )


@blueprint.route("/rounds/<slug>/key-holders/", methods=["GET", "POST"])
@writes
@guard(Action.OPEN_EDITIONS, load_round)
def key_holders(round_: Round) -> Answer:
    start = {"first": round_.first_key_holder_id or "", "second": round_.second_key_holder_id or ""}
    people = queries.possible_key_holders(session())
    form = KeyHoldersForm(data=start).offer(people)
    if form.validate_on_submit() and form.carries_out(lambda: _name_holders(round_, form)):
        say(_d("The two key holders are named."))
        return go("rounds_desk.round", slug=round_.slug)
    return page("rounds/desk/key_holders.html", form=form, round=round_, people=len(people))


def _name_holders(round_: Round, form: KeyHoldersForm) -> Round:
    first, second = (
        person_by_id(session(), number) for number in (form.first.data, form.second.data)
    )
    return services.name_key_holders(
        session(), round_, first, second, actor=actor(), now=clock.now()
    )
