"""Who votes in a committee, when it may decide, and what a decision must say."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from neighbourhood.projects.rules import ProjectState
from neighbourhood.refusals import Invalid, NotAllowed, NotNow
from neighbourhood.rounds.rules import DecidedBy, PhaseKind, phase_of, require_phase
from neighbourhood.rounds.rules.endings import Endable, require_going_on

MOST_SEATS, MOST_VOTES = 50, 50
LONGEST_REASON = 2000
LONGEST_NOTE = 300
LONGEST_PLACE = 200
LONGEST_MINUTES = 40_000
#: Six years, be they leap years or not.
LONGEST_TERM = timedelta(days=6 * 366)


class ChosenAs(StrEnum):
    """How somebody came onto a committee."""

    RESIDENT = "resident"
    ORGANISATION = "organisation"
    OFFICER = "officer"


class SeatPart(StrEnum):
    """What part somebody has on a committee."""

    MEMBER = "member"
    CHAIR = "chair"
    SUBSTITUTE = "substitute"


class Ground(StrEnum):
    """Why a seat steps out of a project."""

    AUTHOR = "author"
    CARRIER = "carrier"
    DECLARED = "declared"


class Numbered(Protocol):
    """A seat as the count of votes sees it."""

    id: int
    number: int
    is_substitute: bool


@dataclass(frozen=True)
class Motion:
    """What the committee decides on a project: an amount in minor units (0: nothing), why, and how
    its members voted.
    """

    amount: int
    reason: str
    votes_for: int
    votes_against: int
    abstentions: int
    language: str

    @property
    def votes(self) -> int:
        """Return how many voted, abstentions included."""
        return self.votes_for + self.votes_against + self.abstentions

    @property
    def is_passed(self) -> bool:
        """Say whether more members voted for it than against; abstentions count for neither."""
        return self.votes_for > self.votes_against


def voting_seats(
    members: int, present: Sequence[Numbered], recused: Collection[int]
) -> list[Numbered]:
    """Return the present seats that vote on a project, `members` being how many full seats the
    committee has.

    Recused seats (by id) do not vote. Each member who is absent or recused is replaced by the next
    present substitute in order of number; substitutes beyond that listen.
    """
    # By number, so that nobody chooses which substitute votes.
    able = sorted(
        (seat for seat in present if seat.id not in recused), key=lambda seat: seat.number
    )
    # A substitute stands in for somebody and never adds a vote to a full committee.
    voting = [seat for seat in able if not seat.is_substitute]
    substitutes = [seat for seat in able if seat.is_substitute]
    return voting + substitutes[: max(0, members - len(voting))]


def require_votes(motion: Motion, voting: int, quorum: int) -> None:
    """Raise a refusal unless the quorum of unrecused seats is there and each of them voted once."""
    # Of those who vote on this very project, not of those in the room: a recused member does not
    # help the others to their quorum.
    if voting < quorum:
        raise NotNow("quorum_missing", quorum=quorum, present=voting)
    # As many votes as voters: neither a proxy nor a vote left out can be recorded.
    if (
        min(motion.votes_for, motion.votes_against, motion.abstentions) < 0
        or motion.votes != voting
    ):
        raise Invalid("votes_do_not_add_up", field="votes_for", present=voting, given=motion.votes)


def require_motion(motion: Motion, cost: int) -> None:
    """Raise Invalid for a motion without reason, beyond the project's cost (minor units), or with
    money and no majority.
    """
    if motion.amount < 0:
        raise Invalid("money_negative", field="amount")
    # Less than the cost may be given, for a part or where somebody else pays the rest; never more.
    if motion.amount > cost:
        raise Invalid("amount_over_cost", field="amount")
    require_text(motion.reason, "reason", LONGEST_REASON)
    # To give nothing needs no majority: that is what happens without one.
    if motion.amount > 0 and not motion.is_passed:
        raise Invalid("majority_missing", field="votes_for")


def require_text(text: str, name: str, most: int) -> None:
    """Raise Invalid where a text is missing or too long."""
    if not text.strip():
        raise Invalid(f"{name}_missing", field=name)
    if len(text) > most:
        raise Invalid("text_too_long", field=name, most=most)


def has_votes_to_see(round_: Endable) -> bool:
    """Say whether the committee may see votes: only once they are sealed."""
    return round_.sealed_at is not None


def require_deciding(round_: Endable, decided_by: str, now: datetime) -> None:
    """Raise NotNow unless the committee may decide now: it is its task and its phase, and the votes
    are sealed.
    """
    if decided_by != DecidedBy.COMMITTEE:
        raise NotNow("allocate_never")
    require_going_on(round_, now)
    require_phase(round_.phases, PhaseKind.ALLOCATE, now)
    # A round may go without a vote; where there is one, nobody decides before it is counted.
    if phase_of(round_.phases, PhaseKind.VOTE) is not None and not has_votes_to_see(round_):
        raise NotNow("votes_not_sealed")


def require_decidable(state: str) -> None:
    """Raise NotNow for a project that was not found feasible or was withdrawn."""
    if state != ProjectState.FEASIBLE:
        raise NotNow("project_not_feasible")


def require_newest(standing: int, seen: int | None) -> None:
    """Raise NotNow where another decision (by id, 0: none) stands than the one that somebody saw
    when they entered theirs; None asks nothing.
    """
    if seen is not None and seen != standing:
        raise NotNow("decided_meanwhile")


def require_unrecused(seat_id: int, recused: Collection[int]) -> None:
    """Raise NotAllowed where the seat of whoever records the decision has an interest in the
    project.
    """
    if seat_id in recused:
        raise NotAllowed("recused_from_project")


def require_present(seat_id: int, present: Collection[int]) -> None:
    """Raise Invalid where a seat (by id) was not at the meeting."""
    if seat_id not in present:
        raise Invalid("seat_not_present", field="seat")


def require_somebody_else(person_id: int, acting_id: int | None) -> None:
    """Raise NotAllowed where somebody would give a seat to themselves."""
    if person_id == acting_id:
        raise NotAllowed("needs_is_not_self")


def require_term(starts_on: date, ends_on: date) -> None:
    """Raise Invalid unless a term ends after it begins, within six years."""
    if ends_on <= starts_on:
        raise Invalid("term_ends_too_early", field="ends_on")
    if ends_on - starts_on > LONGEST_TERM:
        raise Invalid("term_too_long", field="ends_on")


def is_held(starts_on: date, ends_on: date, day: date) -> bool:
    """Say whether a seat is held on a day; the end of a term is exclusive."""
    # The next term may begin on the day on which this one ends.
    return starts_on <= day < ends_on


def require_open(published_at: datetime | None) -> None:
    """Raise NotNow where the minutes are published: nothing is added to them afterwards."""
    if published_at is not None:
        raise NotNow("minutes_are_published")
