"""Mailed links: asking for one, and the page with the button that spends it."""

from collections.abc import Callable

from flask import request

from neighbourhood import clock
from neighbourhood.languages import _
from neighbourhood.people import queries, services
from neighbourhood.people.forms import AskForMailForm, OpenLinkForm, ResetForm
from neighbourhood.people.models import Person
from neighbourhood.people.rules import LinkPurpose
from neighbourhood.people.views import sign_in_steps
from neighbourhood.people.views.blueprint import RATE_LIMIT, blueprint
from neighbourhood.permissions import Action
from neighbourhood.refusals import NotNow
from neighbourhood.web import actor, go, guard, own_transaction, page, say, session
from neighbourhood.web.answers import Answer
from neighbourhood.web.guard import short_write
from neighbourhood.web.limits import limiter


@blueprint.route("/sign-in/link/", methods=["GET", "POST"])
@own_transaction
@limiter.limit(RATE_LIMIT, methods=["POST"])
@guard(Action.SIGN_IN)
def mailed_link() -> Answer:
    form = AskForMailForm(next=request.args.get("next", ""))
    if not form.validate_on_submit():
        return page("people/mailed_link.html", form=form)
    asked = sign_in_steps.link_request(form.email.data or "", form.next.data or "")
    with short_write():
        services.ask_for_link(session(), asked, actor=actor(), now=clock.now())
    return go("people.mail_sent", next=form.next.data or None)


@blueprint.route("/sign-in/reset/", methods=["GET", "POST"])
@own_transaction
@limiter.limit(RATE_LIMIT, methods=["POST"])
@guard(Action.SIGN_IN)
def reset() -> Answer:
    form = AskForMailForm()
    if not form.validate_on_submit():
        return page("people/reset.html", form=form)
    asked = sign_in_steps.link_request(form.email.data or "")
    with short_write():
        services.ask_for_reset(session(), asked, actor=actor(), now=clock.now())
    return go("people.mail_sent")


@blueprint.route("/sign-up/<secret>/", methods=["GET", "POST"])
@own_transaction
@limiter.limit(RATE_LIMIT, methods=["POST"])
@guard(Action.SIGN_IN)
def confirm_sign_up(secret: str) -> Answer:
    form = OpenLinkForm(next=request.args.get("next", ""))
    if queries.fresh_sign_up(session(), secret, clock.now()) is None:
        return _link_over("people.sign_up")
    if not form.validate_on_submit():
        return page("people/confirm_sign_up.html", form=form)
    person = _spend(
        lambda: services.confirm_sign_up(session(), secret, actor=actor(), now=clock.now())
    )
    return _enter(person, form) if person else _link_over("people.sign_up")


@blueprint.route("/sign-in/link/<secret>/", methods=["GET", "POST"])
@own_transaction
@limiter.limit(RATE_LIMIT, methods=["POST"])
@guard(Action.SIGN_IN)
def open_link(secret: str) -> Answer:
    form = OpenLinkForm(next=request.args.get("next", ""))
    if not queries.is_link_fresh(session(), secret, LinkPurpose.SIGN_IN, clock.now()):
        return _link_over("people.mailed_link")
    if not form.validate_on_submit():
        return page("people/open_link.html", form=form)
    person = _spend(lambda: services.open_link(session(), secret, actor=actor(), now=clock.now()))
    return _enter(person, form) if person else _link_over("people.mailed_link")


@blueprint.route("/sign-in/reset/<secret>/", methods=["GET", "POST"])
@own_transaction
@limiter.limit(RATE_LIMIT, methods=["POST"])
@guard(Action.SIGN_IN)
def reset_password(secret: str) -> Answer:
    form = ResetForm()
    if not queries.is_link_fresh(session(), secret, LinkPurpose.RESET, clock.now()):
        return _link_over("people.reset")
    if not form.validate_on_submit():
        return page("people/reset_password.html", form=form)
    # Hashed before anything is locked for writing: it takes its time on purpose.
    new_hash = services.hash_password(form.password.data or "")
    person = _spend(
        lambda: services.reset_password(session(), secret, new_hash, actor=actor(), now=clock.now())
    )
    if person is None:
        return _link_over("people.reset")
    answer = sign_in_steps.enter(person)
    say(_("Your new password is kept. You are signed in."))
    return answer


def _spend(spend: Callable[[], Person]) -> Person | None:
    """Return the person whom a link belongs to; None where it was spent meanwhile."""
    try:
        with short_write():
            return spend()
    except NotNow:
        return None


def _enter(person: Person, form: OpenLinkForm) -> Answer:
    return sign_in_steps.enter(person, path=form.next.data or "", stays=bool(form.stay.data))


def _link_over(again: str) -> Answer:
    return page("people/link_over.html", status=410, again=again)
