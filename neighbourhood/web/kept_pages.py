"""Anonymous pages kept in memory: the same page is made once per change of public data, and never
longer than some seconds.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from flask import current_app, g, request
from flask import session as cookie
from werkzeug.wrappers import Response

from neighbourhood.permissions import Action
from neighbourhood.web.city import version
from neighbourhood.web.request import language

#: A phase may begin or end without a change of data, so no page is kept longer than this.
SECONDS = 10
#: Together they bound the memory of one worker, at 120 MB at the very most.
MOST_PAGES = 400
LARGEST = 300_000
#: The parts of a query that may make a page of its own; others are ignored by the pages and not
#: kept.
QUERY = {
    *("page", "q", "category", "sort", "phase"),
    *("written", "state", "carrier", "cost_from", "cost_to"),
}
#: What everybody may read, and read alike; the guard of a view names one of them.
PUBLIC_READING = {
    Action.SEE_PUBLIC_PAGES,
    Action.SEE_PROJECT,
    Action.SEE_COMMITTEE,
    Action.SEE_RESULTS,
}
#: A list of what is kept, not of what is left out: no header meant for one reader slips through.
KEPT_HEADERS = {"Content-Type", "Content-Encoding", "Content-Disposition", "Vary", "Link"}


@dataclass(frozen=True)
class KeptPage:
    """A page as it was sent, and when (on a clock that only grows)."""

    content: bytes
    headers: tuple[tuple[str, str], ...]
    kept_at: float


#: Path, query, language and encoding; on the shelf with the version of public data behind them.
PageKey = tuple[str, ...]
ShelfKey = tuple[PageKey, int]


def answer() -> Response | None:
    """Give the kept page to an anonymous reader, if there is one of this version."""
    # Before the view runs: afterwards it may have changed what the key is made of.
    g.page_key = _key()
    if g.page_key is None:
        return None
    page = _shelf().find((g.page_key, version()))
    return None if page is None else Response(page.content, headers=list(page.headers))


def keep(fresh: Response) -> Response:
    """Keep a page that was made for an anonymous reader."""
    key: PageKey | None = g.get("page_key")
    if key is None or not _may_be_kept(fresh):
        return fresh
    # For caches on the way, which know nothing of who is signed in.
    fresh.headers.setdefault("Vary", "Cookie, Accept-Encoding")
    shelf, shelf_key = _shelf(), (key, version())
    if shelf.find(shelf_key) is None:
        headers = tuple((name, value) for name, value in fresh.headers if name in KEPT_HEADERS)
        shelf.put(shelf_key, KeptPage(fresh.get_data(), headers, time.monotonic()))
    return fresh


def _may_be_kept(fresh: Response) -> bool:
    if fresh.status_code != 200 or not g.get("may_be_kept", True):
        return False
    # The session's cookie is only written after this; a page with a form's token is for its own
    # reader alone.
    if cookie.modified or fresh.headers.getlist("Set-Cookie"):
        return False
    return not fresh.is_streamed and (fresh.content_length or 0) <= LARGEST


def never_keep() -> None:
    """Keep this answer for nobody else."""
    g.may_be_kept = False


def _key() -> PageKey | None:
    is_plain = (
        # Any cookie at all makes a reader of one's own; only who sends none is surely anonymous.
        request.method == "GET" and "Cookie" not in request.headers and set(request.args) <= QUERY
    )
    if not is_plain or not is_for_everybody():
        return None
    return (
        request.path,
        request.query_string.decode("latin-1"),
        language().code,
        request.headers.get("Accept-Encoding", ""),
    )


def is_for_everybody() -> bool:
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
        self._pages: OrderedDict[ShelfKey, KeptPage] = OrderedDict()
        self._lock = Lock()

    def find(self, key: ShelfKey) -> KeptPage | None:
        """Return a page that is fresh enough."""
        with self._lock:
            page = self._pages.get(key)
            if page is None or time.monotonic() - page.kept_at > SECONDS:
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key: ShelfKey, page: KeptPage) -> None:
        """Keep a page, and let the least used go where there are too many."""
        with self._lock:
            self._pages[key] = page
            self._pages.move_to_end(key)
            while len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)


def _shelf() -> Shelf:
    shelf: Shelf = current_app.extensions["kept_pages"]
    return shelf
