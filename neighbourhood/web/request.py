"""What a view may ask of the running request: the session, who acts, in which language."""

from io import BytesIO
from typing import IO

import flask
from flask import current_app, g, request
from flask_login import current_user
from sqlalchemy.orm import Session

from neighbourhood.database import db
from neighbourhood.languages import Language
from neighbourhood.permissions import ANONYMOUS, Actor


class Request(flask.Request):
    """A request whose files stay in memory: every body is small, and what somebody sends to be
    looked at reaches no disk.
    """

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()


def session() -> Session:
    """Return the database session of this request."""
    return db.session()


def actor() -> Actor:
    """Return who acts: the signed-in person as a frozen value, or nobody; nobody too where a page
    asks no database.
    """
    if not g.get("has_transaction"):
        return ANONYMOUS
    somebody: Actor = getattr(current_user, "actor", ANONYMOUS)
    return somebody


def language() -> Language:
    """Return the language of this answer."""
    chosen: Language = g.get("language") or current_app.extensions["usable_languages"][0]
    return chosen


def offered_languages() -> tuple[Language, ...]:
    """Return all languages a city of this installation may choose from."""
    usable: tuple[Language, ...] = current_app.extensions["usable_languages"]
    return usable


def asked_parts() -> dict[str, object]:
    """Return the parts of the address asked for, path before query, so that it can be built again
    in another language.
    """
    parts = request.view_args or {}
    # A stranger writes the query; `url_for` must not take its names for words of its own.
    asked = {
        name: value
        for name, value in request.args.items()
        if not name.startswith("_") and name != "endpoint"
    }
    return asked | parts
