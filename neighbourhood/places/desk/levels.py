"""What the city calls the levels of its places, at the desk."""

from neighbourhood import clock
from neighbourhood.languages import _d
from neighbourhood.permissions import Action
from neighbourhood.places import queries, services
from neighbourhood.places.desk.blueprint import blueprint
from neighbourhood.places.forms.levels import level_names_form
from neighbourhood.places.words import list_name
from neighbourhood.refusals import NotNow
from neighbourhood.web import actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer


@blueprint.route("/levels/", methods=["GET", "POST"])
@writes
@guard(Action.SET_UP_CITY)
def levels() -> Answer:
    known = queries.the_city(session())
    if known is None:
        raise NotNow("city_not_set_up")
    form = level_names_form(known)
    if form.validate_on_submit() and form.carries_out(
        lambda: services.name_levels(session(), form.names(), actor=actor(), now=clock.now())
    ):
        say(_d("The names of the levels are saved."))
        return go("places_desk.levels")
    return page("places/desk/levels.html", form=form, groups=form.groups(), list_name=list_name())
