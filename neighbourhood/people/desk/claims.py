"""Claims to live in a place, decided by its officers."""

from datetime import datetime
from typing import Any

from neighbourhood import clock
from neighbourhood.languages import _d, _dl, _dn
from neighbourhood.people import queries, rules, services, words
from neighbourhood.people.desk.blueprint import blueprint
from neighbourhood.people.forms import DecisionForm
from neighbourhood.people.models import Residency
from neighbourhood.permissions import Action, Actor, Role, decide
from neighbourhood.places.queries import all_places
from neighbourhood.web import actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.lists import (
    BesideView,
    Filter,
    ListShape,
    ListView,
    beside,
    beside_view,
    list_choice,
    list_page,
)
from neighbourhood.web.waiting import Due, Waiting

WITHOUT_END = "never"
LIST = "people_desk.residencies"


def residencies_to_confirm(database: Any, reader: Actor, _now: datetime) -> list[Waiting]:
    """Tell the desk's first page how many claims wait for an officer, and since when."""
    if not decide(reader, Action.SEE_RESIDENCY_CLAIMS).is_allowed:
        return []
    number, since = queries.claims_waiting(database, places_of(reader))
    if since is None:
        return []
    return [Waiting(_dl("Residencies to confirm"), LIST, since, count=number)]


def claims_due(database: Any, reader: Actor, now: datetime, until: datetime) -> list[Due]:
    """Tell the desk how many claims have to be answered so that nobody waits longer than a week."""
    if not decide(reader, Action.SEE_RESIDENCY_CLAIMS).is_allowed:
        return []
    number, first = queries.claims_waiting(
        database, places_of(reader), asked_before=until - rules.CLAIM_ANSWER
    )
    if first is None:
        return []
    # What has waited longer is due at once.
    due = max(first + rules.CLAIM_ANSWER, now)
    label = _dl("Residencies to confirm, so that nobody waits longer than a week")
    return [Due(label, LIST, due, count=number)]


@blueprint.get("/residencies/")
@guard(Action.SEE_RESIDENCY_CLAIMS)
def residencies() -> Answer:
    shape = claims_shape()
    choice = list_choice(shape)
    question = queries.waiting_claims(places_of(actor()), choice)
    listed = list_page(session(), question, choice.page)
    return page(
        "people/desk/residencies.html",
        list=ListView.of(shape, choice, listed, LIST),
        methods=words.METHODS_AT_DESK,
    )


def claims_shape() -> ListShape:
    """Return what an officer may ask the list of claims: their own places are the choices."""
    own = places_of(actor())
    places = [place for place in all_places(session()) if own is None or place.id in own]
    return ListShape(
        _d("Name"),
        (
            Filter("place", _d("Place"), [(place.slug, place.name) for place in places]),
            Filter("method", _d("How"), list(words.METHODS_AT_DESK.items())),
        ),
        words.CLAIM_SORTS,
    )


def load_claim(residency_id: int) -> Residency:
    return queries.residency_by_id(session(), residency_id)


@blueprint.route("/residencies/<int(max=999999999):residency_id>/", methods=["GET", "POST"])
@writes
@guard(Action.DECIDE_RESIDENCY, load_claim)
def residency(claim: Residency) -> Answer:
    form = DecisionForm()
    form.years.choices = [
        *((str(years), _dn("%(num)s year", "%(num)s years", years)) for years in (1, 2, 5)),
        (WITHOUT_END, _d("without end")),
    ]
    if form.validate_on_submit() and form.carries_out(lambda: _decide(claim, form)):
        say(
            _d("Confirmed. The person gets a mail.")
            if form.decision.data == "confirm"
            else _d("Refused. The person gets a mail.")
        )
        return go(LIST)
    history = queries.residency_history(session(), claim.person_id)
    return page(
        "people/desk/residency.html",
        form=form,
        claim=claim,
        history=history,
        methods=words.METHODS_AT_DESK,
        states=words.CLAIM_STATES,
        badges=words.STATE_BADGES,
        beside=_beside(claim),
    )


def _beside(claim: Residency) -> BesideView | None:
    shape = claims_shape()
    question = queries.waiting_claims(places_of(actor()), list_choice(shape))
    found = beside(session(), question, claim.id)
    return beside_view(shape, found, one="people_desk.residency", name="residency_id", back=LIST)


def _decide(claim: Residency, form: DecisionForm) -> Residency:
    if form.decision.data == "refuse":
        return services.refuse_residency(
            session(), claim, reason=form.reason.data or "", actor=actor(), now=clock.now()
        )
    years = None if form.years.data == WITHOUT_END else int(form.years.data)
    return services.confirm_residency(session(), claim, years=years, actor=actor(), now=clock.now())


def places_of(officer: Actor) -> set[int] | None:
    """Return the places somebody is an officer of, with all below them; None for all there are."""
    held = [role for role in officer.roles if role.role == Role.OFFICER]
    # An officer of the whole city holds the role without a place.
    if any(role.place_id is None for role in held):
        return None
    own = {role.place_id for role in held if role.place_id is not None}
    return own.union(*(role.places_below for role in held))
