"""Accepting an invitation to hold a role."""

from flask import url_for

from neighbourhood import clock
from neighbourhood.languages import _
from neighbourhood.people import queries, services
from neighbourhood.people.forms import AcceptForm, PlainForm
from neighbourhood.people.models import Invitation, Person
from neighbourhood.people.views import sign_in_steps
from neighbourhood.people.views.blueprint import RATE_LIMIT, blueprint
from neighbourhood.permissions import Action, decide
from neighbourhood.refusals import NotNow
from neighbourhood.web import actor, go, guard, languages, own_transaction, page, say, session
from neighbourhood.web.answers import Answer
from neighbourhood.web.guard import short_write
from neighbourhood.web.limits import limiter
from neighbourhood.web.words import sentence


@blueprint.route("/invitation/<secret>/", methods=["GET", "POST"])
@own_transaction
@limiter.limit(RATE_LIMIT, methods=["POST"])
@guard(Action.SIGN_IN)
def invitation(secret: str) -> Answer:
    named = queries.fresh_invitation(session(), secret, clock.now())
    if named is None:
        return _over(sentence(NotNow("invitation_over")))
    is_known = queries.person_by_email(session(), named.invitation.email) is not None
    form = PlainForm() if is_known else _form_of(named.invitation)
    if not form.validate_on_submit():
        return page("people/invitation.html", form=form, named=named, is_known=is_known)
    new = _new_account(named.invitation, form)
    try:
        with short_write():
            person = services.accept_invitation(
                session(), secret, new, actor=actor(), now=clock.now()
            )
    except NotNow as refusal:
        return _over(sentence(refusal))
    return _ask_to_sign_in() if is_known else _enter(person)


def _form_of(invited: Invitation) -> AcceptForm:
    form = AcceptForm(data={"name": invited.name, "language": invited.language})
    form.language.choices = [(spoken.code, spoken.own_name) for spoken in languages()]
    return form


def _new_account(invited: Invitation, form: AcceptForm | PlainForm) -> services.NewAccount:
    if not isinstance(form, AcceptForm):
        return services.NewAccount(invited.name, invited.language)
    # Hashed before anything is locked for writing: it takes its time on purpose.
    password = form.password.data
    kept = services.hash_password(password) if password else None
    return services.NewAccount(form.name.data, form.language.data, kept)


def _over(why: str) -> Answer:
    return page("people/invitation_over.html", status=410, why=why)


def _ask_to_sign_in() -> Answer:
    # The link lives for days: to an account that is there it must not be a key.
    say(_("The role is yours. Sign in to begin."))
    return go("people.account") if actor().is_signed_in else go("people.sign_in")


def _enter(person: Person) -> Answer:
    known = queries.actor_by_id(session(), person.id, now=clock.now())
    works_at_desk = known is not None and decide(known[0], Action.USE_DESK).is_allowed
    say(_("Welcome. Your account is made, and the role is yours."))
    return sign_in_steps.enter(person, path=url_for("pages_desk.home") if works_at_desk else "")
