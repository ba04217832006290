"""What committees bring to the house."""

from flask import url_for

from neighbourhood.committees import desk, models, queries, views, words
from neighbourhood.committees.presenters.my_seat import my_seats
from neighbourhood.database.person_data import Erasure, about_person, done_by
from neighbourhood.languages import _, _dl
from neighbourhood.people.queries import seats_of
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.queries import round_at_hand
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.web.panels import Panel, PanelView, Reading, Slot, Way
from neighbourhood.web.room import Room


def way_to_committee(reader: Reading, thing: ThingRef) -> PanelView | None:
    """Lead from a round's page to its committee, where one decides."""
    round_ = round_at_hand(reader.session, thing.id)
    if not round_.edition.has_committee:
        return None
    return PanelView(ways=(Way(_("The committee"), url_for("committees.show", slug=round_.slug)),))


COMMITTEES = Room(
    name="committees",
    tables=(models,),
    blueprints=(views.blueprint, desk.blueprint),
    refusals=words.REFUSALS,
    constraints={
        "uq_committee_seats_round_id_number": (NotNow, "seats_changed_meanwhile"),
        "uq_committee_seats_round_id_person_id": (NotNow, "person_has_seat"),
        "uq_interests_seat_id_project_id": (NotNow, "interest_is_declared"),
        "uq_decisions_submission_key": (NotNow, "decision_is_recorded"),
        "uq_decisions_project_id": (NotNow, "decided_meanwhile"),
        "uq_decisions_standing": (NotNow, "decided_meanwhile"),
    },
    acts={
        "add_seat": _dl("Committee seat filled"),
        "declare_interest": _dl("Interest in a project declared"),
        "enter_interest": _dl("Interest of a committee member entered in the minutes"),
        "end_seat": _dl("Committee seat ended"),
        "open_meeting": _dl("Meeting opened"),
        "publish_minutes": _dl("Minutes published"),
        "record_decision": _dl("Decision of a committee recorded"),
        "write_minutes": _dl("Minutes written"),
    },
    things={
        ThingKind.DECISION: _dl("Decision %(number)s"),
        ThingKind.MEETING: _dl("Meeting %(number)s"),
        ThingKind.SEAT: _dl("Seat %(number)s"),
    },
    message_kinds={
        "interest_entered": _dl("Interest entered for a committee member"),
        "seat_given": _dl("A seat on a committee was given"),
    },
    waiting=(desk.minutes_to_publish,),
    due=(desk.decisions_due,),
    person_data=(
        about_person(models.CommitteeSeat.person_id, Erasure.EMPTY),
        done_by(models.Decision.recorded_by_id),
        done_by(models.Interest.entered_by_id),
    ),
    panels=(
        Panel(Slot.ROUND_LINKS, 20, way_to_committee),
        Panel(Slot.ACCOUNT, 20, my_seats),
    ),
    answers=(seats_of.answered_by(queries.seats_held_by),),
)
