"""How a round ends badly: its vote was never opened, or two people cancelled it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds.rules import Dated, Ending, PhaseKind, has_ended, is_in

LONGEST_REASON = 1000


class Endable(Protocol):
    """A round as far as it says whether it goes on."""

    @property
    def phases(self) -> Sequence[Dated]:
        """Return its phases in their order."""
        ...

    @property
    def opened_at(self) -> datetime | None:
        """Return when its vote was opened."""
        ...

    @property
    def sealed_at(self) -> datetime | None:
        """Return when its ballots were sealed."""
        ...

    @property
    def ended_as(self) -> Ending | None:
        """Return how two people have ended it, if they have."""
        ...

    @property
    def end_reason(self) -> str:
        """Return the public reason of two people, empty where they gave none."""
        ...


def has_missed_vote(round_: Endable, now: datetime) -> bool:
    """Say whether the time for voting is over and the vote was never opened."""
    # Ballots that were counted elsewhere are sealed without a vote ever opening here.
    return (
        has_ended(round_.phases, PhaseKind.VOTE, now)
        and round_.opened_at is None
        and round_.sealed_at is None
    )


def awaits_opening(round_: Endable, now: datetime) -> bool:
    """Say whether the time for voting runs and the vote is not open: it lacks something, or the
    worker has not come to it yet.
    """
    return is_in(round_.phases, PhaseKind.VOTE, now) and round_.opened_at is None


def bad_end(round_: Endable, now: datetime) -> Ending | None:
    """Return how a round has ended badly, or None while it goes on: as two people have confirmed,
    else by the clock alone where its vote was missed.
    """
    if round_.ended_as is not None:
        return round_.ended_as
    return Ending.NOT_HELD if has_missed_vote(round_, now) else None


def ending_that_fits(round_: Endable, now: datetime) -> Ending:
    """Return what an end by two people would be: a missed vote is explained, all else cancelled."""
    return Ending.NOT_HELD if has_missed_vote(round_, now) else Ending.CANCELLED


def require_going_on(round_: Endable, now: datetime) -> None:
    """Raise NotNow, with the public reason, where the round has ended badly."""
    end = bad_end(round_, now)
    if end is not None:
        # What was given as a reason is a person's text; without one there is a sentence of ours.
        code = f"round_{end}" if round_.end_reason else f"round_{end}_unexplained"
        raise NotNow(code, reason=round_.end_reason)


def what_becomes_of_ballots(round_: Endable) -> str:
    """Return `discarded` or `sealed` for the ballots of a round that has ended badly, "" where no
    vote was opened.
    """
    if round_.opened_at is None:
        return ""
    return "discarded" if round_.sealed_at is None else "sealed"


def require_endable(round_: Endable, *, is_draft: bool, is_published: bool, paid: int) -> None:
    """Raise NotNow where a round can no longer be ended by two people, or need not be: a draft is
    deleted, and what is published or paid stands (`paid` in minor units).
    """
    if is_draft:
        raise NotNow("round_is_draft")
    if round_.ended_as is not None:
        raise NotNow("round_has_ended")
    if is_published:
        raise NotNow("round_is_published")
    if paid:
        raise NotNow("round_is_paid")


def require_end_reason(reason: str) -> None:
    """Raise Invalid unless there is a reason that everybody can read."""
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise Invalid("reason_needed", field="reason", most=LONGEST_REASON)
