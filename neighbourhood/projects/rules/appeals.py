"""When a refusal may be appealed, and by whom an appeal is decided."""

from datetime import datetime

from neighbourhood.projects.rules.content import require_length
from neighbourhood.projects.rules.standing import (
    MOST_REASON,
    Listing,
    ProjectState,
    require_not_frozen,
)
from neighbourhood.refusals import Invalid, NotAllowed, NotNow
from neighbourhood.rounds.rules import PhaseKind, phase_of
from neighbourhood.rounds.rules.endings import require_going_on


def require_may_appeal(round_: Listing, state: str, now: datetime, *, is_appealed: bool) -> None:
    """Raise NotNow unless the author may appeal: once, against a refusal, before the vote."""
    require_going_on(round_, now)
    require_not_frozen(round_)
    if is_appealed:
        raise NotNow("appealed_already")
    if state != ProjectState.NOT_FEASIBLE:
        raise NotNow("appeal_without_refusal")
    vote = phase_of(round_.phases, PhaseKind.VOTE)
    if vote is not None and vote.starts_at <= now:
        raise NotNow("appeal_too_late", began=vote.starts_at)


def require_appeal_reason(reason: str) -> None:
    """Raise Invalid unless there is a reason, of a length that can be kept."""
    if not reason:
        raise Invalid("appeal_reason_missing", field="reason")
    require_length("reason", reason, MOST_REASON)


def require_other_reviewer(refused_by_id: int | None, reviewer_id: int | None) -> None:
    """Raise NotAllowed where the one who judges has given the refusal that is appealed."""
    if refused_by_id is not None and refused_by_id == reviewer_id:
        raise NotAllowed("appeal_needs_another")
