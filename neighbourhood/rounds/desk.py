"""The desk of editions and rounds: opening, changing, key holders, ends moved by two people."""

from datetime import date, datetime
from typing import Any

from flask import Blueprint, request

from neighbourhood import clock
from neighbourhood.languages import _d, _dl
from neighbourhood.people.queries import names_of, person_by_id
from neighbourhood.permissions import Action, Actor, decide
from neighbourhood.places.queries import all_places, place_by_slug
from neighbourhood.rounds import queries, services, words
from neighbourhood.rounds.ballot_kinds import kind_of
from neighbourhood.rounds.documents.schemes import all_schemes, scheme_named
from neighbourhood.rounds.forms import (
    AddRoundForm,
    ConfirmForm,
    EditionForm,
    KeyHoldersForm,
    MoveEndForm,
    NewEditionForm,
    edition_form,
    new_edition_form,
    round_form,
)
from neighbourhood.rounds.models import Edition, MovedDate, Round
from neighbourhood.rounds.presenters.round_rows import row_of
from neighbourhood.rounds.presenters.rule_sentences import how_counted
from neighbourhood.rounds.rules import Dates, consecutive
from neighbourhood.web import BaseForm, actor, city, go, guard, page, say, session, waiting, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.texts import fields_of, given_texts

blueprint = Blueprint("rounds_desk", __name__, url_prefix="/<language>/desk")


def moves_to_confirm(database: Any, somebody: Actor, now: datetime) -> list[waiting.Waiting]:
    """Tell the desk's first page which moved ends wait for a second person."""
    if not decide(somebody, Action.MOVE_DATES).is_allowed:
        return []
    # Who asked cannot confirm, so it does not wait for them.
    open_moves = [
        move for move in queries.open_moves(database, now) if move.asked_by_id != somebody.person_id
    ]
    return [
        waiting.Waiting(
            _dl("A moved end to confirm"),
            "rounds_desk.round",
            move.asked_at,
            {"slug": move.phase.round.slug},
        )
        for move in open_moves
    ]


def load_edition(slug: str) -> Edition:
    return queries.edition_by_slug(session(), slug)


def load_round(slug: str) -> Round:
    return queries.round_by_slug(session(), slug)


def load_move(move_id: int) -> MovedDate:
    return queries.move_by_id(session(), move_id)


@blueprint.route("/editions/")
@guard(Action.OPEN_EDITIONS)
def editions() -> Answer:
    now = clock.now()
    rounds = queries.all_rounds(session())
    grouped = [
        (edition, [row_of(round_, now) for round_ in rounds if round_.edition_id == edition.id])
        for edition in queries.all_editions(session())
    ]
    return page("rounds/desk/editions.html", editions=grouped)


@blueprint.route("/editions/new/", methods=["GET", "POST"])
@writes
@guard(Action.OPEN_EDITIONS)
def new_edition() -> Answer:
    form = new_edition_form(all_places(session()))
    if form.validate_on_submit() and form.carries_out(lambda: _open(form)):
        say(_d("The edition is open. Check dates and funds of each neighbourhood now."))
        return go("rounds_desk.edition", slug=form.result.slug)
    return page(
        "rounds/desk/new.html",
        form=form,
        titles=fields_of(form, "title"),
        aims=fields_of(form, "aims"),
        schemes=[(scheme.is_usable, *words.SCHEMES[scheme.name]) for scheme in all_schemes()],
        hints={name: about for name, (_name, about, _works) in words.SCHEMES.items()},
    )


def _open(form: NewEditionForm) -> Edition:
    who, now = actor(), clock.now()
    opened = services.open_edition(
        session(),
        scheme=form.scheme.data,
        slug=form.slug.data,
        title=given_texts(form, "title"),
        aims=given_texts(form, "aims"),
        actor=who,
        now=now,
    )
    for slug in form.places.data or ():
        place = place_by_slug(session(), slug)
        services.add_round(
            session(),
            opened,
            place,
            fund=form.fund.data,
            phases=_default_phases(opened, form.first_day.data),
            actor=who,
            now=now,
        )
    return opened


def _default_phases(edition: Edition, first_day: date | None) -> list[Dates]:
    # The form has asked for the day.
    assert first_day is not None
    return consecutive(scheme_named(edition.scheme).phases, first_day, city().zone)


@blueprint.route("/editions/<slug>/", methods=["GET", "POST"])
@writes
@guard(Action.OPEN_EDITIONS, load_edition)
def edition(edition: Edition) -> Answer:
    form = edition_form(edition)
    if form.validate_on_submit() and form.carries_out(
        lambda: services.change_edition(
            session(), edition, **form.changes(edition), actor=actor(), now=clock.now()
        )
    ):
        say(_d("The edition is saved."))
        return go("rounds_desk.edition", slug=edition.slug)
    return _edition_page(edition, form)


