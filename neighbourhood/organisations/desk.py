"""The desk of organisations: the list, and the answer of an officer."""

from datetime import datetime
from typing import Any

from flask import Blueprint

from neighbourhood import clock
from neighbourhood.languages import _d, _dl
from neighbourhood.organisations import queries, services, words
from neighbourhood.organisations.forms import AnswerForm
from neighbourhood.organisations.models import Organisation
from neighbourhood.people.desk.claims import places_of
from neighbourhood.permissions import Action, Actor, decide
from neighbourhood.places.queries import all_places
from neighbourhood.web import actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.lists import Filter, ListShape, ListView, list_choice, list_page
from neighbourhood.web.waiting import Waiting

blueprint = Blueprint("organisations_desk", __name__, url_prefix="/<language>/desk/organisations")
LIST = "organisations_desk.list"


def organisations_to_confirm(database: Any, reader: Actor, _now: datetime) -> list[Waiting]:
    """Tell the desk's first page how many organisations wait for an officer, and since when."""
    if not decide(reader, Action.SEE_ORGANISATIONS_DESK).is_allowed:
        return []
    number, since = queries.organisations_waiting(database, places_of(reader))
    if since is None:
        return []
    return [Waiting(_dl("Organisations to confirm"), LIST, since, count=number)]


@blueprint.get("/", endpoint="list")
@guard(Action.SEE_ORGANISATIONS_DESK)
def organisations() -> Answer:
    own = places_of(actor())
    places = [place for place in all_places(session()) if own is None or place.id in own]
    filters = (
        Filter("place", _d("Place"), [(place.slug, place.name) for place in places]),
        Filter("state", _d("State"), list(words.STATES.items())),
        Filter("kind", _d("Kind"), list(words.KINDS.items())),
    )
    shape = ListShape(_d("Name"), filters, words.SORTS)
    choice = list_choice(shape)
    found = list_page(session(), queries.organisations_at_desk(own, choice), choice.page)
    return page(
        "organisations/desk/list.html",
        list=ListView.of(shape, choice, found, LIST),
        kinds=words.KINDS,
        states=words.STATES,
        badges=words.STATE_BADGES,
    )


def load_organisation(number: int) -> Organisation:
    return queries.organisation_by_id(session(), number)


@blueprint.route("/<int(max=999999999):number>/", methods=["GET", "POST"])
@writes
@guard(Action.DECIDE_ORGANISATION, load_organisation)
def one(organisation: Organisation) -> Answer:
    form = AnswerForm()
    if form.validate_on_submit() and form.carries_out(lambda: _answer(organisation, form)):
        say(
            _d("Confirmed. Everybody sees the organisation now.")
            if organisation.is_confirmed
            else _d("Refused. Whoever entered it gets a mail.")
        )
        return go(LIST)
    return page(
        "organisations/desk/one.html",
        form=form,
        organisation=organisation,
        kinds=words.KINDS,
        states=words.STATES,
        badges=words.STATE_BADGES,
    )


def _answer(organisation: Organisation, form: AnswerForm) -> Organisation:
    if form.decision.data == "confirm":
        return services.confirm_organisation(
            session(), organisation, actor=actor(), now=clock.now()
        )
    return services.refuse_organisation(
        session(), organisation, reason=form.reason.data, actor=actor(), now=clock.now()
    )
