"""What short lists bring to the house."""

from neighbourhood.database.person_data import Erasure, about_person, done_by
from neighbourhood.languages import _dl
from neighbourhood.projects.queries import supported_projects
from neighbourhood.projects.services.asked import move_attached
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.queries import give_shortlist_of_edition, require_shortlist_terms
from neighbourhood.shortlists import desk, models, queries, services, timed, views, words
from neighbourhood.shortlists.presenters import supports
from neighbourhood.things import ThingKind
from neighbourhood.web.panels import Mark, Panel, Slot
from neighbourhood.web.room import Room

SHORTLISTS = Room(
    name="shortlists",
    tables=(models,),
    blueprints=(views.blueprint, desk.blueprint),
    refusals=words.REFUSALS,
    constraints={
        "pk_shortlist_terms": (NotNow, "sent_twice"),
        "pk_supports": (NotNow, "support_given_twice"),
        "uq_supports_project_id_person_id": (NotNow, "support_given_twice"),
        "uq_supports_round_id_person_id_slot": (NotNow, "supports_changed_meanwhile"),
        "ck_supports_slot": (NotNow, "supports_changed_meanwhile"),
        "fk_supports_round_id_supports_each": (NotNow, "supports_changed_meanwhile"),
        "pk_jury_opinions": (NotNow, "sent_twice"),
        "uq_jury_opinions_seat_id_project_id": (NotNow, "sent_twice"),
        "pk_jury_reasons": (NotNow, "sent_twice"),
        "uq_jury_reasons_project_id": (NotNow, "sent_twice"),
        "uq_jury_seats_round_id_number": (NotNow, "jury_seats_changed"),
        "uq_jury_seats_round_id_person_id": (NotNow, "person_on_jury"),
    },
    acts={
        "add_jury_seat": _dl("Seat of a jury filled"),
        "ask_for_jury_list": _dl("Short list of a jury put forward"),
        "give_jury_reason": _dl("Reason of a jury written"),
        "make_shortlist": _dl("Short list made"),
        "remove_jury_seat": _dl("Seat of a jury taken away"),
        "set_shortlist": _dl("Terms of a short list set"),
    },
    message_kinds={
        "jury_seat_given": _dl("A seat on a jury was given"),
        "project_not_shortlisted": _dl("The project is not on the short list"),
        "project_shortlisted": _dl("The project is on the short list"),
    },
    waiting=(desk.lists_that_wait,),
    timed=(timed.make_due_shortlists, timed.forget_old_supports),
    panels=(
        *(Panel(slot, 9, supports.my_part) for slot in (Slot.HOME, Slot.ROUND, Slot.ACCOUNT)),
        Panel(Slot.PROJECT, 5, supports.of_project),
        Panel(Slot.ROUND_LINKS, 10, supports.way_to_shortlist),
        Panel(Slot.EDITION, 5, supports.how_in_edition),
    ),
    marks=(Mark(ThingKind.PROJECT, supports.marks_of_projects),),
    person_data=(
        about_person(models.Support.person_id, Erasure.ROW),
        about_person(models.JurySeat.person_id, Erasure.EMPTY),
        done_by(models.JuryReason.written_by_id),
        done_by(models.ShortlistTerms.asked_by_id),
    ),
    answers=(
        move_attached.answered_by(services.move_support),
        supported_projects.answered_by(queries.supported_by),
        give_shortlist_of_edition.answered_by(services.give_terms_of_edition),
        require_shortlist_terms.answered_by(services.require_terms),
    ),
)
