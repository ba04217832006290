"""The marks of a view: what one must be allowed to do, and that it writes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, overload

from flask import make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from neighbourhood.database import begin, commit
from neighbourhood.database.queries import note_public_change
from neighbourhood.permissions import Action, decide
from neighbourhood.refusals import NotAllowed
from neighbourhood.web.answers import say, unsay
from neighbourhood.web.request import actor, session
from neighbourhood.web.unsent import page_of_form, unsent, what_was_not_done

View = Callable[..., Any]
#: Read to its end although most of it is cut off, so that the reason can be said on the page.
LARGEST_BODY_WITH_FILES = 400 * 1024 * 1024
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def guard(action: Action, load: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """Let the view run only for those the table allows; with `load`, the view gets the loaded thing
    instead of the address's parts.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(**parts: Any) -> Any:
            thing = load(**parts) if load else None
            decision = decide(actor(), action, thing)
            if not decision.is_allowed:
                return _turn_away(decision.reason, action)
            return view(thing) if load else view(**parts)

        guarded.action = action  # type: ignore[attr-defined]
        return guarded

    return mark


def _turn_away(reason: str, action: Action) -> Response:
    if reason != "needs_sign_in":
        raise NotAllowed(reason, action=str(action))
    # After signing in one comes back to a page that was read, never to a form that was sent.
    if request.method in SAFE_METHODS:
        back: str | None = request.full_path.rstrip("?")
    elif unsent().texts:
        raise NotAllowed(reason, action=str(action))
    else:
        back = page_of_form()
        say(what_was_not_done())
    return redirect(url_for("people.sign_in", next=back), code=303)


@overload
def writes(view: View) -> View: ...


@overload
def writes(*, is_public: bool) -> Callable[[View], View]: ...


def writes(view: View | None = None, *, is_public: bool = True) -> View | Callable[[View], View]:
    """Commit what the view did once it has answered well, before the answer leaves; else undo it
    all.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def writing(**parts: Any) -> Response:
            # Made before the commit: a template that fails must undo what the view did.
            answer = make_response(view(**parts))
            if request.method not in SAFE_METHODS:
                _keep_or_undo(answer, is_public=is_public)
            return answer

        writing.is_writing = True  # type: ignore[attr-defined]
        return writing

    return mark if view is None else mark(view)


def _keep_or_undo(answer: Response, *, is_public: bool) -> None:
    # A form shown again with its errors may have changed objects that nobody meant to keep.
    if answer.status_code >= 400:
        session().rollback()
        return
    if is_public:
        note_public_change(session())
    _commit()


def _commit() -> None:
    try:
        commit(session())
    except Exception:
        # What the view said of its success is not true any more.
        unsay()
        raise


def own_transaction(view: View) -> View:
    """Mark a view that begins and ends its own short transactions, such as one that counts wrong
    tries.
    """
    view.has_own_transaction = True  # type: ignore[attr-defined]
    return view


def takes_up_to(largest: int) -> Callable[[View], View]:
    """Mark a view whose requests may be larger than those of others, sent by somebody who may do
    what the view does.
    """

    def mark(view: View) -> View:
        view.largest_body = largest  # type: ignore[attr-defined]
        return view

    return mark


def takes_files(most: int, *, each: int) -> Callable[[View], View]:
    """Mark a view to which anybody signed in may send files of up to `each` bytes. They wait on
    disk; what is beyond that size or that number is cut off, so that the view can refuse the one
    file and keep everything else that was sent with it.
    """

    def mark(view: View) -> View:
        view.largest_body = LARGEST_BODY_WITH_FILES  # type: ignore[attr-defined]
        view.largest_file = each  # type: ignore[attr-defined]
        view.most_files = most  # type: ignore[attr-defined]
        return view

    return mark


@contextmanager
def short_write(*, is_public: bool = False) -> Iterator[None]:
    """Write and commit at once, apart from what else the request does; for views with their own
    transaction.
    """
    session().rollback()
    # The reading transaction ends first: SQLite refuses the lock to whoever read before others
    # wrote.
    begin(session(), is_read_only=False)
    try:
        yield
        if is_public:
            note_public_change(session())
        commit(session())
    finally:
        session().rollback()
        # The rest of the request goes on reading, and sees what was just written.
        begin(session(), is_read_only=True)
