"""A request from its first line to its last: language, transaction, kept pages, a line in
the log.
"""

import json
import logging
import secrets
import sys
import time
from typing import Any

from flask import Flask, abort, current_app, g, redirect, request
from flask_babel import Babel
from flask_login import current_user
from werkzeug.wrappers import Response

from neighbourhood.database import begin, db
from neighbourhood.languages import choice
from neighbourhood.permissions import decide
from neighbourhood.web import kept_pages
from neighbourhood.web.city import city, languages
from neighbourhood.web.guard import SAFE_METHODS
from neighbourhood.web.installation import the_uploads
from neighbourhood.web.request import Request, actor, address_in, language, session

LOG = logging.getLogger("neighbourhood.requests")
#: What does not need the database, or asks it by itself.
WITHOUT_DATABASE = {"static", "accent", "pages.healthz", "pages.readyz"}
#: The named parts of a page's address, which Flask lets one read and change.
UrlParts = dict[str, object]
A_YEAR = 365 * 24 * 3600


def init_lifecycle(app: Flask) -> None:
    """Hook the steps of a request into the application, in their order."""
    app.request_class = Request
    Babel(
        app,
        locale_selector=lambda: language().code,
        default_translation_directories=str(app.extensions["translations"]),
    )
    # The transaction before the language: which languages there are is read from the database.
    app.url_value_preprocessor(_begin)
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_give_language)
    app.before_request(_allow_a_larger_body)
    app.before_request(_speak_a_desk_language)
    # Behind the language, which is part of a kept page's key.
    app.before_request(kept_pages.answer)
    app.before_request(_guard_demo)
    app.after_request(kept_pages.keep)
    app.after_request(_log)
    app.teardown_request(_end)
    _log_as_json(app)


def accepted_languages() -> list[str]:
    """Return the browser's languages, best first."""
    return [tag for tag, _quality in request.accept_languages]


def wished_language() -> str:
    """Return the language for an address that names none: account, cookie, browser, city."""
    usable = [known.code for known in languages()]
    account = getattr(current_user, "language", None)
    return choice.choose(
        usable, wished=[account, request.cookies.get(choice.COOKIE)], accepted=accepted_languages()
    )


def keep_language(answer: Response, code: str) -> Response:
    """Let the browser remember a language that its reader chose."""
    answer.set_cookie(
        choice.COOKIE,
        code,
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )
    return answer


def _take_language(endpoint: str | None, parts: UrlParts | None) -> None:
    usable = {spoken.code: spoken for spoken in languages()}
    code = (parts or {}).pop("language", None)
    if endpoint is None and (first := request.path.split("/")[1]) in usable:
        # A page that does not exist still answers in the language its address begins with.
        code = first
    if code in usable:
        g.language = usable[code]
    else:
        # An address in a language unknown here is no reason to believe an older choice.
        cookie = request.cookies.get(choice.COOKIE) if code is None else None
        wished = choice.choose(list(usable), wished=[cookie], accepted=accepted_languages())
        g.language = usable[wished]
    # PostgreSQL takes no NUL in a text, wherever in the address it stands.
    if (code is not None and code not in usable) or "\0" in request.path:
        abort(404)


def _give_language(endpoint: str, parts: UrlParts) -> None:
    if "language" not in parts and current_app.url_map.is_endpoint_expecting(endpoint, "language"):
        parts["language"] = language().code


def _begin(endpoint: str | None, _parts: UrlParts | None) -> None:
    # The transaction begins before anybody asks who the reader is, so that all of the request sees
    # one state of the database.
    g.request_id = secrets.token_hex(8)
    g.started = time.perf_counter()
    if endpoint in WITHOUT_DATABASE:
        return
    g.has_transaction = True
    view = current_app.view_functions.get(endpoint or "")
    begin(
        session(),
        is_read_only=request.method in SAFE_METHODS or getattr(view, "has_own_transaction", False),
    )


def _allow_a_larger_body() -> None:
    # Before anything reads the form; a stranger's request stays as small as everywhere.
    view = current_app.view_functions.get(request.endpoint or "")
    largest = getattr(view, "largest_body", None)
    largest_file = getattr(view, "largest_file", None)
    if largest_file and actor().is_signed_in:
        request.max_content_length = largest
        request.let_files_wait(the_uploads(), view.most_files, largest_file)  # type: ignore[attr-defined,union-attr]
    elif largest and not largest_file and decide(actor(), view.action).is_allowed:  # type: ignore[union-attr]
        request.max_content_length = largest


def _speak_a_desk_language() -> Response | None:
    is_desk = (request.blueprint or "").endswith("_desk")
    if not is_desk or language().is_desk_language or request.method not in SAFE_METHODS:
        return None
    spoken = next((known for known in languages() if known.is_desk_language), None)
    if spoken is None:
        return None
    return redirect(address_in(spoken), code=302)


def _guard_demo() -> Any:
    # Only a city that is marked as a demo asks the room that guards it.
    guard = current_app.extensions.get("demo_guard")
    if guard is None or request.endpoint in WITHOUT_DATABASE or not city().is_demo:
        return None
    return guard()


def _end(_error: BaseException | None) -> None:
    if g.get("has_transaction"):
        # Nothing is committed here: what was to be kept was, before the answer left.
        db.session.rollback()


def _log(answer: Response) -> Response:
    route = request.url_rule.rule if request.url_rule else "-"
    spent = round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1)
    LOG.info(
        "request",
        extra={
            "facts": {
                "id": g.get("request_id", ""),
                "method": request.method,
                "route": route,
                "status": answer.status_code,
                "ms": spent,
            }
        },
    )
    answer.headers["X-Request-Id"] = g.get("request_id", "")
    return answer


class JsonLines(logging.Formatter):
    """One JSON object a line; no person, no path, no size."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as a line."""
        line = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "what": record.getMessage(),
        }
        line |= getattr(record, "facts", {})
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _log_as_json(app: Flask) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    for logger in (LOG, app.logger):
        logger.handlers = [handler]
        logger.propagate = False
    LOG.setLevel(logging.WARNING if app.testing else logging.INFO)
