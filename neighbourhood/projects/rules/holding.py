"""When verdicts wait until all are released together."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from neighbourhood.projects.rules.standing import Verdict
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.rules import Dated, PhaseKind, has_ended, phase_of


class Holding(Protocol):
    """A round as far as it holds its verdicts back."""

    @property
    def holds_verdicts(self) -> bool:
        """Say whether its verdicts wait."""
        ...

    @property
    def phases(self) -> Sequence[Dated]:
        """Return its phases."""
        ...


def is_held(round_: Holding, verdict: str, now: datetime) -> bool:
    """Say whether a verdict given at `now` waits; a question to the author never does, since the
    time for an answer runs.
    """
    is_over = has_ended(round_.phases, PhaseKind.REVIEW, now)
    return round_.holds_verdicts and not is_over and verdict != Verdict.ASKED_BACK


def require_may_hold(round_: Holding, now: datetime, *, verdicts: int, held: int) -> None:
    """Raise NotNow where whether verdicts wait can no longer change: none may have been given
    before they are held, and none may wait when that ends.
    """
    if phase_of(round_.phases, PhaseKind.REVIEW) is None:
        raise NotNow("review_never")
    if has_ended(round_.phases, PhaseKind.REVIEW, now):
        raise NotNow("holding_too_late")
    if held:
        raise NotNow("verdicts_wait", number=held)
    if verdicts and not round_.holds_verdicts:
        raise NotNow("verdicts_given", number=verdicts)
