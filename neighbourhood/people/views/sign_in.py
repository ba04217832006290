"""Signing up, signing in by password, signing out."""

from flask import request
from flask import session as cookie

from neighbourhood import clock
from neighbourhood.languages import _
from neighbourhood.people import services
from neighbourhood.people.forms import LONGEST_PATH, PlainForm, SignInForm, SignUpForm
from neighbourhood.people.views import sign_in_steps
from neighbourhood.people.views.blueprint import RATE_LIMIT, blueprint
from neighbourhood.permissions import Action
from neighbourhood.web import actor, go, guard, own_transaction, page, say, session, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.limits import limiter


@blueprint.route("/sign-up/", methods=["GET", "POST"])
@own_transaction
@limiter.limit(RATE_LIMIT, methods=["POST"])
@guard(Action.SIGN_IN)
def sign_up() -> Answer:
    if actor().is_signed_in:
        return go("people.account")
    form = SignUpForm(next=request.args.get("next", ""))
    if form.validate_on_submit() and form.carries_out(
        lambda: sign_in_steps.ask_to_sign_up(
            form.name.data or "",
            form.email.data or "",
            form.password.data or "",
            form.next.data or "",
        )
    ):
        return go("people.mail_sent", next=form.next.data or None)
    return page("people/sign_up.html", form=form)


@blueprint.route("/sign-in/", methods=["GET", "POST"])
@own_transaction
@limiter.limit(RATE_LIMIT, methods=["POST"])
@guard(Action.SIGN_IN)
def sign_in() -> Answer:
    if actor().is_signed_in:
        return go("people.account")
    form = SignInForm(next=request.args.get("next", ""))
    if form.validate_on_submit() and form.carries_out(
        lambda: sign_in_steps.by_password(form.email.data or "", form.password.data or "")
    ):
        return sign_in_steps.enter(
            form.result, path=form.next.data or "", stays=bool(form.stay.data)
        )
    return page("people/sign_in.html", form=form)


@blueprint.get("/sign-in/mail-sent/")
@guard(Action.SIGN_IN)
def mail_sent() -> Answer:
    return page("people/mail_sent.html", back=request.args.get("next", "")[:LONGEST_PATH])


@blueprint.route("/account/sign-out/", methods=["GET", "POST"])
@own_transaction
@guard(Action.SIGN_IN)
def sign_out() -> Answer:
    if not actor().is_signed_in:
        return go("pages.home")
    form = PlainForm()
    if not form.validate_on_submit():
        return page("people/sign_out.html", form=form)
    cookie.clear()
    say(_("You are signed out."))
    return go("pages.home")


@blueprint.post("/account/sign-out-everywhere/")
@writes(is_public=False)
@guard(Action.MANAGE_OWN_ACCOUNT)
def sign_out_everywhere() -> Answer:
    services.sign_out_everywhere(session(), actor=actor(), now=clock.now())
    cookie.clear()
    say(_("You are signed out on every device."))
    return go("pages.home")
