"""Error pages in the reader's language, for refusals and for what the server could not do."""

from flask import Flask, current_app, g, render_template, request, url_for
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from neighbourhood.database import begin, db, refuse_broken_constraint
from neighbourhood.languages import _
from neighbourhood.permissions import decide
from neighbourhood.refusals import Refusal
from neighbourhood.web.forms import SHOW_AGAIN
from neighbourhood.web.guard import SAFE_METHODS
from neighbourhood.web.house import house
from neighbourhood.web.kept_pages import never_keep
from neighbourhood.web.request import actor, language, session
from neighbourhood.web.unsent import Unsent, form_again, page_of_form, unsent, what_was_not_done
from neighbourhood.web.words import sentence


def init_errors(app: Flask) -> None:
    """Answer every refusal and failure with a page that says what happened and what to do."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _token_missing)
    app.register_error_handler(RateLimitExceeded, _too_many)
    app.register_error_handler(HTTPException, _http_problem)
    app.register_error_handler(IntegrityError, _promise_broken)
    app.register_error_handler(DataError, _unfit_for_database)
    app.register_error_handler(Exception, _failed)


def problem(status: int, heading: str, text: str, **values: object) -> tuple[str, int]:
    """Render the page of a problem with what was typed into the form that met it; `ways` are links
    (label, address) to what can be done instead.
    """
    never_keep()
    _start_reading_again()
    sent = unsent() if request.method not in SAFE_METHODS else Unsent()
    values = {
        "unsent": sent,
        "ways": [] if sent.texts else _way_back(),
        "must_sign_in": False,
        "shown_again_field": SHOW_AGAIN,
        "request_id": g.get("request_id", ""),
    } | values
    return render_template(
        "errors/problem.html", status=status, heading=heading, text=text, **values
    ), status


def _way_back() -> list[tuple[str, str]]:
    back = page_of_form()
    return [(_("Open the page anew"), back)] if back else []


def _start_reading_again() -> None:
    # What the refused request did is undone before its page is made.
    db.session.rollback()
    g.has_transaction = True
    begin(session(), is_read_only=True)


def headings() -> dict[int, str]:
    """Return the heading for each status."""
    return {
        400: _("This request could not be read"),
        403: _("You cannot do this"),
        404: _("This page was not found"),
        405: _("This page does not work this way"),
        409: _("This is not possible right now"),
        413: _("This is too large"),
        422: _("This cannot be accepted as it stands"),
        429: _("That was too often"),
        500: _("Something went wrong on our side"),
    }


def _refused(refusal: Refusal) -> tuple[str, int]:
    if refusal.code == "needs_sign_in":
        return signed_out(refusal.status)
    return problem(
        refusal.status,
        headings()[refusal.status],
        sentence(refusal),
        ways=ways_out(refusal),
    )


def ways_out(refusal: Refusal) -> list[tuple[str, str]]:
    """Return the page that helps after a refusal as (label, address), where the reader may open
    it.
    """
    remedy = house().remedies.get(refusal.code)
    if remedy is None or not decide(actor(), remedy.action).is_allowed:
        return []
    return [(str(remedy.label), url_for(remedy.endpoint))]


def signed_out(status: int) -> tuple[str, int]:
    """Render the page for somebody who sent a form and is not signed in any more: what they typed,
    to be sent again after signing in.
    """
    text = _(
        "You signed out in another window or on another device. Nothing of this was sent. Sign "
        "in, then come back to this page and go on."
    )
    return problem(status, _("You are signed out"), text, must_sign_in=True)


def _token_missing(_error: CSRFError) -> tuple[str, int] | Response:
    _start_reading_again()
    again = form_again()
    if again is not None:
        never_keep()
        return again
    if not actor().is_signed_in and unsent().texts:
        return signed_out(400)
    text = _("The page was open for too long, or your browser does not keep cookies.")
    return problem(400, _("Please send this again"), f"{text} {what_was_not_done()}")


def _too_many(_error: RateLimitExceeded) -> tuple[str, int]:
    return problem(429, headings()[429], _("Please wait a few minutes and try again."))


def _http_problem(error: HTTPException) -> tuple[str, int] | HTTPException | Response:
    status = error.code or 500
    if status < 400:
        return error
    texts = {
        404: _("The address may be mistyped, or the page is gone."),
        413: _(
            "What you sent is larger than this page accepts. Please make it shorter or smaller."
        ),
    }
    heading = headings().get(status, headings()[400])
    return problem(status, heading, texts.get(status, _("Please go back and try again.")))


def _promise_broken(error: IntegrityError) -> tuple[str, int]:
    # A service met the database's promise before its commit, as when two people do the same at
    # once.
    try:
        refuse_broken_constraint(error)
    except Refusal as refusal:
        return _refused(refusal)
    return _failed(error)


def _unfit_for_database(_error: DataError) -> tuple[str, int]:
    # What no field has caught, such as a NUL in a part of the address, which SQLite would take.
    return problem(422, headings()[422], _("Please go back and try again."))


def _failed(error: Exception) -> tuple[str, int]:
    current_app.logger.error(
        "failure", exc_info=error, extra={"facts": {"id": g.get("request_id", "")}}
    )
    is_busy = isinstance(error, OperationalError)
    text = (
        _("Many people are here right now. Please try again in a minute.")
        if is_busy
        else _(
            "Nothing you did was lost on purpose, but it may not be kept. Please try again; if it "
            "happens again, tell us the number below."
        )
    )
    try:
        return problem(500, headings()[500], text)
    except Exception:
        # The last page must come whatever fails.
        return bare_problem(headings()[500], text), 500


def bare_problem(heading: str, text: str) -> str:
    """Render the page that needs neither the database nor the other pages' surroundings."""
    bare = current_app.jinja_env.get_template("errors/bare.html")
    spoken = language()
    return bare.render(
        lang=spoken.tag,
        direction=spoken.direction,
        heading=heading,
        text=text,
        request_id=g.get("request_id", ""),
    )
