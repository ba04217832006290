"""What projects bring to the house."""

from neighbourhood.database.person_data import Erasure, about_person, done_by
from neighbourhood.languages import _dl, _l
from neighbourhood.permissions import Action
from neighbourhood.projects import desk, models, queries, timed, views, words
from neighbourhood.projects.presenters.own_projects import own_projects
from neighbourhood.projects.presenters.people import way_to_join
from neighbourhood.projects.presenters.reasons import init_reasons
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.things import ThingKind
from neighbourhood.web.navigation import Link, Menu
from neighbourhood.web.panels import Panel, Slot
from neighbourhood.web.room import Room

PROJECTS = Room(
    name="projects",
    tables=(models,),
    blueprints=(views.blueprint, views.files, desk.blueprint),
    thing_names={ThingKind.PROJECT: queries.project_titles},
    refusals=words.REFUSALS,
    constraints={
        "uq_projects_round_id_number": (NotNow, "sent_twice"),
        "uq_projects_round_id_reference": (NotNow, "sent_twice"),
        "uq_merge_members_open_id": (NotNow, "merge_running"),
        "uq_merge_consents_merge_id_person_id": (NotNow, "sent_twice"),
        "uq_merge_consents_merge_id_project_id": (NotNow, "sent_twice"),
        "uq_projects_round_id_list_number": (NotNow, "sent_twice"),
        "uq_projects_author_id_submission_key": (NotNow, "sent_twice"),
        "uq_projects_entered_by_id_submission_key": (NotNow, "sent_twice"),
        "uq_project_versions_project_id_number": (NotNow, "changed_meanwhile"),
        # Somebody deleted the category while another chose it.
        "fk_projects_category_id": (Invalid, "category_unknown"),
        "fk_category_limits_category_id": (Invalid, "category_unknown"),
        "uq_price_items_code": (Invalid, "price_exists"),
        "fk_price_items_category_id": (Invalid, "category_unknown"),
        "uq_project_pictures_project_id_position": (NotNow, "changed_meanwhile"),
        "uq_project_documents_project_id_position": (NotNow, "changed_meanwhile"),
        "uq_categories_slug": (Invalid, "category_exists"),
        "pk_project_authors": (NotNow, "author_already"),
        "uq_project_authors_project_id_person_id": (NotNow, "author_already"),
        "pk_carrier_requests": (NotNow, "sent_twice"),
        "uq_carrier_requests_project_id_organisation_id": (NotNow, "sent_twice"),
        "pk_join_requests": (NotNow, "sent_twice"),
        "uq_join_requests_project_id_person_id": (NotNow, "sent_twice"),
        "pk_appeals": (NotNow, "appealed_already"),
        "uq_appeals_project_id": (NotNow, "appealed_already"),
        "pk_shared_projects": (NotNow, "shared_already"),
    },
    acts={
        "act_for_author": _dl("Something done for somebody who dictated a project"),
        "add_category": _dl("Category added"),
        "answer_merge": _dl("Answer to whether projects become one"),
        "end_merge": _dl("Projects do not become one"),
        "merge_projects": _dl("Projects made one"),
        "propose_merge": _dl("Authors asked whether projects become one"),
        "close_list": _dl("List closed and numbers drawn"),
        "add_price": _dl("Price added"),
        "change_price": _dl("Price changed"),
        "delete_category": _dl("Category deleted"),
        "end_price": _dl("Price taken off the list"),
        "hold_verdict": _dl("Verdict given and held back"),
        "offer_price_again": _dl("Price put on the list again"),
        "release_verdicts": _dl("Verdicts of a round released"),
        "answer_carrier": _dl("Organisation answered whether it carries a project out"),
        "join_project": _dl("Somebody became an author of a project"),
        "leave_project": _dl("Somebody is an author of a project no more"),
        "review_project": _dl("Project reviewed"),
        "set_holding": _dl("Held verdicts back, or stopped to"),
        "set_special_rules": _dl("Special rules of a round set"),
        "share_project": _dl("Project marked as standing on two lists"),
        "stop_sharing": _dl("Project no longer marked as standing on two lists"),
        "withdraw_project": _dl("Project withdrawn"),
    },
    things={
        ThingKind.CATEGORY: _dl("Category %(number)s"),
        ThingKind.PRICE: _dl("Price %(number)s"),
        ThingKind.PROJECT: _dl("Project %(number)s"),
    },
    message_kinds={
        "answer_reminder": _dl("The time for an answer about the project ends"),
        "merge_asked": _dl("The author is asked whether projects become one"),
        "merge_done": _dl("Projects became one"),
        "merge_ended": _dl("Projects do not become one"),
        "list_closed": _dl("The list is closed and the project has its number"),
        "author_joined": _dl("Somebody writes the project too"),
        "author_left": _dl("An author left the project"),
        "author_removed": _dl("Somebody is an author of the project no more"),
        "carrier_agreed": _dl("An organisation agreed to carry the project out"),
        "carrier_asked": _dl("An organisation is asked to carry a project out"),
        "carrier_declined": _dl("An organisation declined to carry the project out"),
        "join_accepted": _dl("The authors agreed to somebody who asked to join"),
        "join_asked": _dl("Somebody asks to join the project"),
        "join_refused": _dl("The authors did not agree to somebody who asked to join"),
        "project_asked_back": _dl("The project was asked back"),
        "project_reviewed": _dl("The project was reviewed"),
        "project_submitted": _dl("The project was handed in"),
    },
    waiting=(desk.dictated.people_to_tell, desk.merges.authors_to_ask),
    due=(desk.closing.lists_due,),
    timed=(
        timed.release_when_review_ends,
        timed.sweep_uploads,
        timed.remind_authors,
        timed.end_merges,
    ),
    navigation=(
        Link(Menu.DESK, 105, _dl("Price list"), "projects_desk.prices", Action.SET_UP_CITY),
        Link(Menu.FOOTER, 15, _l("What things cost"), "projects.prices", Action.SEE_PUBLIC_PAGES),
        Link(
            Menu.DESK,
            80,
            _dl("Dictated projects"),
            "projects_desk.dictated",
            Action.SEE_DICTATED,
        ),
        Link(Menu.DESK, 100, _dl("Categories"), "projects_desk.categories", Action.SET_UP_CITY),
    ),
    panels=(
        *(Panel(slot, 8, own_projects) for slot in (Slot.HOME, Slot.ROUND, Slot.ACCOUNT)),
        Panel(Slot.PROJECT, 60, way_to_join),
    ),
    init=init_reasons,
    person_data=(
        about_person(models.Project.author_id, Erasure.EMPTY),
        about_person(models.MergeConsent.person_id, Erasure.ROW),
        done_by(models.MergeConsent.answered_by_id),
        done_by(models.Merge.proposed_by_id),
        about_person(models.ProjectAuthor.person_id, Erasure.ROW),
        done_by(models.Project.entered_by_id),
        done_by(models.CarrierRequest.answered_by_id),
        about_person(models.JoinRequest.person_id, Erasure.ROW),
        about_person(models.ProjectVersion.changed_by_id, Erasure.EMPTY),
    ),
)
