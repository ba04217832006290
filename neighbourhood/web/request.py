"""What a view may ask of the running request: the session, who acts, in which language."""

from io import BytesIO
from typing import IO, Any, cast

import flask
from flask import g, request, url_for
from flask_login import current_user
from sqlalchemy.orm import Session

from neighbourhood.database import db
from neighbourhood.languages import Language, offered_languages
from neighbourhood.permissions import ANONYMOUS, Actor
from neighbourhood.uploads import Uploads


class ArrivingFile:
    """A file that is being sent, waiting on disk; what is beyond its largest size is cut off after
    one byte more, which tells that it was too large.
    """

    def __init__(self, file: IO[bytes], largest: int) -> None:
        self._file = file
        self._left = largest + 1

    def write(self, data: bytes) -> int:
        """Take a piece of the file."""
        kept = data[: self._left]
        self._left -= len(kept)
        self._file.write(kept)
        return len(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class Request(flask.Request):
    """A request whose files stay in memory: every body is small, and what somebody sends to be
    looked at reaches no disk. Where a page takes large files, they wait in the store.
    """

    _store: Uploads | None = None
    _files_left = 0
    _largest_file = 0

    def let_files_wait(self, store: Uploads, most: int, largest: int) -> None:
        """Let so many files of this size wait on disk; whatever else is sent is cut off."""
        self._store, self._files_left, self._largest_file = store, most, largest

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if self._store is None:
            return BytesIO()
        self._files_left -= 1
        largest = self._largest_file if self._files_left >= 0 else 0
        arriving = ArrivingFile(self._store.waiting_file(), largest)
        return cast(IO[bytes], arriving)


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
    chosen: Language = g.get("language") or offered_languages()[0]
    return chosen


def address_in(other: Language) -> str:
    """Return the address asked for, its query included, in another language."""
    # A stranger writes the query; `url_for` must not take its names for words of its own.
    asked = {
        name: value
        for name, value in request.args.items()
        if not name.startswith("_") and name != "endpoint"
    }
    # The path stands last: where a query repeats one of its names, the path is meant.
    parts: dict[str, Any] = asked | (request.view_args or {}) | {"language": other.code}
    return url_for(str(request.endpoint), **parts)
