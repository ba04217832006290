"""One's own account: name, language, password."""

from neighbourhood import clock
from neighbourhood.languages import _
from neighbourhood.people import presenters, queries, services
from neighbourhood.people.forms import DetailsForm, PasswordForm, PlainForm
from neighbourhood.people.views import sign_in_steps
from neighbourhood.people.views.blueprint import RATE_LIMIT, blueprint
from neighbourhood.permissions import Action
from neighbourhood.places.queries import above_home
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.web import (
    actor,
    go,
    guard,
    languages,
    own_transaction,
    page,
    say,
    session,
    writes,
)
from neighbourhood.web.answers import Answer
from neighbourhood.web.guard import short_write
from neighbourhood.web.house import panels_on
from neighbourhood.web.limits import limiter
from neighbourhood.web.panels import Slot


@blueprint.get("/account/")
@guard(Action.MANAGE_OWN_ACCOUNT)
def account() -> Answer:
    person = queries.person_by_id(session(), actor().person_id)
    own_language = next(
        (usable.own_name for usable in languages() if usable.code == person.language),
        person.language,
    )
    residency = presenters.residency_view(
        queries.residency_history(session(), person.id),
        clock.now(),
        above=above_home(session(), actor()),
    )
    return page(
        "people/account.html",
        person=person,
        own_language=own_language,
        residency=residency,
        next_step=presenters.next_step(residency),
        button=PlainForm(),
        panels=panels_on(Slot.ACCOUNT, ThingRef(ThingKind.PERSON, person.id)),
    )


@blueprint.route("/account/details/", methods=["GET", "POST"])
@writes(is_public=True)
@guard(Action.MANAGE_OWN_ACCOUNT)
def details() -> Answer:
    form = DetailsForm(obj=queries.person_by_id(session(), actor().person_id))
    form.language.choices = [(usable.code, usable.own_name) for usable in languages()]
    if form.validate_on_submit() and form.carries_out(
        lambda: services.change_details(session(), **form.values(), actor=actor())
    ):
        say(_("Your changes are kept."))
        return go("people.account")
    return page("people/details.html", form=form)


@blueprint.route("/account/password/", methods=["GET", "POST"])
@own_transaction
@limiter.limit(RATE_LIMIT, methods=["POST"])
@guard(Action.MANAGE_OWN_ACCOUNT)
def password() -> Answer:
    form = PasswordForm()
    person = queries.person_by_id(session(), actor().person_id)
    if not person.password_hash:
        return go("people.reset")
    if form.validate_on_submit() and form.carries_out(lambda: _change_password(person.id, form)):
        say(_("Your new password is kept. Every other device is signed out."))
        return go("people.account")
    return page("people/password.html", form=form)


def _change_password(person_id: int, form: PasswordForm) -> None:
    sign_in_steps.require_password(person_id, form.current_password.data or "")
    new_hash = services.hash_password(form.password.data or "")
    with short_write():
        person = services.change_password(session(), new_hash, actor=actor(), now=clock.now())
    sign_in_steps.begin_session(person)