@blueprint.route("/editions/<slug>/rounds/", methods=["GET", "POST"])
@writes
@guard(Action.OPEN_EDITIONS, load_edition)
def add_round(edition: Edition) -> Answer:
    form = AddRoundForm()
    taken = {round_.place_id for round_ in queries.rounds_of_edition(session(), edition.id)}
    form.place.choices = [
        (place.slug, place.name) for place in all_places(session()) if place.id not in taken
    ]
    if form.validate_on_submit() and form.carries_out(lambda: _add(edition, form)):
        say(_d("%(name)s is added.", name=form.result.place.name))
        return go("rounds_desk.round", slug=form.result.slug)
    return page("rounds/desk/add.html", form=form, edition=edition)


def _add(edition: Edition, form: AddRoundForm) -> Round:
    place = place_by_slug(session(), form.place.data)
    phases = _default_phases(edition, form.first_day.data)
    return services.add_round(
        session(),
        edition,
        place,
        fund=form.round_fund.data,
        phases=phases,
        actor=actor(),
        now=clock.now(),
    )


def _edition_page(edition: Edition, form: EditionForm) -> Answer:
    now = clock.now()
    return page(
        "rounds/desk/edition.html",
        form=form,
        edition=edition,
        titles=fields_of(form, "title"),
        aims=fields_of(form, "aims"),
        limits=[form[limit.name] for limit in kind_of(edition.ballot).limits],
        rows=[row_of(round_, now) for round_ in queries.rounds_of_edition(session(), edition.id)],
        hints=words.ABOUT_WAYS,
        counted=how_counted(edition.rule, edition.rule_parameters),
        is_frozen=queries.has_frozen_round(session(), edition.id),
    )


@blueprint.route("/rounds/<slug>/", methods=["GET", "POST"])
@writes
@guard(Action.OPEN_EDITIONS, load_round)
def round(round_: Round) -> Answer:
    form = round_form(round_, clock.now(), is_posted=request.method == "POST")
    if form.validate_on_submit() and form.carries_out(
        lambda: services.change_round(
            session(),
            round_,
            fund=form.fund.data,
            phases=form.dates(round_),
            actor=actor(),
            now=clock.now(),
        )
    ):
        say(_d("Fund and dates are saved."))
        return go("rounds_desk.round", slug=round_.slug)
    return _round_page(round_, form)


@blueprint.route("/rounds/<slug>/key-holders/", methods=["GET", "POST"])
@writes
@guard(Action.OPEN_EDITIONS, load_round)
def key_holders(round_: Round) -> Answer:
    start = {"first": round_.first_key_holder_id or "", "second": round_.second_key_holder_id or ""}
    form = KeyHoldersForm(data=start).offer(queries.possible_key_holders(session()))
    if form.validate_on_submit() and form.carries_out(lambda: _name_holders(round_, form)):
        say(_d("The two key holders are named."))
        return go("rounds_desk.round", slug=round_.slug)
    return page("rounds/desk/key_holders.html", form=form, round=round_)


def _name_holders(round_: Round, form: KeyHoldersForm) -> Round:
    first, second = (
        person_by_id(session(), number) for number in (form.first.data, form.second.data)
    )
    return services.name_key_holders(
        session(), round_, first, second, actor=actor(), now=clock.now()
    )


@blueprint.route("/rounds/<slug>/ends/", methods=["GET", "POST"])
@writes
@guard(Action.MOVE_DATES, load_round)
def move_end(round_: Round) -> Answer:
    now = clock.now()
    form = MoveEndForm()
    form.phase.choices = [
        (phase.kind, words.PHASE_NAMES[phase.kind])
        for phase in round_.phases
        if phase.ends_at and phase.ends_at > now
    ]
    if form.validate_on_submit() and form.carries_out(lambda: _ask(round_, form)):
        say(_d("Somebody else has to confirm this now."))
        return go("rounds_desk.round", slug=round_.slug)
    return page(
        "rounds/desk/move_end.html", form=form, round=round_, phase_names=words.PHASE_NAMES, now=now
    )


def _ask(round_: Round, form: MoveEndForm) -> MovedDate:
    phase = next(phase for phase in round_.phases if phase.kind == form.phase.data)
    # The form has asked for the instant.
    assert form.new_end.data is not None
    return services.ask_to_move_end(
        session(),
        phase,
        new_end=form.new_end.data,
        reason=form.reason.data,
        actor=actor(),
        now=clock.now(),
    )


@blueprint.route("/ends/<int(max=999999999):move_id>/confirm/", methods=["POST"])
@writes
@guard(Action.MOVE_DATES, load_move)
def confirm_end(move: MovedDate) -> Answer:
    services.confirm_moved_end(session(), move, actor=actor(), now=clock.now())
    say(_d("The end is moved; everybody can see it and why."))
    return go("rounds_desk.round", slug=move.phase.round.slug)


def _round_page(round_: Round, form: BaseForm) -> Answer:
    moves = queries.moves_of_round(session(), round_.id)
    people = [
        *round_.key_holder_ids,
        *(i for move in moves for i in (move.asked_by_id, move.confirmed_by_id)),
    ]
    return page(
        "rounds/desk/round.html",
        form=form,
        round=round_,
        moves=moves,
        names=names_of(session(), people),
        phase_names=words.PHASE_NAMES,
        now=clock.now(),
        confirm=ConfirmForm(formdata=None),
        row=row_of(round_, clock.now()),
    )
