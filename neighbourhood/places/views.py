"""Public pages of places: the city's participation strategy and its emblem.

The pages of the places show rounds too; the room above adds them to this blueprint.
"""

from datetime import date

from flask import Blueprint
from werkzeug.wrappers import Response

from neighbourhood.permissions import Action
from neighbourhood.places import queries
from neighbourhood.web import guard, page, session
from neighbourhood.web.answers import Answer
from neighbourhood.web.assets import FOREVER
from neighbourhood.web.kept_pages import never_keep

blueprint = Blueprint("places", __name__)


@blueprint.route("/<language>/city/")
@guard(Action.SEE_PUBLIC_PAGES)
def city() -> Answer:
    known = queries.the_city(session())
    decided_on = (
        date.fromisoformat(known.strategy_decided_on)
        if known and known.strategy_decided_on
        else None
    )
    return page("places/city.html", settings=known, decided_on=decided_on)


@blueprint.route("/emblem/<digest>.webp")
@guard(Action.SEE_PUBLIC_PAGES)
def emblem(digest: str) -> Response:
    never_keep()
    answer = Response(queries.emblem_with_digest(session(), digest), mimetype="image/webp")
    answer.headers["Cache-Control"] = FOREVER
    return answer
