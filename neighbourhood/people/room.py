"""What the people bring to the house: accounts, residency, roles, and the pages of the trail."""

from neighbourhood.database.person_data import Erasure, about_person, done_by, hidden
from neighbourhood.languages import _dl, _l
from neighbourhood.people import desk, models, presenters, queries, services, views, words
from neighbourhood.people.views.identity import init_identity
from neighbourhood.permissions import Action
from neighbourhood.places.queries import has_people_in
from neighbourhood.refusals import NotNow
from neighbourhood.things import ThingKind
from neighbourhood.web.navigation import Link, Menu
from neighbourhood.web.panels import Panel, Slot
from neighbourhood.web.room import Remedy, Room

ROLES = Remedy(_dl("Roles and invitations"), "people_desk.roles", Action.SEE_ROLES)
#: Who is refused so needs another role, or somebody else who has it.
ANSWERED_BY_ROLES = (
    "needs_is_staff",
    "needs_is_officer",
    "needs_is_reviewer",
    "needs_is_not_self",
    "second_is_first",
    "second_lacks_role",
    "second_given_by_first",
    "second_too_new",
)

PEOPLE = Room(
    name="people",
    tables=(models,),
    blueprints=(views.blueprint, desk.blueprint),
    thing_names={ThingKind.PERSON: queries.names_of},
    refusals=words.REFUSALS,
    remedies=dict.fromkeys(ANSWERED_BY_ROLES, ROLES),
    constraints={
        "uq_people_email": (NotNow, "link_unusable"),
        "uq_join_codes_code_hash": (NotNow, "join_code_over"),
        "uq_residencies_asked": (NotNow, "claim_open"),
        "uq_residencies_confirmed": (NotNow, "claim_decided"),
        "uq_residencies_person_id": (NotNow, "claim_open"),
        "ck_residencies_not_by_oneself": (NotNow, "needs_is_not_self"),
        "fk_residencies_place_id": (NotNow, "place_in_use"),
        "fk_invitations_place_id": (NotNow, "place_in_use"),
        "fk_given_roles_place_id": (NotNow, "place_in_use"),
        "uq_given_roles_city": (NotNow, "role_is_held"),
        "uq_given_roles_place": (NotNow, "role_is_held"),
        "uq_given_roles_person_id_role": (NotNow, "role_is_held"),
        "uq_given_roles_person_id_role_place_id": (NotNow, "role_is_held"),
    },
    acts={
        "accept_invitation": _dl("Invitation accepted"),
        "confirm_residency": _dl("Residency confirmed"),
        "end_role": _dl("Role ended"),
        "give_role": _dl("Role given"),
        "invite": _dl("Colleague invited"),
        "invite_again": _dl("Invitation sent again"),
        "refuse_residency": _dl("Residency refused"),
        "withdraw_invitation": _dl("Invitation withdrawn"),
    },
    things={
        ThingKind.INVITATION: _dl("Invitation %(number)s"),
        ThingKind.PERSON: _dl("Person %(number)s"),
        ThingKind.RESIDENCY: _dl("Residency claim %(number)s"),
    },
    message_kinds={
        "account_exists": _dl("Somebody signed up with an address that has an account"),
        "confirm_sign_up": _dl("Confirm the new account"),
        "invitation": _dl("Invitation to hold a role"),
        "no_account": _dl("There is no account with this address"),
        "password_changed": _dl("The password was changed"),
        "reset_link": _dl("Link for a new password"),
        "residency_confirmed": _dl("The residency is confirmed"),
        "residency_refused": _dl("The residency was not confirmed"),
        "role_ended": _dl("A role has ended"),
        "role_given": _dl("A role was given"),
        "sign_in_link": _dl("Link to sign in"),
    },
    waiting=(desk.claims.residencies_to_confirm,),
    due=(desk.claims.claims_due,),
    timed=(services.forget_what_expired,),
    navigation=(
        Link(
            Menu.ACCOUNT, 20, _l("Sign in"), "people.sign_in", Action.SIGN_IN, is_for_strangers=True
        ),
        Link(Menu.ACCOUNT, 30, _l("Your account"), "people.account", Action.MANAGE_OWN_ACCOUNT),
        Link(Menu.ACCOUNT, 40, _l("Sign out"), "people.sign_out", Action.MANAGE_OWN_ACCOUNT),
        Link(
            Menu.DESK,
            20,
            _dl("Residency claims"),
            "people_desk.residencies",
            Action.SEE_RESIDENCY_CLAIMS,
        ),
        Link(Menu.DESK, 110, _dl("Roles"), "people_desk.roles", Action.SEE_ROLES),
        Link(Menu.DESK, 130, _dl("Trail"), "people_desk.trail", Action.READ_TRAIL),
    ),
    panels=tuple(Panel(slot, 3, presenters.where_you_live) for slot in (Slot.HOME, Slot.ROUND)),
    person_data=(
        about_person(models.Person.name, Erasure.EMPTY),
        about_person(models.Person.email, Erasure.EMPTY),
        hidden(models.Person.password_hash, Erasure.EMPTY),
        hidden(models.SignUp.email, Erasure.ROW),
        hidden(models.SignUp.password_hash, Erasure.ROW),
        about_person(models.GivenRole.person_id, Erasure.KEEP_NUMBER),
        done_by(models.GivenRole.given_by_id),
        about_person(models.Residency.person_id, Erasure.ROW),
        done_by(models.Residency.decided_by_id),
        hidden(models.MailedLink.person_id, Erasure.ROW),
        done_by(models.JoinCode.made_by_id),
        hidden(models.Invitation.email, Erasure.ROW),
        done_by(models.Invitation.invited_by_id),
    ),
    answers=(has_people_in.answered_by(queries.has_people_in),),
    init=init_identity,
)
