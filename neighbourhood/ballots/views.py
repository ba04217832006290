"""The ballot: choose, see what will be counted, cast, keep the receipt. Choices travel by POST only
and are kept nowhere else.
"""

from collections.abc import Mapping

from flask import Blueprint, current_app, request, url_for
from werkzeug.wrappers import Response

from neighbourhood import clock
from neighbourhood.ballots import queries, rules, services
from neighbourhood.ballots.forms import BallotForm
from neighbourhood.ballots.keys import KeyRing
from neighbourhood.ballots.queries import Booth
from neighbourhood.ballots.sheet import Sheet, sheet_of
from neighbourhood.languages import _
from neighbourhood.permissions import Action
from neighbourhood.refusals import Invalid, NotAllowed, NotNow
from neighbourhood.web import actor, go, guard, own_transaction, page, session
from neighbourhood.web.answers import Answer
from neighbourhood.web.errors import headings, problem
from neighbourhood.web.guard import short_write
from neighbourhood.web.kept_pages import never_keep
from neighbourhood.web.words import sentence

blueprint = Blueprint("ballots", __name__, url_prefix="/<language>")


@blueprint.after_request
def keep_nowhere(answer: Response) -> Response:
    never_keep()
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.errorhandler(NotAllowed)
def turned_away(refusal: NotAllowed) -> tuple[str, int]:
    ways = [(_("Say where you live"), url_for("people.residency"))]
    return problem(403, headings()[403], sentence(refusal), ways=ways)


@blueprint.errorhandler(NotNow)
def not_now(refusal: NotNow) -> tuple[str, int]:
    slug = (request.view_args or {}).get("slug", "")
    again = (_("Open your ballot again"), url_for("ballots.vote", slug=slug))
    about = (_("See this round"), url_for("pages.round", slug=slug))
    is_stale = refusal.code in {"ballot_changed_meanwhile", "no_ballot_yet"}
    return problem(409, headings()[409], sentence(refusal), ways=[again] if is_stale else [about])


def keys() -> KeyRing:
    ring: KeyRing = current_app.extensions["key_ring"]
    return ring


def load_booth(slug: str) -> Booth:
    return queries.booth(session(), slug)


def load_round(slug: str) -> queries.RoundInBrief:
    return queries.round_in_brief(session(), slug)


def open_sheet(booth: Booth) -> Sheet:
    """Return the actor's ballot; raises NotNow where none is taken now."""
    rules.require_casting(
        booth.vote,
        booth.instant,
        opened_at=booth.opened_at,
        sealed_at=booth.sealed_at,
        alarm=booth.alarm,
    )
    key = keys().read(booth.key_id, booth.key_fingerprint)
    return sheet_of(booth, key, rules.voter_of(actor()))


def show_ballot(booth: Booth, form: BallotForm, posted: Mapping[str, str] | None = None) -> Answer:
    """Show a ballot, with what was posted still marked as far as it can be read."""
    sheet = open_sheet(booth)
    fields = sheet.kind.fields_of(posted or {})
    return page(
        "ballots/vote.html", form=form, sheet=sheet, fields=fields, marks=marks_in(sheet, fields)
    )


def marks_in(sheet: Sheet, fields: Mapping[str, str]) -> Mapping[int, int]:
    try:
        return sheet.kind.marks(fields)
    except Invalid:
        return {}


@blueprint.route("/rounds/<slug>/vote/")
@guard(Action.CAST_BALLOT, load_booth)
def vote(booth: Booth) -> Answer:
    right = queries.right_of(session(), booth.edition_id, rules.voter_of(actor()))
    rules.require_right_here(right, booth.round_id)
    return show_ballot(booth, BallotForm(version=right.casts if right else 0))


@blueprint.route("/rounds/<slug>/vote/review/", methods=["POST"])
@own_transaction
@guard(Action.CAST_BALLOT, load_booth)
def review(booth: Booth) -> Answer:
    sheet, form = open_sheet(booth), BallotForm()
    is_filled = form.validate_on_submit() and "back" not in request.form
    if not is_filled or not form.carries_out(
        lambda: sheet.kind.kept(form.filled().fields, booth.rules)
    ):
        return show_ballot(booth, form, request.form)
    fresh = BallotForm(formdata=None, version=form.version.data)
    fields = sheet.kind.fields_of(request.form)
    chosen = sheet.chosen(sheet.kind.marks(fields))
    return page("ballots/review.html", form=fresh, sheet=sheet, fields=fields, chosen=chosen)


@blueprint.route("/rounds/<slug>/vote/cast/", methods=["POST"])
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
                    keys=keys(),
                    actor=actor(),
                )
            return go("ballots.receipt", slug=round_.slug)
    except Invalid as refusal:
        form.refuse(refusal)
    except NotNow as refusal:
        sound_alarm(round_.round_id, refusal.code)
        raise
    return show_ballot(load_booth(round_.slug), form, request.form)


def sound_alarm(round_id: int, code: str) -> None:
    """Tell the desk of what stops a vote; apart from the cast, which is undone."""
    if code in rules.ALARMING:
        with short_write():
            services.raise_alarm(session(), round_id, code, now=clock.now())


@blueprint.route("/rounds/<slug>/vote/receipt/")
@guard(Action.CAST_BALLOT, load_booth)
def receipt(booth: Booth) -> Answer:
    code = queries.receipt_code(session(), booth, keys=keys(), voter=rules.voter_of(actor()))
    may_change = booth.closes_at is not None and booth.instant < booth.closes_at
    return page("ballots/receipt.html", booth=booth, code=code, may_change=may_change)
