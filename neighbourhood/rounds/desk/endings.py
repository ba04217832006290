"""Rounds that end badly: cancelled by two people, or a missed vote that two people explain."""

from datetime import datetime
from typing import Any

from neighbourhood import clock
from neighbourhood.languages import _d, _dl
from neighbourhood.people.queries import names_of
from neighbourhood.permissions import Action, Actor, decide
from neighbourhood.rounds import queries, services
from neighbourhood.rounds.desk.blueprint import blueprint
from neighbourhood.rounds.desk.rounds import load_round
from neighbourhood.rounds.forms import ConfirmForm, EndRoundForm, end_round_form
from neighbourhood.rounds.models import Round, RoundEnding
from neighbourhood.rounds.presenters.endings import end_view
from neighbourhood.rounds.rules.endings import ending_that_fits
from neighbourhood.web import BaseForm, actor, go, guard, page, say, session, waiting, writes
from neighbourhood.web.answers import Answer


def ends_to_settle(database: Any, somebody: Actor, now: datetime) -> list[waiting.Waiting]:
    """Tell the desk's first page which ends of rounds wait for a second person, and of which missed
    votes nobody has said why; what one has asked for oneself waits for somebody else.
    """
    if not decide(somebody, Action.END_ROUNDS).is_allowed:
        return []
    return [
        waiting.Waiting(
            _dl("A vote was never opened, say why: %(place)s", place=end.place)
            if end.asked_by_id is None
            else _dl("The end of a round to confirm: %(place)s", place=end.place),
            "rounds_desk.end_round",
            end.since,
            {"slug": end.slug},
        )
        for end in queries.waiting_ends(database, now)
        if end.asked_by_id is None or end.asked_by_id != somebody.person_id
    ]


def load_ending(ending_id: int) -> RoundEnding:
    return queries.ending_by_id(session(), ending_id)


@blueprint.route("/rounds/<slug>/end/", methods=["GET", "POST"])
@writes
@guard(Action.END_ROUNDS, load_round)
def end_round(round_: Round) -> Answer:
    form = end_round_form()
    if form.validate_on_submit() and form.carries_out(lambda: _ask(round_, form)):
        say(_d("Somebody else has to confirm this now."))
        return go("rounds_desk.end_round", slug=round_.slug)
    return _ending_page(round_, form)


def _ask(round_: Round, form: EndRoundForm) -> RoundEnding:
    return services.ask_to_end_round(
        session(), round_, **form.values(), actor=actor(), now=clock.now()
    )


def _ending_page(round_: Round, form: BaseForm) -> Answer:
    now, ending = clock.now(), round_.ending
    people = (ending.asked_by_id, ending.confirmed_by_id) if ending else ()
    return page(
        "rounds/desk/end.html",
        form=form,
        round=round_,
        ending=ending,
        kind=ending_that_fits(round_, now),
        end=end_view(round_, now),
        names=names_of(session(), people),
        button=ConfirmForm(formdata=None),
        is_published=queries.is_result_published(session(), round_.id),
    )


@blueprint.route("/endings/<int(max=999999999):ending_id>/confirm/", methods=["POST"])
@writes
@guard(Action.END_ROUNDS, load_ending)
def confirm_ending(ending: RoundEnding) -> Answer:
    form = ConfirmForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.confirm_ended_round(session(), ending, actor=actor(), now=clock.now())
    ):
        say(_d("The round has ended. Everybody can read why, and whom it concerns gets a message."))
        return go("rounds_desk.end_round", slug=ending.round.slug)
    return _ending_page(load_round(ending.round.slug), form)


@blueprint.route("/endings/<int(max=999999999):ending_id>/withdraw/", methods=["POST"])
@writes
@guard(Action.END_ROUNDS, load_ending)
def withdraw_ending(ending: RoundEnding) -> Answer:
    form, slug = ConfirmForm(), ending.round.slug
    if form.validate_on_submit() and form.carries_out(
        lambda: services.withdraw_ending(session(), ending, actor=actor(), now=clock.now())
    ):
        say(_d("It is taken back. The round goes on as before."))
        return go("rounds_desk.end_round", slug=slug)
    return _ending_page(load_round(slug), form)
