"""When the list of a round may be closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from neighbourhood.projects.rules.standing import Listing, require_not_frozen
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.rules import PhaseKind, has_ended, phase_of
from neighbourhood.rounds.rules.endings import require_going_on

#: So long an author may appeal a refusal before a list can be closed.
TIME_TO_APPEAL = timedelta(days=3)


@dataclass(frozen=True)
class Unsettled:
    """What of a round's projects is not settled: open appeals, questions to authors, projects
    without a verdict, verdicts held back, merges that wait for consent, and refusals so fresh that
    their authors may want to appeal; and how many projects can be carried out.
    """

    appeals: int = 0
    questions: int = 0
    unjudged: int = 0
    held: int = 0
    merges: int = 0
    fresh_refusals: int = 0
    feasible: int = 0


@dataclass(frozen=True)
class ClosingStep:
    """Something that must be done before a list is closed, by the reason code of its lack, and how
    many times it is lacking.
    """

    code: str
    number: int

    @property
    def is_done(self) -> bool:
        """Say whether nothing of it is left."""
        return self.number == 0


def steps_before_closing(round_: Listing, unsettled: Unsettled, now: datetime) -> list[ClosingStep]:
    """Return everything that must be done before a list is closed, in the order in which the desk
    does it.
    """
    return [
        ClosingStep("list_review_ahead", int(not _is_complete(round_, now))),
        ClosingStep("list_unjudged", unsettled.unjudged),
        ClosingStep("list_questions_open", unsettled.questions),
        ClosingStep("list_verdicts_held", unsettled.held),
        ClosingStep("list_appeals_open", unsettled.appeals),
        ClosingStep("list_refusals_fresh", unsettled.fresh_refusals),
        ClosingStep("list_merges_open", unsettled.merges),
        ClosingStep("list_empty", int(not unsettled.feasible)),
    ]


def _is_complete(round_: Listing, now: datetime) -> bool:
    """Say whether no further project can come onto the list."""
    review = phase_of(round_.phases, PhaseKind.REVIEW)
    if review is None:
        return has_ended(round_.phases, PhaseKind.PROPOSE, now)
    # Not its end: where the vote follows at once, there would be no moment left to close the list.
    return review.starts_at <= now


def require_may_close(round_: Listing, unsettled: Unsettled, now: datetime) -> None:
    """Raise NotNow with the first thing that must be done before a list is closed."""
    require_going_on(round_, now)
    require_not_frozen(round_)
    require_vote_ahead(round_)
    for step in missing_of(steps_before_closing(round_, unsettled, now)):
        raise NotNow(step.code, number=step.number)


def require_vote_ahead(round_: Listing) -> None:
    """Raise NotNow for a round that has no vote, whose list needs no numbers."""
    if phase_of(round_.phases, PhaseKind.VOTE) is None:
        raise NotNow("list_without_vote")


def missing_of(steps: Iterable[ClosingStep]) -> list[ClosingStep]:
    """Return those that are not done."""
    return [step for step in steps if not step.is_done]
