"""Who holds which role; administrators give and end them."""

from flask import request

from neighbourhood import clock
from neighbourhood.languages import _d
from neighbourhood.people import queries, services, words
from neighbourhood.people.desk.blueprint import blueprint
from neighbourhood.people.forms import GiveRoleForm, PlainForm
from neighbourhood.people.models import GivenRole, Person
from neighbourhood.permissions import Action, Role
from neighbourhood.places.forms import place_choices
from neighbourhood.places.queries import all_places
from neighbourhood.web import actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.lists import Filter, ListShape, ListView, list_choice, list_page
from neighbourhood.web.text import clean

LONGEST_SEARCH = 254
WHOLE_CITY = "city"


@blueprint.get("/roles/")
@guard(Action.SEE_ROLES)
def roles() -> Answer:
    sought = clean(request.args.get("find", ""))[:LONGEST_SEARCH]
    shape = ListShape(_d("Name"), (Filter("role", _d("Role"), list(words.ROLES.items())),))
    choice = list_choice(shape)
    listed = list_page(session(), queries.roles_listed(choice), choice.page)
    return page(
        "people/desk/roles.html",
        sought=sought,
        people=queries.people_found(session(), sought),
        list=ListView.of(shape, choice, listed, "people_desk.roles"),
        labels=words.ROLES,
    )


def load_person(person_id: int) -> Person:
    return queries.person_by_id(session(), person_id)


@blueprint.route("/roles/<int(max=999999999):person_id>/", methods=["GET", "POST"])
@writes
@guard(Action.GIVE_ROLES, load_person)
def roles_of(person: Person) -> Answer:
    form = GiveRoleForm()
    form.place_id.choices = [
        (WHOLE_CITY, _d("the whole city")),
        *place_choices(all_places(session())),
    ]
    if form.validate_on_submit() and form.carries_out(lambda: _give(person, form)):
        say(_d("The role is given."))
        return go("people_desk.roles_of", person_id=person.id)
    held = queries.roles_held(session(), person.id)
    return page(
        "people/desk/roles_of.html",
        form=form,
        person=person,
        held=held,
        labels=words.ROLES,
        button=PlainForm(),
    )


def load_role(role_id: int) -> GivenRole:
    return queries.given_role_by_id(session(), role_id)


@blueprint.post("/roles/held/<int(max=999999999):role_id>/end/")
@writes
@guard(Action.GIVE_ROLES, load_role)
def end_role(given_role: GivenRole) -> Answer:
    services.end_role(session(), given_role, actor=actor(), now=clock.now())
    say(_d("The role has ended."))
    return go("people_desk.roles_of", person_id=given_role.person_id)


def _give(person: Person, form: GiveRoleForm) -> GivenRole:
    place = None if form.place_id.data == WHOLE_CITY else int(form.place_id.data)
    return services.give_role(
        session(),
        person,
        Role(form.role.data),
        place_id=place,
        actor=actor(),
        now=clock.now(),
    )
