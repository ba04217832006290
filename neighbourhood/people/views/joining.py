"""Joining those who write or speak for something: the page where a code is typed, and what the
rooms of those things show of an invitation.
"""

from flask import request

from neighbourhood import clock
from neighbourhood.languages import _
from neighbourhood.people import queries, rules, services
from neighbourhood.people.forms import JoinForm
from neighbourhood.people.models import JoinCode
from neighbourhood.people.views.blueprint import RATE_LIMIT, blueprint
from neighbourhood.permissions import Action
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.web import actor, go, guard, language, own_transaction, page, session
from neighbourhood.web.answers import Answer
from neighbourhood.web.guard import short_write
from neighbourhood.web.installation import the_settings
from neighbourhood.web.limits import limiter
from neighbourhood.web.markup import foreign
from neighbourhood.web.qr import qr_code
from neighbourhood.web.sharing import public_address
from neighbourhood.web.words import sentence

#: Kind of what one joins -> its page with the button.
PAGES = {
    ThingKind.ORGANISATION: "organisations.accept",
    ThingKind.PROJECT: "projects.accept",
}


@blueprint.route("/join/", methods=["GET", "POST"])
@own_transaction
@limiter.limit(RATE_LIMIT, methods=["POST"])
@guard(Action.SIGN_IN)
def join() -> Answer:
    form = JoinForm()
    if form.validate_on_submit() and form.carries_out(lambda: _known_code(form.code.data)):
        thing = ThingRef.parse(form.result.thing)
        return go(PAGES[thing.kind], secret=rules.join_code_typed(form.code.data))
    return page("people/join.html", form=form)


def _known_code(typed: str) -> JoinCode:
    """Return the code as typed; raises Invalid for an unknown one, TooMany after too many tries."""
    code, now = rules.join_code_typed(typed), clock.now()
    keys = rules.attempt_keys(
        the_settings().secret_key, account="join", address=request.remote_addr or ""
    )
    # Counted before the code is looked for, and committed: a refusal must not undo the count.
    with short_write():
        services.count_attempt(session(), keys, actor=actor(), now=now)
    known = queries.fresh_join_code(session(), code, now)
    if known is None or ThingRef.parse(known.thing).kind not in PAGES:
        raise Invalid("join_code_unknown", field="code")
    return known


def thing_to_join(secret: str, kind: ThingKind) -> int | None:
    """Return the number of the thing that a code in an address still opens, or None."""
    known = queries.fresh_join_code(session(), secret, clock.now())
    thing = ThingRef.parse(known.thing) if known else None
    return thing.id if thing and thing.kind is kind else None


def code_is_over() -> Answer:
    """Answer that a code in an address opens nothing."""
    why = sentence(NotNow("join_code_over"))
    return page("people/join_over.html", status=410, why=why)


def sign_in_to_join() -> Answer:
    """Send somebody to sign in first, from where they come back to the invitation."""
    return go("people.sign_in", next=request.path)


def card_to_join(
    thing: ThingRef, code: str, *, title: str, language_code: str, back: str
) -> Answer:
    """Show an invitation once, to send as a link or to print as a card; `back` is the address of
    the page where it was made.
    """
    endpoint = PAGES[thing.kind]
    link = public_address(endpoint, language=language().code, secret=code)
    return page(
        "people/join_card.html",
        title=foreign(title, language_code),
        code=rules.in_groups(code),
        link=link,
        drawing=qr_code(link, _("The invitation as a code for a telephone")),
        typed_at=public_address("people.join", language=language().code),
        days=rules.INVITATION_LIFETIME.days,
        back=back,
    )
