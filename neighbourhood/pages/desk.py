"""The desk's front page with what waits, and the outbox."""

from datetime import datetime
from typing import Any

from flask import Blueprint

from neighbourhood import clock
from neighbourhood.languages import _d, _dl
from neighbourhood.outbox import queries as outbox
from neighbourhood.outbox.models import Message
from neighbourhood.outbox.rules import state_of
from neighbourhood.outbox.services import note_told
from neighbourhood.pages import queries, words
from neighbourhood.pages.forms import ToldForm
from neighbourhood.pages.presenters.first_day import FirstDayView, first_day
from neighbourhood.people.queries import names_of
from neighbourhood.permissions import Action, Actor, decide
from neighbourhood.web import actor, city, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.house import house
from neighbourhood.web.lists import Filter, ListShape, ListView, list_choice, list_page
from neighbourhood.web.waiting import MOST_LINES, Waiting, plan_of, what_waits

PAGE_SIZE = 50

blueprint = Blueprint("pages_desk", __name__, url_prefix="/<language>/desk")


@blueprint.route("/")
@guard(Action.USE_DESK)
def home() -> Answer:
    now = clock.now()
    waits = what_waits(house().waiting, session(), actor(), now)
    return page(
        "pages/desk/home.html",
        waits=waits[:MOST_LINES],
        unshown=max(0, len(waits) - MOST_LINES),
        first_day=None if queries.is_any_edition_public(session()) else _first_day(),
        plan=plan_of(house().due, session(), actor(), now, city().zone),
    )


@blueprint.route("/first-day/", endpoint="first_day")
@guard(Action.USE_DESK)
def show_first_day() -> Answer:
    return page("pages/desk/first_day.html", day=_first_day())


def _first_day() -> FirstDayView:
    return first_day(queries.first_day_facts(session()), actor())


def people_to_tell(database: Any, reader: Actor, _now: datetime) -> list[Waiting]:
    """Tell the desk's first page of messages that cannot be mailed, so that somebody tells the
    person.
    """
    if not decide(reader, Action.READ_OUTBOX).is_allowed:
        return []
    stuck = outbox.undeliverable_messages(database)
    if not stuck:
        return []
    label = _dl("People to tell in person: no message reached them")
    return [Waiting(label, "pages_desk.outbox", stuck[0].created_at, count=len(stuck))]


@blueprint.route("/outbox/", endpoint="outbox")
@guard(Action.READ_OUTBOX)
def show_outbox() -> Answer:
    shape = outbox_shape()
    choice = list_choice(shape)
    listed = list_page(session(), outbox.messages_in(choice), choice.page, size=PAGE_SIZE)
    stuck = outbox.undeliverable_messages(session())
    return page(
        "pages/desk/outbox.html",
        told=ToldForm(formdata=None),
        stuck=stuck,
        list=ListView.of(shape, choice, listed, "pages_desk.outbox"),
        newest=[(message, words.MESSAGE_STATES[state_of(message)]) for message in listed.rows],
        waiting=outbox.count_waiting(session()),
        names=names_of(session(), {message.person_id for message in (*stuck, *listed.rows)}),
        kinds=house().message_kinds,
        about=words.message_about,
    )


def outbox_shape() -> ListShape:
    """Return what one may ask the list of messages."""
    states = [(str(state), label) for state, (label, _badge) in words.MESSAGE_STATES.items()]
    kinds = sorted(
        ((kind, str(label)) for kind, label in house().message_kinds.items()),
        key=lambda kind: kind[1],
    )
    return ListShape(
        filters=(Filter("state", _d("State"), states), Filter("kind", _d("Kind"), kinds)),
        size=PAGE_SIZE,
    )


def load_message(message_id: int) -> Message:
    return outbox.message_by_id(session(), message_id)


@blueprint.route("/outbox/<int(max=999999999):message_id>/told/", methods=["POST"])
@writes(is_public=False)
@guard(Action.READ_OUTBOX, load_message)
def told(message: Message) -> Answer:
    note_told(message, actor=actor(), now=clock.now())
    say(_d("The message is off the list."))
    return go("pages_desk.outbox")
