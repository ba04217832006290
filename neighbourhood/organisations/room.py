"""What organisations bring to the house."""

from neighbourhood.database.person_data import Erasure, about_person, done_by
from neighbourhood.languages import _dl
from neighbourhood.organisations import desk, models, presenters, queries, views, words
from neighbourhood.permissions import Action
from neighbourhood.refusals import NotNow
from neighbourhood.things import ThingKind
from neighbourhood.web.navigation import Link, Menu
from neighbourhood.web.panels import Panel, Slot
from neighbourhood.web.room import Room

ORGANISATIONS = Room(
    name="organisations",
    tables=(models,),
    blueprints=(views.blueprint, desk.blueprint),
    thing_names={ThingKind.ORGANISATION: queries.organisation_names},
    refusals=words.REFUSALS,
    constraints={
        "uq_organisations_name": (NotNow, "organisation_known"),
        # SQLite names the columns and not the index.
        "uq_organisations_place_id_search_text": (NotNow, "organisation_known"),
        "uq_organisations_slug": (NotNow, "organisation_known"),
        "uq_organisations_submission_key": (NotNow, "organisation_known"),
        "uq_organisation_members_organisation_id_person_id": (NotNow, "member_already"),
        "pk_organisation_members": (NotNow, "member_already"),
        "fk_organisations_place_id": (NotNow, "place_in_use"),
    },
    acts={
        "confirm_organisation": _dl("Organisation confirmed"),
        "edit_organisation": _dl("Organisation changed by an officer"),
        "end_organisation": _dl("Organisation ended"),
        "invite_organisation_member": _dl("Somebody invited to speak for an organisation"),
        "join_organisation": _dl("Somebody speaks for an organisation"),
        "leave_organisation": _dl("Somebody speaks for an organisation no more"),
        "refuse_organisation": _dl("Organisation refused"),
    },
    things={ThingKind.ORGANISATION: _dl("Organisation %(number)s")},
    message_kinds={
        "organisation_confirmed": _dl("An organisation was confirmed"),
        "organisation_refused": _dl("An organisation was not confirmed"),
    },
    waiting=(desk.organisations_to_confirm,),
    navigation=(
        Link(
            Menu.DESK,
            25,
            _dl("Organisations"),
            "organisations_desk.list",
            Action.SEE_ORGANISATIONS_DESK,
        ),
    ),
    panels=(
        Panel(Slot.PLACE, 30, presenters.organisations_here),
        Panel(Slot.ACCOUNT, 15, presenters.my_organisations),
    ),
    person_data=(
        about_person(models.OrganisationMember.person_id, Erasure.ROW),
        about_person(models.Organisation.entered_by_id, Erasure.EMPTY),
        done_by(models.Organisation.confirmed_by_id),
    ),
)
