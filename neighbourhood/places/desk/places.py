"""Places at the desk: the list, adding and changing one."""

import json

from neighbourhood import clock
from neighbourhood.languages import _d
from neighbourhood.permissions import Action
from neighbourhood.places import queries, rules, services
from neighbourhood.places.desk.blueprint import blueprint
from neighbourhood.places.forms import place_form
from neighbourhood.places.models import Place
from neighbourhood.web import actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.texts import fields_of, starting_texts


def load_place(slug: str) -> Place:
    return queries.place_by_slug(session(), slug)


@blueprint.route("/neighbourhoods/")
@guard(Action.EDIT_PLACES)
def neighbourhoods() -> Answer:
    return page("places/desk/neighbourhoods.html", neighbourhoods=queries.all_places(session()))


@blueprint.route("/neighbourhoods/new/", methods=["GET", "POST"])
@writes
@guard(Action.EDIT_PLACES)
def new_neighbourhood() -> Answer:
    form = place_form()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.add_place(session(), form.facts(), actor=actor(), now=clock.now())
    ):
        say(_d("%(name)s is added.", name=form.result.name))
        return go("places_desk.neighbourhoods")
    return page(
        "places/desk/neighbourhood.html",
        form=form,
        profile=fields_of(form, "profile"),
        neighbourhood=None,
    )


@blueprint.route("/neighbourhoods/<slug>/", methods=["GET", "POST"])
@writes
@guard(Action.EDIT_PLACES, load_place)
def neighbourhood(place: Place) -> Answer:
    form = place_form(data=_place_start(place))
    if form.validate_on_submit() and form.carries_out(
        lambda: _save_place(place, form.facts(is_invented=place.is_invented))
    ):
        say(_d("%(name)s is saved.", name=form.result.name))
        return go("places_desk.neighbourhood", slug=form.result.slug)
    return page(
        "places/desk/neighbourhood.html",
        form=form,
        profile=fields_of(form, "profile"),
        neighbourhood=place,
    )


def _save_place(place: Place, facts: rules.PlaceFacts) -> Place:
    return services.edit_place(session(), place, facts, actor=actor(), now=clock.now())


def _place_start(place: Place) -> dict[str, object]:
    boundary = json.dumps(place.boundary, ensure_ascii=False) if place.boundary else ""
    named = {name: getattr(place, name) for name in ("name", "slug", "population", "source")}
    return named | {"boundary": boundary} | starting_texts(profile=place.profile)
