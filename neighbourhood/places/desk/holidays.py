"""The city's public holidays at the desk."""

from neighbourhood import clock
from neighbourhood.languages import _d
from neighbourhood.permissions import Action
from neighbourhood.places import queries, rules, services
from neighbourhood.places.desk.blueprint import blueprint
from neighbourhood.places.forms import HolidaysForm
from neighbourhood.web import actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer


@blueprint.route("/holidays/", methods=["GET", "POST"])
@writes
@guard(Action.SET_UP_CITY)
def holidays() -> Answer:
    known = queries.holidays(session())
    form = HolidaysForm(data={"holidays": rules.holidays_as_text(known)})
    if form.validate_on_submit() and form.carries_out(
        lambda: services.set_holidays(session(), form.days(), actor=actor(), now=clock.now())
    ):
        say(_d("The public holidays are saved."))
        return go("places_desk.holidays")
    return page("places/desk/holidays.html", form=form, holidays=known)
