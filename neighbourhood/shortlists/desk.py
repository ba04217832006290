"""The desk of short lists: their terms, the seats of a jury, the list that waits for a second
person.
"""

from datetime import datetime
from typing import Any

from flask import Blueprint, request

from neighbourhood import clock
from neighbourhood.languages import _d, _dl
from neighbourhood.people.models import Person
from neighbourhood.people.queries import person_by_id
from neighbourhood.permissions import Action, Actor, decide
from neighbourhood.rounds.models import Edition, Round
from neighbourhood.rounds.queries import edition_at_desk
from neighbourhood.rounds.rules import PhaseKind, phase_of
from neighbourhood.shortlists import queries, services, words
from neighbourhood.shortlists.documents import from_json
from neighbourhood.shortlists.forms import JurySeatForm, PressForm, terms_form
from neighbourhood.shortlists.models import JurySeat, ShortlistTerms
from neighbourhood.shortlists.presenters.jury import seat_views
from neighbourhood.shortlists.rules import Way
from neighbourhood.web import actor, go, guard, page, say, session, waiting, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.text import clean

blueprint = Blueprint("shortlists_desk", __name__, url_prefix="/<language>/desk")


def lists_that_wait(database: Any, somebody: Actor, now: datetime) -> list[waiting.Waiting]:
    """Tell the staff which lists of juries wait for a second person, and which juries are late."""
    if not decide(somebody, Action.CONFIRM_SHORTLIST).is_allowed:
        return []
    found = [_waiting(terms, now) for terms in queries.juries_without_list(database, now)]
    return [one for one in found if one is not None]


def _waiting(terms: ShortlistTerms, now: datetime) -> waiting.Waiting | None:
    place, values = terms.round.place.name, {"slug": terms.round.slug}
    if terms.asked_at is not None:
        label = _dl("Short list of a jury to confirm: %(place)s", place=place)
        return waiting.Waiting(label, "shortlists_desk.round", terms.asked_at, values)
    phase = phase_of(terms.round.phases, PhaseKind.SHORTLIST)
    if phase is None or phase.ends_at is None or now < phase.ends_at:
        return None
    label = _dl("Short list that the jury has not put forward: %(place)s", place=place)
    return waiting.Waiting(label, "shortlists_desk.round", phase.ends_at, values)


def load_edition(slug: str) -> Edition:
    return edition_at_desk(session(), slug)


def load_round(slug: str) -> Round:
    """Return a round that makes a short list."""
    return queries.terms_by_slug(session(), slug).round


def load_seat(jury_seat_id: int) -> JurySeat:
    return queries.jury_seat_by_id(session(), jury_seat_id)


@blueprint.route("/editions/<slug>/shortlist/", methods=["GET", "POST"])
@writes
@guard(Action.OPEN_EDITIONS, load_edition)
def terms(edition: Edition) -> Answer:
    known = queries.terms_of_edition(session(), edition.id)
    form = terms_form(known)
    if form.validate_on_submit() and form.carries_out(
        lambda: services.set_shortlist(
            session(), edition, form.terms(), actor=actor(), now=clock.now()
        )
    ):
        say(_d("The short list is set for all rounds of this edition. Please look at the dates."))
        return go("rounds_desk.edition", slug=edition.slug)
    sentences = words.terms_sentences(known.terms) if known else []
    return page("shortlists/desk/terms.html", form=form, edition=edition, sentences=sentences)


@blueprint.route("/rounds/<slug>/shortlist/")
@guard(Action.MANAGE_JURY, load_round)
def round(round_: Round) -> Answer:
    return _round(round_, PressForm(formdata=None))


def _round(round_: Round, form: PressForm) -> Answer:
    terms = queries.terms_of(session(), round_.id)
    assert terms is not None
    return page(
        "shortlists/desk/round.html",
        form=form,
        round=round_,
        terms=terms,
        is_jury=terms.way == Way.JURY,
        phase=phase_of(round_.phases, PhaseKind.SHORTLIST),
        sentences=words.terms_sentences(terms.terms),
        seats=seat_views(queries.jury_of(session(), round_).seats),
        kept=len(from_json(terms.outcome).kept) if terms.outcome else None,
        now=clock.now(),
    )


@blueprint.route("/rounds/<slug>/shortlist/confirm/", methods=["POST"])
@writes
@guard(Action.CONFIRM_SHORTLIST, load_round)
def confirm(round_: Round) -> Answer:
    form = PressForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.confirm_jury_list(session(), round_, actor=actor(), now=clock.now())
    ):
        say(_d("The short list is made, and all authors are told."))
        return go("shortlists_desk.round", slug=round_.slug)
    return _round(round_, form)


@blueprint.route("/rounds/<slug>/jury/seats/", methods=["GET", "POST"])
@writes
@guard(Action.MANAGE_JURY, load_round)
def add_seat(round_: Round) -> Answer:
    sought = clean(request.args.get("q", ""))[:80]
    # Nobody is listed unasked: a seat is offered to somebody whose name one knows.
    people = queries.people_named(session(), sought) if sought else []
    form = JurySeatForm().offer(people)
    if form.validate_on_submit() and form.carries_out(lambda: _add(round_, form)):
        say(_d("The seat is filled."))
        return go("shortlists_desk.round", slug=round_.slug)
    return page(
        "shortlists/desk/add_seat.html", form=form, round=round_, sought=sought, found=people
    )


def _add(round_: Round, form: JurySeatForm) -> JurySeat:
    person: Person = person_by_id(session(), form.person.data)
    return services.add_jury_seat(
        session(),
        round_,
        person,
        sits_as=form.sits_as.data or "",
        is_chair=form.is_chair.data,
        actor=actor(),
        now=clock.now(),
    )


@blueprint.route("/jury/seats/<int(max=999999999):jury_seat_id>/remove/", methods=["POST"])
@writes
@guard(Action.MANAGE_JURY, load_seat)
def remove_seat(seat: JurySeat) -> Answer:
    slug = seat.round.slug
    services.remove_jury_seat(session(), seat, actor=actor(), now=clock.now())
    say(_d("The seat is taken away."))
    return go("shortlists_desk.round", slug=slug)
