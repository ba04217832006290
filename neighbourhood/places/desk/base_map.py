"""River and main streets at the desk: read, shown, and drawn under the places of every map."""

from flask import request

from neighbourhood import clock
from neighbourhood.geojson import BaseMap
from neighbourhood.languages import _d
from neighbourhood.permissions import Action
from neighbourhood.places import queries, services
from neighbourhood.places.desk.blueprint import blueprint
from neighbourhood.places.desk.imports import LARGEST_BODY
from neighbourhood.places.desk.maps import map_of_places
from neighbourhood.places.forms.place_files import BaseMapForm, PlaceFileForm
from neighbourhood.places.rules.base_map import base_map_as_text, read_base_map
from neighbourhood.places.words import list_name
from neighbourhood.web import actor, go, guard, own_transaction, page, say, session, takes_up_to
from neighbourhood.web.answers import Answer
from neighbourhood.web.city import city
from neighbourhood.web.guard import writes


@blueprint.route("/base-map/", methods=["GET", "POST"])
@own_transaction  # it only reads; what is read is saved by the next step
@takes_up_to(LARGEST_BODY)
@guard(Action.SET_UP_CITY)
def base_map() -> Answer:
    form = PlaceFileForm()
    if form.validate_on_submit() and form.carries_out(lambda: _read(form.text())):
        return _preview(form.result)
    places = queries.all_places(session())
    return page(
        "places/desk/base_map.html",
        form=form,
        list_name=list_name(),
        now_drawn=city().base_map,
        drawn=map_of_places(places, city().base_map),
        removal=BaseMapForm(formdata=None),
    )


@blueprint.route("/base-map/keep/", methods=["POST"])
@writes
@guard(Action.SET_UP_CITY)
def keep_base_map() -> Answer:
    form = BaseMapForm()
    if request.form.get("step") == "remove" and form.validate():
        services.set_base_map(session(), None, actor=actor(), now=clock.now())
        say(_d("The river and streets are taken off the maps."))
        return go("places_desk.base_map")
    if form.validate_on_submit() and form.carries_out(lambda: _keep(form)):
        say(_d("The river and streets are drawn on every map now."))
        return go("places_desk.base_map")
    return page("places/desk/base_map_check.html", form=form, read=None, drawn=None)


def _read(text: str) -> BaseMap:
    places = queries.all_places(session())
    return read_base_map(text, queries.region_of_city(session(), places))


def _preview(read: BaseMap) -> Answer:
    form = BaseMapForm(formdata=None, data={"collection": base_map_as_text(read)})
    drawn = map_of_places(queries.all_places(session()), read)
    return page("places/desk/base_map_check.html", form=form, read=read, drawn=drawn)


def _keep(form: BaseMapForm) -> None:
    read = _read(form.collection.data or "")
    read["source"] = form.source.data
    services.set_base_map(session(), read, actor=actor(), now=clock.now())
