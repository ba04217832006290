"""The way in: the address without a language, the language switch, and whether the site is up."""

from flask import request, url_for
from werkzeug.wrappers import Response

from neighbourhood.pages import queries
from neighbourhood.pages.views.blueprint import blueprint
from neighbourhood.permissions import Action
from neighbourhood.refusals import NotFound
from neighbourhood.web import go, guard, languages, session
from neighbourhood.web.answers import go_inside
from neighbourhood.web.lifecycle import keep_language, wished_language


@blueprint.route("/")
@guard(Action.SEE_PUBLIC_PAGES)
def root() -> Response:
    return go("pages.home", language=wished_language())


@blueprint.route("/language/<code>")
@guard(Action.SEE_PUBLIC_PAGES)
def choose_language(code: str) -> Response:
    if code not in {usable.code for usable in languages()}:
        raise NotFound
    # `next` is written by a stranger: a link to this site must not lead to another one.
    answer = go_inside(request.args.get("next", ""), url_for("pages.home", language=code))
    return keep_language(answer, code)


@blueprint.route("/healthz")
@guard(Action.SEE_PUBLIC_PAGES)
def healthz() -> Response:
    # Asks no database: a site is not started anew because its database is away.
    return Response("up\n", mimetype="text/plain")


@blueprint.route("/readyz")
@guard(Action.SEE_PUBLIC_PAGES)
def readyz() -> Response:
    problem = queries.what_is_not_ready(session())
    return Response(
        f"{problem or 'ready'}\n", status=503 if problem else 200, mimetype="text/plain"
    )
