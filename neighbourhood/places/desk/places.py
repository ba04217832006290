"""Places at the desk: the tree, adding, changing and deleting a place."""

import json

from neighbourhood import clock
from neighbourhood.folding import is_found
from neighbourhood.languages import _d
from neighbourhood.permissions import Action
from neighbourhood.places import queries, rules, services
from neighbourhood.places.desk.blueprint import blueprint
from neighbourhood.places.desk.maps import map_around, map_of_places
from neighbourhood.places.forms import PlaceForm, RemovalForm, place_form
from neighbourhood.places.models import Place
from neighbourhood.places.rules.levels import Level, PlaceUse, require_unused
from neighbourhood.places.rules.tree import in_tree_order
from neighbourhood.places.words import level_name, list_name
from neighbourhood.refusals import NotNow
from neighbourhood.web import actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.city import city
from neighbourhood.web.lists import ListShape, ListView, list_choice, page_of_rows
from neighbourhood.web.texts import fields_of, starting_texts

#: A tree is read in one piece where it can be.
LONGEST_LIST = 100


def is_named(place: Place, words: str) -> bool:
    return is_found(words, " ".join([place.name, *place.names.values()]))


def load_place(slug: str) -> Place:
    return queries.place_by_slug(session(), slug)


@blueprint.route("/neighbourhoods/")
@guard(Action.EDIT_PLACES)
def neighbourhoods() -> Answer:
    places = queries.all_places(session())
    shape = ListShape(_d("Name"), size=LONGEST_LIST)
    choice = list_choice(shape)
    branches = [one for one in in_tree_order(places) if is_named(one.place, choice.q)]
    listed = page_of_rows(branches, choice.page, size=shape.size)
    return page(
        "places/desk/neighbourhoods.html",
        title=list_name(),
        list=ListView.of(shape, choice, listed, "places_desk.neighbourhoods"),
        level_name=level_name,
        drawn=map_of_places(places, city().base_map),
    )


@blueprint.route("/neighbourhoods/new/", methods=["GET", "POST"])
@writes
@guard(Action.EDIT_PLACES)
def new_neighbourhood() -> Answer:
    places = queries.all_places(session())
    form = place_form().offer(Level, [one for one in places if one.level < Level.STREET])
    if form.validate_on_submit() and form.carries_out(lambda: _add_place(form)):
        say(_d("%(name)s is added.", name=form.result.name))
        return go("places_desk.neighbourhoods")
    return page(
        "places/desk/neighbourhood.html",
        form=form,
        profile=fields_of(form, "profile"),
        names=fields_of(form, "names"),
        neighbourhood=None,
        drawn=None,
        can_take_in=any(one.parent_id is None for one in places),
    )


def _add_place(form: PlaceForm) -> Place:
    takes_in = bool(form.takes_in.data)
    return services.add_place(
        session(), form.facts(), takes_in=takes_in, actor=actor(), now=clock.now()
    )


@blueprint.route("/neighbourhoods/<slug>/", methods=["GET", "POST"])
@writes
@guard(Action.EDIT_PLACES, load_place)
def neighbourhood(place: Place) -> Answer:
    use = queries.use_of(session(), place)
    form = _offer_tree(place_form(data=_place_start(place)), place, use)
    if form.validate_on_submit() and form.carries_out(
        lambda: _save_place(place, form.facts(is_invented=place.is_invented))
    ):
        say(_d("%(name)s is saved.", name=form.result.name))
        return go("places_desk.neighbourhood", slug=form.result.slug)
    return page(
        "places/desk/neighbourhood.html",
        form=form,
        profile=fields_of(form, "profile"),
        names=fields_of(form, "names"),
        neighbourhood=place,
        drawn=map_around(place, queries.all_places(session())),
        is_level_fixed=use.is_level_fixed,
        is_unused=use.is_none,
    )


def _offer_tree(form: PlaceForm, place: Place, use: PlaceUse) -> PlaceForm:
    levels = [place.level] if use.is_level_fixed else list(Level)
    above = [
        one
        for one in queries.all_places(session())
        if one.level < max(levels) and one.id != place.id
    ]
    return form.offer(levels, above)


def _save_place(place: Place, facts: rules.PlaceFacts) -> Place:
    return services.edit_place(session(), place, facts, actor=actor(), now=clock.now())


def _place_start(place: Place) -> dict[str, object]:
    boundary = json.dumps(place.boundary, ensure_ascii=False) if place.boundary else ""
    named = {
        name: getattr(place, name) for name in ("name", "slug", "population", "source", "parent_id")
    }
    addresses = "\n".join(queries.addresses_of(session(), place))
    start = named | {"level": int(place.level), "boundary": boundary, "addresses": addresses}
    return start | starting_texts(profile=place.profile, names=place.names)


@blueprint.route("/neighbourhoods/<slug>/delete/", methods=["GET", "POST"])
@writes
@guard(Action.EDIT_PLACES, load_place)
def delete_neighbourhood(place: Place) -> Answer:
    name, form, reason = place.name, RemovalForm(), None
    if form.validate_on_submit() and form.carries_out(lambda: _delete_place(place)):
        say(_d("%(name)s is deleted.", name=name))
        return go("places_desk.neighbourhoods")
    try:
        require_unused(queries.use_of(session(), place))
    except NotNow as refusal:
        reason = refusal
    return page("places/desk/delete.html", form=form, place=place, reason=reason)


def _delete_place(place: Place) -> None:
    services.delete_place(session(), place, actor=actor(), now=clock.now())
