"""The ballot: choose, see what will be counted, cast, keep the receipt. Choices travel by POST only
and are kept nowhere else.
"""

from collections.abc import Mapping

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from neighbourhood import clock
from neighbourhood.ballots import queries, rules, services
from neighbourhood.ballots.forms import BallotForm
from neighbourhood.ballots.presenters.ballot import BallotView, ballot_view_of
from neighbourhood.ballots.presenters.names import place_of
from neighbourhood.ballots.presenters.sitting import next_step, receipts_of, step_of
from neighbourhood.ballots.presenters.way_to_vote import way_to_vote
from neighbourhood.ballots.queries import OpenVote, Sitting
from neighbourhood.ballots.vault.installed import key_ring
from neighbourhood.languages import _, _l
from neighbourhood.permissions import Action, decide
from neighbourhood.projects.presenters.pictures import covers_of_round
from neighbourhood.refusals import Invalid, NotAllowed, NotNow
from neighbourhood.rounds.rules.endings import require_going_on
from neighbourhood.web import actor, go, guard, language, own_transaction, page, session
from neighbourhood.web.answers import Answer
from neighbourhood.web.errors import headings, problem
from neighbourhood.web.guard import short_write
from neighbourhood.web.house import reading
from neighbourhood.web.kept_pages import never_keep
from neighbourhood.web.lifecycle import keep_language
from neighbourhood.web.unsent import nothing_done
from neighbourhood.web.words import sentence

NOTHING_CAST = _l("Nothing was cast. Please open your ballot again and choose anew.")

blueprint = Blueprint("ballots", __name__, url_prefix="/<language>")


@blueprint.after_request
def keep_nowhere(answer: Response) -> Response:
    never_keep()
    answer.headers["Cache-Control"] = "no-store"
    # Another language chosen on a ballot is kept like one chosen elsewhere. Asked only of a form
    # that was read: one that is too large cannot be.
    is_read = request.method == "POST" and answer.status_code in {200, 422}
    is_switched = is_read and "switch" in request.form
    return keep_language(answer, language().code) if is_switched else answer


@blueprint.errorhandler(NotAllowed)
def turned_away(refusal: NotAllowed) -> tuple[str, int]:
    ways = [(_("Say where you live"), url_for("people.residency"))]
    slug = (request.view_args or {}).get("slug", "")
    # Whoever has moved since they voted still finds what they have here.
    if queries.has_voted_online(session(), slug, actor()):
        ways.insert(0, way_to_receipt(slug))
    return problem(403, headings()[403], sentence(refusal), ways=ways)


@blueprint.errorhandler(NotNow)
def not_now(refusal: NotNow) -> tuple[str, int]:
    slug = (request.view_args or {}).get("slug", "")
    again = (_("Open your ballot again"), url_for("ballots.vote", slug=slug))
    about = (_("See this round"), url_for("pages.round", slug=slug))
    ways = [about]
    if refusal.code in {"ballot_changed_meanwhile", "no_ballot_yet"}:
        ways = [again]
    elif refusal.code == "voted_elsewhere":
        ways = [way_to_receipt(str(refusal.values["slug"])), about]
    return problem(409, headings()[409], sentence(refusal), ways=ways)


def way_to_receipt(slug: str) -> tuple[str, str]:
    return _("See your receipt"), url_for("ballots.receipt", slug=slug)


def load_open_vote(slug: str) -> OpenVote:
    return queries.open_vote(session(), slug)


def load_round(slug: str) -> queries.RoundInBrief:
    return queries.round_in_brief(session(), slug)


def load_sitting(open_vote: OpenVote) -> Sitting:
    return queries.sitting_of(session(), open_vote.edition_id, actor(), open_vote.instant)


def open_ballot(open_vote: OpenVote) -> BallotView:
    """Return the actor's ballot; raises NotNow where none is taken now."""
    rules.require_casting(open_vote, open_vote.instant)
    key = key_ring().read(open_vote.key_id, open_vote.key_fingerprint)
    covers = covers_of_round(session(), open_vote.round_id)
    return ballot_view_of(open_vote, key, rules.voter_of(actor()), covers)


def show_ballot(
    open_vote: OpenVote,
    sitting: Sitting,
    form: BallotForm,
    posted: Mapping[str, str] | None = None,
) -> Answer:
    """Show a ballot, with what was posted still marked as far as it can be read."""
    ballot = open_ballot(open_vote)
    fields = ballot.kind.fields_of(posted or {})
    return page(
        "ballots/vote.html",
        form=form,
        ballot=ballot,
        fields=fields,
        marks=marks_in(ballot, fields),
        step=step_of(sitting, open_vote.round_id),
        coming=next_step(sitting, open_vote.round_id),
    )


