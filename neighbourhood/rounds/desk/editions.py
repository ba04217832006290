"""Editions at the desk: opening, changing, adding a round."""

from datetime import date

from flask import url_for

from neighbourhood import clock
from neighbourhood.folding import is_found
from neighbourhood.languages import _d
from neighbourhood.permissions import Action
from neighbourhood.places.queries import all_places, place_by_slug
from neighbourhood.places.words import level_name
from neighbourhood.rounds import queries, services, words
from neighbourhood.rounds.ballot_kinds import kind_of
from neighbourhood.rounds.desk.blueprint import blueprint
from neighbourhood.rounds.documents.schemes import all_schemes, scheme_named
from neighbourhood.rounds.forms import (
    AddRoundForm,
    ConfirmForm,
    EditionForm,
    NewEditionForm,
    edition_form,
    new_edition_form,
)
from neighbourhood.rounds.models import Edition, Round
from neighbourhood.rounds.presenters.round_rows import RoundRow, row_of
from neighbourhood.rounds.presenters.rule_sentences import how_counted
from neighbourhood.rounds.rules import Dates, consecutive
from neighbourhood.web import actor, city, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.installation import the_settings
from neighbourhood.web.lists import ListPage, ListShape, ListView, list_choice, page_of_rows
from neighbourhood.web.texts import fields_of, given_texts

#: More rounds of an edition are found on its own page.
MOST_ROWS = 50


def load_edition(slug: str) -> Edition:
    return queries.edition_at_desk(session(), slug)


@blueprint.route("/editions/")
@guard(Action.OPEN_EDITIONS)
def editions() -> Answer:
    now = clock.now()
    rounds = queries.all_rounds_at_desk(session())
    grouped = [
        (edition, [round_ for round_ in rounds if round_.edition_id == edition.id])
        for edition in queries.all_editions_at_desk(session())
    ]
    return page(
        "rounds/desk/editions.html",
        editions=[
            (edition, [row_of(round_, now) for round_ in own[:MOST_ROWS]], len(own))
            for edition, own in grouped
        ],
    )


@blueprint.route("/editions/new/", methods=["GET", "POST"])
@writes
@guard(Action.OPEN_EDITIONS)
def new_edition() -> Answer:
    places = all_places(session())
    form = new_edition_form(places)
    if form.validate_on_submit() and form.carries_out(lambda: _open(form)):
        say(_d("Only the desk sees this draft yet. Check dates and funds of each round now."))
        return go("rounds_desk.edition", slug=form.result.slug)
    return page(
        "rounds/desk/new.html",
        form=form,
        titles=fields_of(form, "title"),
        aims=fields_of(form, "aims"),
        schemes=[(scheme.is_usable, *words.SCHEMES[scheme.name]) for scheme in all_schemes()],
        hints={name: about for name, (_name, about, _works) in words.SCHEMES.items()},
        level_names={place.slug: level_name(place.level) for place in places}
        if city().has_levels
        else {},
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


def _rounds_listed(edition: Edition) -> ListView[RoundRow]:
    shape = ListShape(_d("Name"), size=MOST_ROWS)
    choice = list_choice(shape)
    rounds = queries.rounds_of_edition(session(), edition.id)
    found = [round_ for round_ in rounds if is_found(choice.q, round_.place.name)]
    cut = page_of_rows(found, choice.page, size=shape.size)
    now = clock.now()
    rows = ListPage([row_of(round_, now) for round_ in cut.rows], cut.total, cut.page)
    return ListView.of(shape, choice, rows, "rounds_desk.edition", slug=edition.slug)


def _edition_page(edition: Edition, form: EditionForm) -> Answer:
    listed = _rounds_listed(edition)
    return page(
        "rounds/desk/edition.html",
        form=form,
        edition=edition,
        titles=fields_of(form, "title"),
        aims=fields_of(form, "aims"),
        limits=[form[limit.name] for limit in kind_of(edition.ballot).limits],
        list=listed,
        rows=listed.rows,
        hints=words.ABOUT_WAYS,
        counted=how_counted(edition.rule, edition.rule_parameters),
        preview=_preview_address(edition),
        confirm=ConfirmForm(formdata=None),
        is_frozen=queries.has_frozen_round(session(), edition.id),
    )


def _preview_address(edition: Edition) -> str | None:
    """Return the whole address to pass on; None where no link has been made."""
    if not edition.is_draft or edition.preview_token is None:
        return None
    path = url_for("previews.edition", token=edition.preview_token)
    return the_settings().public_url.rstrip("/") + path


@blueprint.route("/editions/<slug>/rounds/", methods=["GET", "POST"])
@writes
@guard(Action.OPEN_EDITIONS, load_edition)
def add_round(edition: Edition) -> Answer:
    taken = {round_.place_id for round_ in queries.rounds_of_edition(session(), edition.id)}
    form = AddRoundForm().offer([place for place in all_places(session()) if place.id not in taken])
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


def _default_phases(edition: Edition, first_day: date | None) -> list[Dates]:
    # The form has asked for the day.
    assert first_day is not None
    return consecutive(scheme_named(edition.scheme).phases, first_day, city().zone)
