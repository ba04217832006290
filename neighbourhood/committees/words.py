"""What a committee's acts are called, and why one is refused."""

from neighbourhood.committees.models import CommitteeSeat
from neighbourhood.committees.rules import ChosenAs, Ground, SeatPart
from neighbourhood.languages import Sentence, _, _dl, _l

CHOSEN_AS: dict[str, Sentence] = {
    # Translators: how a member came onto the committee
    ChosenAs.RESIDENT: _l("Resident"),
    # Translators: how a member came onto the committee
    ChosenAs.ORGANISATION: _l("Sent by an organisation"),
    # Translators: how a member came onto the committee
    ChosenAs.OFFICER: _l("Officer of the city"),
}

PARTS: dict[str, Sentence] = {
    # Translators: part of a person on a committee
    SeatPart.MEMBER: _l("Member"),
    # Translators: part of a person on a committee: leads the meetings
    SeatPart.CHAIR: _l("Chair"),
    # Translators: part of a person on a committee: votes where a member is absent or steps out
    SeatPart.SUBSTITUTE: _l("Substitute"),
}

GROUNDS: dict[str, Sentence] = {
    # Translators: why a committee member does not decide on a project
    Ground.AUTHOR: _l("Wrote the project"),
    # Translators: why a committee member does not decide on a project
    Ground.CARRIER: _l("Speaks for an organisation that proposes it or carries it out"),
    # Translators: why a committee member does not decide on a project
    Ground.DECLARED: _l("Declared an interest"),
}

REFUSALS = {
    "quorum_missing": _l(
        "At least %(quorum)s members without an interest must be present to decide on this "
        "project; there are %(present)s."
    ),
    "votes_do_not_add_up": _l(
        "%(present)s members vote on this project, but %(given)s votes are entered. Votes for and "
        "against and abstentions must add up."
    ),
    "majority_missing": _l(
        "Money needs more votes for than against. Without a majority the amount is zero."
    ),
    "amount_over_cost": _l("A project cannot get more than it costs."),
    "reason_missing": _l("Please give the reason; everybody will read it."),
    "note_missing": _l("Please say what your interest is; everybody will read it."),
    "place_missing": _l("Please say where the committee meets."),
    "minutes_missing": _l("Please write the minutes first."),
    "text_too_long": _l("Please use at most %(most)s characters."),
    "votes_not_sealed": _l(
        "The votes are not counted yet. The committee decides once they are sealed."
    ),
    "project_not_feasible": _l(
        "This project was not found feasible or was taken back, so there is nothing to decide."
    ),
    "recused_from_project": _l(
        "You have an interest in this project, so another member has to record this decision."
    ),
    "interest_is_declared": _l("This interest is noted already."),
    "meeting_missing": _l("Please open the meeting first."),
    "meeting_is_ahead": _l("A meeting can be opened on its own day or the day before."),
    "nobody_present": _l("Please tick who is present."),
    "seat_not_held": _l("One of these seats was not held on that day."),
    "seat_not_present": _l(
        "This member is not at the meeting. Only what somebody tells in it can be entered for them."
    ),
    "minutes_are_published": _l(
        "These minutes are published; nothing can be added or changed. A new decision needs a new "
        "meeting."
    ),
    "decision_is_recorded": _l("This decision is recorded already."),
    "decided_meanwhile": _l(
        "Somebody else has just decided on this project. Please look at the table again."
    ),
    "term_ends_too_early": _dl("The term ends before it begins."),
    "term_too_long": _dl("A term lasts six years at most."),
    "too_many_seats": _dl("A committee has at most %(most)s seats."),
    "person_has_seat": _dl("This person has or had a seat on this committee."),
    "seats_changed_meanwhile": _dl("Somebody else has just changed the seats. Please look again."),
    "chosen_as_unknown": _dl("Please choose one of the list."),
    "chair_is_no_substitute": _dl("A substitute cannot chair the committee."),
    "chair_is_taken": _dl("This committee has a chair already."),
    "seat_has_ended": _dl("This term has ended already."),
    "seat_has_just_begun": _dl("A term that has not begun before today cannot be ended today."),
}


def seat_name(seat: CommitteeSeat) -> str:
    """Return a seat's number and its holder's chosen name; an erased account leaves the number."""
    if seat.person is None:
        return _("Seat %(number)s", number=seat.number)
    return _("Seat %(number)s: %(name)s", number=seat.number, name=seat.person.name)
