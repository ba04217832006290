"""How a view answers: a page, a redirect inside the site, a short message on the next page."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

#: What a view returns: a page with its status, or a redirect.
Answer = tuple[str, int] | Response


def page(
    template: str, *, status: int | None = None, form: FlaskForm | None = None, **values: Any
) -> tuple[str, int]:
    """Render a page; a posted form with errors answers 422."""
    if status is None:
        was_refused = form is not None and request.method == "POST" and bool(form.errors)
        status = int(getattr(form, "refused_status", 422)) if was_refused else 200
    return render_template(template, form=form, **values), status


def go(endpoint: str, *, anchor: str | None = None, **values: Any) -> Response:
    """Send the reader on to another page of this site."""
    # 303: the next page is read, so that loading it anew sends no form again.
    return redirect(url_for(endpoint, _anchor=anchor, **values), code=303)


def go_inside(path: str, otherwise: str) -> Response:
    """Send the reader to `path` where it stays inside this site, else to `otherwise`."""
    return redirect(path if is_inside(path) else otherwise, code=303)


def is_inside(path: str) -> bool:
    """Say whether a path given by a stranger stays inside this site."""
    # Browsers read a backslash as a slash and drop line breaks: both could lead outside.
    is_plain = path.isprintable() and "\\" not in path
    return path.startswith("/") and not path.startswith("//") and is_plain


def say(sentence: str) -> None:
    """Show a sentence on the next page."""
    flash(sentence)


def unsay() -> None:
    """Take back what was said of something that then failed."""
    cookie.pop("_flashes", None)
