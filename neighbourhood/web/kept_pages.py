"""Anonymous pages kept in memory: the same page is made once per change of public data, and never
longer than some seconds.
"""

import time
from collections import OrderedDict
from threading import Lock

from flask import current_app, g, request
from flask import session as cookie
from werkzeug.wrappers import Response

from neighbourhood.web.city import version
from neighbourhood.web.request import language

#: A phase may begin or end without a change of data, so no page is kept longer than this.
SECONDS = 10
MOST_PAGES = 400
LARGEST = 300_000
#: The parts of a query that may make a page of its own; others are ignored by the pages and not
#: kept.
QUERY = {"page", "q", "category", "sort", "phase"}
KEPT_HEADERS = {"Content-Type", "Content-Encoding", "Content-Disposition", "Vary", "Link"}


def answer() -> Response | None:
    """Give the kept page to an anonymous reader, if there is one of this version."""
    g.page_key = _key()
    if g.page_key is None:
        return None
    found = _shelf().find((*g.page_key, version()))
    return Response(found[0], headers=found[1]) if found else None


def keep(fresh: Response) -> Response:
    """Keep a page that was made for an anonymous reader."""
    key = g.get("page_key")
    if (
        key is None
        or fresh.status_code != 200
        or fresh.headers.getlist("Set-Cookie")
        or not g.get("may_be_kept", True)
    ):
        return fresh
    # The cookie itself is only written after this; a page with a form's token is for its own reader
    # alone.
    if cookie.modified or fresh.is_streamed or (fresh.content_length or 0) > LARGEST:
        return fresh
    fresh.headers.setdefault("Vary", "Cookie, Accept-Encoding")
    shelf, full_key = _shelf(), (*key, version())
    if shelf.find(full_key) is None:
        shelf.put(
            full_key, (fresh.get_data(), [(n, v) for n, v in fresh.headers if n in KEPT_HEADERS])
        )
    return fresh


def never_keep() -> None:
    """Keep this answer for nobody else."""
    g.may_be_kept = False


def _key() -> tuple[str, ...] | None:
    view = current_app.view_functions.get(request.endpoint or "")
    is_plain = (
        request.method == "GET" and "Cookie" not in request.headers and set(request.args) <= QUERY
    )
    if (
        not is_plain
        or request.blueprint in (None, "people")
        or getattr(view, "has_own_transaction", False)
    ):
        return None
    if (
        request.view_args is None
        or "desk" in str(request.blueprint)
        or request.endpoint in {"static", "pages.healthz", "pages.readyz", "pages.root"}
    ):
        return None
    return (
        request.path,
        request.query_string.decode("latin-1"),
        language().code,
        request.headers.get("Accept-Encoding", ""),
    )


class Shelf:
    """A bounded store of pages, the least used one going first."""

    def __init__(self) -> None:
        self._pages: OrderedDict[
            tuple[object, ...], tuple[float, tuple[bytes, list[tuple[str, str]]]]
        ] = OrderedDict()
        self._lock = Lock()

    def find(self, key: tuple[object, ...]) -> tuple[bytes, list[tuple[str, str]]] | None:
        """Return a page that is fresh enough."""
        with self._lock:
            kept = self._pages.get(key)
            if kept is None or time.monotonic() - kept[0] > SECONDS:
                return None
            self._pages.move_to_end(key)
            return kept[1]

    def put(self, key: tuple[object, ...], page: tuple[bytes, list[tuple[str, str]]]) -> None:
        """Keep a page."""
        with self._lock:
            self._pages[key] = (time.monotonic(), page)
            self._pages.move_to_end(key)
            while len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)


def _shelf() -> Shelf:
    shelf: Shelf = current_app.extensions["kept_pages"]
    return shelf
