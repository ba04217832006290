"""The desk of votes: opening, turnout, sealing, alarms, and the printed half of a key for the one
who keeps it.
"""

from datetime import datetime
from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

from neighbourhood import clock
from neighbourhood.ballots import queries, rules, services
from neighbourhood.ballots.forms import ActForm
from neighbourhood.ballots.presenters.opening import checklist
from neighbourhood.ballots.services.opening import frozen_document, readiness
from neighbourhood.ballots.vault.installed import key_ring
from neighbourhood.languages import _d, _dl
from neighbourhood.permissions import Action, Actor, decide
from neighbourhood.projects.queries import projects_to_freeze
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.ballot_kinds.words import limits_explained
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.presenters.endings import end_view
from neighbourhood.rounds.presenters.rule_sentences import counted_in
from neighbourhood.rounds.queries import round_by_slug
from neighbourhood.rounds.rules.endings import bad_end
from neighbourhood.web import actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.waiting import Waiting
from neighbourhood.web.words import sentence

blueprint = Blueprint("ballots_desk", __name__, url_prefix="/<language>/desk")


def votes_in_trouble(database: Any, reader: Actor, now: datetime) -> list[Waiting]:
    """Tell the desk's first page which votes raised an alarm, or should be open and are not."""
    if not decide(reader, Action.OPEN_VOTE).is_allowed:
        return []
    # A vote that was missed for good asks for its reason, which is told by itself.
    return [
        _waiting_vote(round_, now)
        for round_ in queries.rounds_for_desk(database, now)
        if bad_end(round_, now) is None
    ]


def _waiting_vote(round_: Round, now: datetime) -> Waiting:
    vote = rules.vote_of(round_.phases)
    place = round_.place.name
    label = (
        _dl("A vote has raised an alarm: %(place)s", place=place)
        if round_.alarm
        else _dl("A vote should be open and is not: %(place)s", place=place)
    )
    since = vote.starts_at if vote else now
    return Waiting(label, "ballots_desk.round", since, {"slug": round_.slug})


@blueprint.after_request
def keep_nowhere(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer


def load_round(slug: str) -> Round:
    return round_by_slug(session(), slug)


@blueprint.route("/rounds/<slug>/vote/", endpoint="round")
@guard(Action.SEE_ROLL, load_round)
def vote(round_: Round) -> Answer:
    return show_vote(round_, ActForm())


def show_vote(round_: Round, form: ActForm) -> Answer:
    """Show where the vote stands: what would be frozen and what is missing, or how many took part;
    never a choice.
    """
    projects = (
        [] if round_.opened_at or round_.sealed_at else projects_to_freeze(session(), round_.id)
    )
    ready = readiness(session(), round_, projects)
    missing = rules.missing_to_open(ready, clock.now())
    document = None if missing or round_.opened_at else frozen_document(session(), round_, projects)
    return page(
        "ballots/desk/vote.html",
        form=form,
        round=round_,
        vote=rules.vote_of(round_.phases),
        turnout=queries.turnout(session(), round_.id),
        sealed_ballots=queries.sealed_ballot_count(session(), round_.id) if round_.sealed_at else 0,
        is_key_sound=key_ring().is_sound(round_.key_id, round_.key_fingerprint),
        end=end_view(round_, clock.now()),
        missing=sentence(NotNow(missing)) if missing else "",
        alarm=sentence(NotNow(round_.alarm)) if round_.alarm else "",
        document=document,
        checks=checklist(round_, _checks(round_, ready)),
        limits=limits_explained(document.ballot, len(document.on_ballot)) if document else (),
        counted=counted_in(document) if document else (),
    )


def _checks(round_: Round, ready: rules.Readiness) -> list[rules.Check]:
    """Return what the vote needs, with what stops no opening but would leave it without sense."""
    if ready.is_opened:
        return []
    state = rules.CheckState
    lost = queries.lost_holders(session(), round_)
    return [
        *rules.checks_to_open(ready, clock.now()),
        rules.Check("key_holder_lost", state.MISSING if lost else state.DONE),
        rules.Check("no_fund", state.DONE if round_.fund.amount else state.MISSING),
    ]


@blueprint.route("/rounds/<slug>/vote/open/", methods=["POST"])
@writes
@guard(Action.OPEN_VOTE, load_round)
def open_vote(round_: Round) -> Answer:
    form = ActForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.open_voting(
            session(), round_, keys=key_ring(), actor=actor(), now=clock.now()
        )
    ):
        say(_d("The vote is open. Both key holders can now print their halves."))
        return go("ballots_desk.round", slug=round_.slug)
    return show_vote(round_, form)


@blueprint.route("/rounds/<slug>/vote/settle/", methods=["POST"])
@writes
@guard(Action.SETTLE_ROLL, load_round)
def settle(round_: Round) -> Answer:
    form, asked_by = ActForm(), round_.settling_asked_by_id
    act = ask if asked_by is None else confirm
    if form.validate_on_submit() and form.carries_out(lambda: act(round_)):
        say(
            _d("Noted: a second person must agree.")
            if asked_by is None
            else _d("The vote goes on.")
        )
        return go("ballots_desk.round", slug=round_.slug)
    return show_vote(round_, form)


def ask(round_: Round) -> None:
    services.ask_to_settle(session(), round_, actor=actor(), now=clock.now())


def confirm(round_: Round) -> None:
    services.confirm_settling(session(), round_, keys=key_ring(), actor=actor(), now=clock.now())


@blueprint.route("/rounds/<slug>/key-half/", methods=["GET", "POST"])
@writes(is_public=False)
@guard(Action.HOLD_KEY_HALF, load_round)
def half(round_: Round) -> Answer:
    form = ActForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.show_key_half(
            session(), round_, keys=key_ring(), actor=actor(), now=clock.now()
        )
    ):
        return page("ballots/desk/half.html", form=form, round=round_, half=form.result)
    return page("ballots/desk/half.html", form=form, round=round_, half=None)
