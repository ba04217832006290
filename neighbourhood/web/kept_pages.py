"""Anonymous pages kept in memory: the same page is made once per change of public data, and never
longer than some seconds.
"""

import time
from collections import OrderedDict
from threading import Lock

from flask import current_app, g, request
from flask import session as cookie
from werkzeug.wrappers import Response

from neighbourhood.permissions import Action
from neighbourhood.web.city import version
from neighbourhood.web.request import language

#: A phase may begin or end without a change of data, so no page is kept longer than this.
SECONDS = 10
MOST_PAGES = 400
LARGEST = 300_000
#: The parts of a query that may make a page of its own; others are ignored by the pages and not
#: kept.
QUERY = {"page", "q", "category", "sort", "phase"}
#: What everybody may read, and read alike; the guard of a view names one of them.
PUBLIC_READING = {
    Action.SEE_PUBLIC_PAGES,
    Action.SEE_PROJECT,
    Action.SEE_COMMITTEE,
    Action.SEE_RESULTS,
}
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
    is_plain = (
        request.method == "GET" and "Cookie" not in request.headers and set(request.args) <= QUERY
    )
    if not is_plain or not _is_for_everybody():
        return None
    return (
        request.path,
        request.query_string.decode("latin-1"),
        language().code,
        request.headers.get("Accept-Encoding", ""),
    )


def _is_for_everybody() -> bool:
    """Say whether the view's guard asks only for what strangers may read."""
    view = current_app.view_functions.get(request.endpoint or "")
    return (
        getattr(view, "action", None) in PUBLIC_READING
        and bool(g.get("has_transaction"))
        and not getattr(view, "has_own_transaction", False)
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
