"""Mailed links: asking for one, and the page with the button that spends it."""

from flask import request

from neighbourhood import clock
from neighbourhood.languages import _
from neighbourhood.people import entering, queries, services
from neighbourhood.people.forms import AskForMailForm, OpenLinkForm, ResetForm
from neighbourhood.people.views.blueprint import KNOCKS, blueprint
from neighbourhood.permissions import Action
from neighbourhood.refusals import NotNow
from neighbourhood.web import actor, go, guard, own_transaction, page, say, session
from neighbourhood.web.answers import Answer
from neighbourhood.web.guard import short_write
from neighbourhood.web.limits import limiter


@blueprint.route("/sign-in/link/", methods=["GET", "POST"])
@own_transaction
@limiter.limit(KNOCKS, methods=["POST"])
@guard(Action.SIGN_IN)
def mailed_link() -> Answer:
    form = AskForMailForm(next=request.args.get("next", ""))
    if not form.validate_on_submit():
        return page("people/mailed_link.html", form=form)
    with short_write():
        services.ask_for_link(
            session(),
            entering.asked(form.email.data, form.next.data),
            actor=actor(),
            now=clock.now(),
        )
    return go("people.mail_sent")


@blueprint.route("/sign-in/reset/", methods=["GET", "POST"])
@own_transaction
@limiter.limit(KNOCKS, methods=["POST"])
@guard(Action.SIGN_IN)
def reset() -> Answer:
    form = AskForMailForm()
    if not form.validate_on_submit():
        return page("people/reset.html", form=form)
    with short_write():
        services.ask_for_reset(
            session(), entering.asked(form.email.data), actor=actor(), now=clock.now()
        )
    return go("people.mail_sent")


@blueprint.route("/sign-up/<secret>/", methods=["GET", "POST"])
@own_transaction
@limiter.limit(KNOCKS, methods=["POST"])
@guard(Action.SIGN_IN)
def confirm_sign_up(secret: str) -> Answer:
    form = OpenLinkForm(next=request.args.get("next", ""))
    if queries.fresh_sign_up(session(), secret, clock.now()) is None:
        return _over("people.sign_up")
    if form.validate_on_submit():
        return _spend(services.confirm_sign_up, secret, form, "people.sign_up")
    return page("people/confirm_sign_up.html", form=form)


@blueprint.route("/sign-in/link/<secret>/", methods=["GET", "POST"])
@own_transaction
@limiter.limit(KNOCKS, methods=["POST"])
@guard(Action.SIGN_IN)
def open_link(secret: str) -> Answer:
    form = OpenLinkForm(next=request.args.get("next", ""))
    if queries.fresh_link(session(), secret, "sign_in", clock.now()) is None:
        return _over("people.mailed_link")
    if form.validate_on_submit():
        return _spend(services.open_link, secret, form, "people.mailed_link")
    return page("people/open_link.html", form=form)


@blueprint.route("/sign-in/reset/<secret>/", methods=["GET", "POST"])
@own_transaction
@limiter.limit(KNOCKS, methods=["POST"])
@guard(Action.SIGN_IN)
def reset_password(secret: str) -> Answer:
    form = ResetForm()
    if queries.fresh_link(session(), secret, "reset", clock.now()) is None:
        return _over("people.reset")
    if not form.validate_on_submit():
        return page("people/reset_password.html", form=form)
    kept = services.hash_password(form.password.data)
    try:
        with short_write():
            person = services.reset_password(
                session(), secret, kept, actor=actor(), now=clock.now()
            )
    except NotNow:
        return _over("people.reset")
    answer = entering.enter(person)
    say(_("Your new password is kept. You are signed in."))
    return answer


def _spend(verb, secret, form, again) -> Answer:
    try:
        with short_write():
            person = verb(session(), secret, actor=actor(), now=clock.now())
    except NotNow:
        return _over(again)
    return entering.enter(person, path=form.next.data, stays=form.stay.data)


def _over(again: str) -> Answer:
    return page("people/link_over.html", status=410, again=again)
