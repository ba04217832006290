"""What somebody typed into a form that could not be taken, so that none of it is lost.

Signed out in another window, a page open for too long, a role that ended: the form comes back as it
was filled, or at least its texts do, and nothing was done meanwhile.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import current_app, g, make_response, request, url_for
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response
from wtforms import FileField, HiddenField, PasswordField, SelectField, SelectMultipleField
from wtforms.fields.core import UnboundField

from neighbourhood.languages import Sentence, _
from neighbourhood.refusals import Refusal
from neighbourhood.web.forms import BaseForm, is_shown_again

View = Callable[..., Any]
#: A field as a form's class holds it, before there is a form.
if TYPE_CHECKING:
    AnyField = UnboundField[Any]
else:
    AnyField = UnboundField
#: Nothing of these is ever sent back to the page.
SECRET = (PasswordField, FileField)
#: These hold no words.
WORDLESS = (*SECRET, HiddenField, SelectField, SelectMultipleField)


@dataclass(frozen=True)
class TypedText:
    """A text with the name that its field has in the form."""

    label: str
    value: str


@dataclass(frozen=True)
class Unsent:
    """The texts of a form to be read and copied, and all its fields, (name, value), to be sent once
    more.
    """

    texts: tuple[TypedText, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


def nothing_done(sentence: Sentence, *, page: str) -> Callable[[View], View]:
    """Mark a view whose form never comes back filled, such as a ballot; the sentence says that
    nothing was done, and `page` is where to begin again.
    """

    def mark(view: View) -> View:
        view.nothing_done = sentence  # type: ignore[attr-defined]
        view.begin_again = page  # type: ignore[attr-defined]
        return view

    return mark


def asked_view() -> Any:
    """Return the function that the request asked for."""
    return current_app.view_functions.get(request.endpoint or "")


def what_was_not_done() -> str:
    """Return the sentence that nothing came of the request's form."""
    of_view = getattr(asked_view(), "nothing_done", None)
    return str(of_view or _("Nothing was sent. Please open the page anew and try again."))


def page_of_form() -> str | None:
    """Return the address where the request's form can be filled again, None for one that is read or
    has no such page.
    """
    rule = request.url_rule
    if request.method != "POST" or rule is None:
        return None
    begin_again = getattr(asked_view(), "begin_again", None)
    if begin_again is None and "GET" not in (rule.methods or ()):
        return None
    return url_for(begin_again or rule.endpoint, **(request.view_args or {}))


def unsent() -> Unsent:
    """Return what the request's form held, as far as its form lets it be shown again."""
    try:
        sent = list(request.form.items(multi=True))
    except HTTPException:
        # Larger than the page accepts: it cannot be read a second time either.
        return Unsent()
    fields = _fields_of(_form_with(name for name, _value in sent))
    texts = tuple(
        TypedText(_label(fields.get(name), number), value)
        for number, (name, value) in enumerate(sent, 1)
        if value.strip() and is_shown_again(name) and _holds_words(fields.get(name))
    )
    if not texts:
        return Unsent()
    again = [(name, value) for name, value in sent if name in fields or is_shown_again(name)]
    return Unsent(texts, tuple(pair for pair in again if not _is_secret(fields.get(pair[0]))))


def form_again() -> Response | None:
    """Return the page of the request's form as it was filled, with a fresh token, having done
    nothing; None where it does not come back as such a page.

    It runs in a transaction that only reads, so whatever the view tries, nothing is kept.
    """
    rule = request.url_rule
    if rule is None or "GET" not in (rule.methods or ()) or not unsent().texts:
        return None
    g.is_form_stale = True
    try:
        answer = make_response(current_app.ensure_sync(asked_view())(**(request.view_args or {})))
    except (Refusal, HTTPException, DBAPIError):
        return None
    finally:
        g.is_form_stale = False
    return answer if answer.status_code == Refusal.status else None


def _form_with(names: Iterable[str]) -> type[BaseForm]:
    """Return the form of the view's own room that has the most of these fields."""
    sent = set(names)
    room = ".".join(getattr(asked_view(), "__module__", "").split(".")[:2])
    forms = [form for form in _all_forms(BaseForm) if form.__module__.startswith(f"{room}.")]
    # The base is the answer where no form of the room has any of them.
    choices: list[type[BaseForm]] = [BaseForm, *forms]
    return max(choices, key=lambda form: len(sent & set(_fields_of(form))))


def _fields_of(form: type[BaseForm]) -> dict[str, AnyField]:
    return {
        name: field
        for kind in reversed(form.__mro__)
        for name, field in vars(kind).items()
        if isinstance(field, UnboundField)
    }


def _all_forms(form: type[BaseForm]) -> Iterator[type[BaseForm]]:
    yield form
    for kind in form.__subclasses__():
        yield from _all_forms(kind)


def _holds_words(field: AnyField | None) -> bool:
    return field is None or not issubclass(field.field_class, WORDLESS)


def _is_secret(field: AnyField | None) -> bool:
    return field is not None and issubclass(field.field_class, SECRET)


def _label(field: AnyField | None, number: int) -> str:
    label = field and (field.args[0] if field.args else field.kwargs.get("label"))
    # A field that the page added, as one for each language, is known by its number.
    return str(label or _("What you typed (%(number)s)", number=number))