def marks_in(ballot: BallotView, fields: Mapping[str, str]) -> Mapping[int, int]:
    try:
        return ballot.kind.marks(fields)
    except Invalid:
        return {}


@blueprint.route("/rounds/<slug>/vote/")
@guard(Action.SEE_PUBLIC_PAGES, load_open_vote)
def vote(open_vote: OpenVote) -> Answer:
    # Whoever cannot vote here yet learns what it takes, instead of a bare refusal.
    if not decide(actor(), Action.CAST_BALLOT, open_vote).is_allowed:
        rules.require_casting(open_vote, open_vote.instant)
        return page("ballots/way.html", way=way_to_vote(reading(), open_vote))
    sitting = load_sitting(open_vote)
    own = sitting.on_level(open_vote.level)
    rules.require_right_here(own, open_vote.round_id)
    return show_ballot(open_vote, sitting, BallotForm(version=own.casts if own else 0))


@blueprint.route("/rounds/<slug>/vote/review/", methods=["POST"])
@nothing_done(NOTHING_CAST, page="ballots.vote")
@own_transaction
@guard(Action.CAST_BALLOT, load_open_vote)
def review(open_vote: OpenVote) -> Answer:
    ballot, form = open_ballot(open_vote), BallotForm()
    sitting = load_sitting(open_vote)
    is_filled = form.validate_on_submit() and not wants_ballot_back()
    if not is_filled or not form.carries_out(
        lambda: ballot.kind.kept(form.filled().fields, open_vote.rules)
    ):
        return show_ballot(open_vote, sitting, form, request.form)
    # A key of its own for the page that casts, so that only this page sent twice is a replay. The
    # version stays: what was cast elsewhere meanwhile must be noticed.
    fresh = BallotForm(formdata=None, version=form.version.data)
    fields = ballot.kind.fields_of(request.form)
    return page(
        "ballots/review.html",
        form=fresh,
        ballot=ballot,
        fields=fields,
        chosen=ballot.chosen(ballot.kind.marks(fields)),
        step=step_of(sitting, open_vote.round_id),
    )


def wants_ballot_back() -> bool:
    """Say whether the reader goes on choosing: back from the review, or in another language."""
    return "back" in request.form or request.form.get("switch") == "ballot"


@blueprint.route("/rounds/<slug>/vote/cast/", methods=["POST"])
@nothing_done(NOTHING_CAST, page="ballots.vote")
@own_transaction
@guard(Action.CAST_BALLOT, load_round)
def cast(round_: queries.RoundInBrief) -> Answer:
    form = BallotForm()
    try:
        if form.validate_on_submit():
            # A short transaction of its own: on SQLite, everybody who votes at this moment waits
            # for it.
            with short_write():
                services.cast_ballot(
                    session(),
                    round_.slug,
                    form.filled(),
                    voter=rules.voter_of(actor()),
                    keys=key_ring(),
                    actor=actor(),
                )
            return go("ballots.receipt", slug=round_.slug)
    except Invalid as refusal:
        form.refuse(refusal)
    except NotNow as refusal:
        sound_alarm(round_.round_id, refusal.code)
        raise
    open_vote = load_open_vote(round_.slug)
    return show_ballot(open_vote, load_sitting(open_vote), form, request.form)


def sound_alarm(round_id: int, code: str) -> None:
    """Tell the desk of what stops a vote; apart from the cast, which is undone."""
    if code in rules.ALARMING:
        with short_write():
            services.raise_alarm(session(), round_id, code, now=clock.now())


@blueprint.route("/rounds/<slug>/vote/receipt/")
@guard(Action.SEE_RECEIPT, load_open_vote)
def receipt(open_vote: OpenVote) -> Answer:
    # The code of a round that has ended badly proves nothing: its ballots are gone, unread.
    require_going_on(open_vote, open_vote.instant)
    sitting = load_sitting(open_vote)
    own = next((ballot for ballot in sitting.cast if ballot.slug == open_vote.slug), None)
    # Asked of the round in the address first: without a ballot here, the page says so. A code that
    # cannot be made again any more is no reason to hide where the kept one is checked.
    if own is None or not own.has_lost_key:
        queries.receipt_code(own, key_ring())
    return page(
        "ballots/receipt.html",
        vote=open_vote,
        place=place_of(open_vote),
        receipts=receipts_of(sitting, key_ring()),
        coming=next_step(sitting, open_vote.round_id),
    )
