"""Inviting colleagues, and the invitations that nobody has accepted yet."""

from neighbourhood import clock
from neighbourhood.languages import _d, _dn
from neighbourhood.people import queries, services, words
from neighbourhood.people.desk.blueprint import blueprint
from neighbourhood.people.desk.roles import WHOLE_CITY
from neighbourhood.people.forms import InviteForm, PlainForm, invite_form, rows_of
from neighbourhood.people.models import Invitation
from neighbourhood.people.rules import Invitee
from neighbourhood.permissions import Action, Role
from neighbourhood.places.forms import place_choices
from neighbourhood.places.queries import all_places
from neighbourhood.refusals import Invalid, Refusal
from neighbourhood.web import actor, go, guard, language, languages, page, say, session, writes
from neighbourhood.web.answers import Answer


@blueprint.route("/roles/invitations/", methods=["GET", "POST"])
@writes(is_public=False)
@guard(Action.SEE_ROLES)
def invitations() -> Answer:
    places = [(WHOLE_CITY, _d("the whole city")), *place_choices(all_places(session()))]
    form = invite_form(places, [(spoken.code, spoken.own_name) for spoken in languages()])
    if form.validate_on_submit() and form.carries_out(lambda: _invite_all(form)):
        say(
            _dn(
                "%(num)s colleague has been written to.",
                "%(num)s colleagues have been written to.",
                form.result,
            )
        )
        return go("people_desk.invitations")
    if not form.is_submitted():
        form.language.data = language().code
    return page(
        "people/desk/invitations.html",
        form=form,
        rows=rows_of(form),
        waiting=queries.open_invitations(session()),
        labels=words.ROLES,
        button=PlainForm(formdata=None),
        now=clock.now(),
    )


def load_invitation(invitation_id: int) -> Invitation:
    return queries.invitation_by_id(session(), invitation_id)


@blueprint.post("/roles/invitations/<int(max=999999999):invitation_id>/again/")
@writes(is_public=False)
@guard(Action.GIVE_ROLES, load_invitation)
def invite_again(invitation: Invitation) -> Answer:
    services.invite_again(session(), invitation, actor=actor(), now=clock.now())
    say(_d("A fresh link is on its way. The one before opens nothing any more."))
    return go("people_desk.invitations")


@blueprint.post("/roles/invitations/<int(max=999999999):invitation_id>/withdraw/")
@writes(is_public=False)
@guard(Action.GIVE_ROLES, load_invitation)
def withdraw_invitation(invitation: Invitation) -> Answer:
    services.withdraw_invitation(session(), invitation, actor=actor(), now=clock.now())
    say(_d("The invitation is withdrawn. Its link opens nothing any more."))
    return go("people_desk.invitations")


def _invite_all(form: InviteForm) -> int:
    """Invite whoever stands in the rows and return how many; raises what the first one is refused
    for, beside its field.
    """
    number = 0
    for row, (name, email, role, place) in enumerate(rows_of(form), start=1):
        if not (name.data or email.data):
            continue
        if not (name.data and email.data):
            raise Invalid("invitee_incomplete", field=f"{'email' if name.data else 'name'}_{row}")
        place_id = None if place.data == WHOLE_CITY else int(place.data)
        invitee = Invitee(name.data, email.data, form.language.data, Role(role.data), place_id)
        try:
            services.invite(session(), invitee, actor=actor(), now=clock.now())
        except Refusal as refusal:
            refusal.field = f"{refusal.field or 'email'}_{row}"
            raise
        number += 1
    if not number:
        raise Invalid("invitee_incomplete", field="name_1")
    return number
