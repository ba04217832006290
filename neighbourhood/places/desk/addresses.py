"""Streets and postcodes at the desk: the whole city's list at once."""

from collections.abc import Sequence

from neighbourhood import clock
from neighbourhood.folding import folded
from neighbourhood.languages import _dn
from neighbourhood.permissions import Action
from neighbourhood.places import queries, services
from neighbourhood.places.desk.blueprint import blueprint
from neighbourhood.places.forms.addresses import AddressesForm
from neighbourhood.places.models import Place
from neighbourhood.places.rules.addresses import Addresses, read_addresses
from neighbourhood.places.words import list_name
from neighbourhood.web import actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer


@blueprint.route("/neighbourhoods/addresses/", methods=["GET", "POST"])
@writes
@guard(Action.EDIT_PLACES)
def addresses() -> Answer:
    places = queries.all_places(session())
    known = queries.all_addresses(session())
    lines = "\n".join(f"{label}; {name}" for label, name in known)
    form = AddressesForm(data={"addresses": lines})
    if form.validate_on_submit() and form.carries_out(lambda: _save(form, places)):
        say(
            _dn(
                "%(num)s street or postcode is saved.",
                "%(num)s streets and postcodes are saved.",
                form.result,
            )
        )
        return go("places_desk.addresses")
    return page("places/desk/addresses.html", form=form, list_name=list_name(), number=len(known))


def _save(form: AddressesForm, places: Sequence[Place]) -> int:
    read: Addresses = read_addresses(form.addresses.data, names_of(places))
    return services.set_addresses(session(), read, actor=actor(), now=clock.now())


def names_of(places: Sequence[Place]) -> dict[str, int]:
    """Return the numbers of places by all that they are called, folded; the first one counts."""
    called: dict[str, int] = {}
    for place in places:
        for name in (place.name, place.slug, *place.names.values()):
            called.setdefault(folded(name), place.id)
    return called
