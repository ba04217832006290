"""What machines ask for: where a weakness is reported, and what a search engine may read."""

from datetime import timedelta
from urllib.parse import quote

from flask import render_template
from werkzeug.wrappers import Response

from neighbourhood import clock
from neighbourhood.pages.presenters.sitemap import entries_of, files_of, public_pages
from neighbourhood.pages.views.blueprint import blueprint
from neighbourhood.permissions import Action
from neighbourhood.refusals import NotFound
from neighbourhood.web import city, guard, languages, session
from neighbourhood.web.sharing import public_address

#: RFC 9116 asks for less than a year, so that nobody writes to an address that is long forgotten.
SECURITY_LIFETIME = timedelta(days=180)
#: What is personal or only for the staff; no search engine has business there.
NOT_FOR_SEARCH = ("desk", "account", "sign-in", "sign-up", "demo")


@blueprint.route("/.well-known/security.txt")
@guard(Action.SEE_PUBLIC_PAGES)
def security_txt() -> Response:
    # On a whole day, so that the file changes once a day and can be kept until then.
    expires = (clock.now() + SECURITY_LIFETIME).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = (
        f"Contact: {_contact()}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(known.tag for known in languages())}",
        f"Canonical: {public_address('pages.security_txt')}",
    )
    return _text(lines)


@blueprint.route("/robots.txt")
@guard(Action.SEE_PUBLIC_PAGES)
def robots_txt() -> Response:
    # What is invented must not be found beside what is real.
    if city().is_demo:
        return _text(("# An invented city.", "User-agent: *", "Disallow: /"))
    closed = (f"Disallow: /*/{part}/" for part in NOT_FOR_SEARCH)
    map_ = f"Sitemap: {public_address('pages.sitemap')}"
    return _text(("User-agent: *", *closed, "Disallow: /language/", map_))


@blueprint.route("/sitemap.xml")
@guard(Action.SEE_PUBLIC_PAGES)
def sitemap() -> Response:
    files = files_of(public_pages(session()))
    return _xml(render_template("pages/machines/sitemap_index.xml", files=files))


@blueprint.route("/sitemap-<int(min=1, max=9999):file>.xml")
@guard(Action.SEE_PUBLIC_PAGES)
def sitemap_file(file: int) -> Response:
    entries = entries_of(public_pages(session()), file)
    if not entries:
        raise NotFound
    return _xml(render_template("pages/machines/sitemap.xml", entries=entries))


def _contact() -> str:
    """Return the city's address for questions, or else the page that says how to reach it."""
    if city().contact_email:
        return f"mailto:{quote(city().contact_email, safe='@+')}"
    return public_address("pages.about", language=languages()[0].code)


def _xml(content: str) -> Response:
    return Response(content, mimetype="application/xml")


def _text(lines: tuple[str, ...]) -> Response:
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
