"""When projects may become one, and until when their authors are asked."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from neighbourhood.projects.rules.content import require_length
from neighbourhood.projects.rules.standing import (
    HOPEFUL_STATES,
    Listing,
    ProjectState,
    require_not_frozen,
)
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds.rules import PhaseKind, phase_of
from neighbourhood.rounds.rules.endings import require_going_on

MOST_MERGE_REASON = 1000
MOST_NOTE = 300
MOST_PARTS = 9
#: How long authors are asked where nobody says otherwise, and may change the whole afterwards.
USUAL_TIME = timedelta(days=7)


class MergeOutcome(StrEnum):
    """How the asking of authors ended; "" while it goes on."""

    MERGED = "merged"
    #: Somebody said no.
    REFUSED = "refused"
    #: Somebody said nothing until the date.
    SILENT = "silent"
    #: A project was taken back or decided otherwise, or the list was closed.
    OVERTAKEN = "overtaken"
    CALLED_OFF = "called_off"


def require_mergeable(
    round_: Listing,
    whole: Any,
    parts: Sequence[Any],
    now: datetime,
    *,
    on_two_lists: Collection[int],
) -> None:
    """Raise a refusal unless these projects, with the model's fields, may become one;
    `on_two_lists` names those that another list offers too.
    """
    require_going_on(round_, now)
    require_not_frozen(round_)
    if not parts:
        raise Invalid("merge_with_nothing", field="others")
    if len(parts) > MOST_PARTS:
        raise Invalid("merge_too_many", field="others", most=MOST_PARTS)
    for project in (whole, *parts):
        if project.state not in HOPEFUL_STATES:
            raise NotNow("merge_not_hopeful", field="others", project=project.title)
        if not project.author_ids and not project.is_dictated:
            raise NotNow("merge_nobody_to_ask", field="others", project=project.title)
    for part in parts:
        _require_free(part, on_two_lists)


def _require_free(part: Any, on_two_lists: Collection[int]) -> None:
    if part.funding is not None:
        raise NotNow("merge_tied", field="others", project=part.title)
    # The other list would offer what is nowhere any more.
    if part.id in on_two_lists:
        raise NotNow("merge_on_two_lists", field="others", project=part.title)


def require_may_be_merged(round_: Listing, state: str) -> None:
    """Raise NotNow where a project cannot become one with others, whatever they are."""
    require_not_frozen(round_)
    if state not in HOPEFUL_STATES:
        raise NotNow(f"project_is_{state}")


def may_be_merged(round_: Listing, state: str, now: datetime) -> bool:
    """Say whether a project may still become one with others."""
    try:
        require_going_on(round_, now)
        require_may_be_merged(round_, state)
    except NotNow:
        return False
    return True


def are_mergeable(
    round_: Listing, projects: Sequence[Any], now: datetime, *, on_two_lists: Collection[int]
) -> bool:
    """Say whether projects that were to become one still may, the whole first."""
    try:
        require_mergeable(round_, projects[0], projects[1:], now, on_two_lists=on_two_lists)
    except (Invalid, NotNow):
        return False
    return True


def require_sound_proposal(
    round_: Listing, reason: str, answer_by: datetime | None, now: datetime
) -> None:
    """Raise Invalid unless a merge has a public reason, and a date ahead of us and before the
    vote.
    """
    if not reason:
        raise Invalid("merge_reason_missing", field="reason")
    require_length("reason", reason, MOST_MERGE_REASON)
    if answer_by is None or answer_by <= now:
        raise Invalid("answer_by_past", field="answer_by")
    vote = phase_of(round_.phases, PhaseKind.VOTE)
    if vote is not None and vote.starts_at <= answer_by:
        raise Invalid("answer_by_beyond_vote", field="answer_by", starts=vote.starts_at)


def time_to_change(round_: Listing, state: str, now: datetime) -> datetime | None:
    """Return until when the authors of a whole that was just made may change its text, None where
    they may anyway, since nobody judges it yet.
    """
    review = phase_of(round_.phases, PhaseKind.REVIEW)
    if state == ProjectState.SUBMITTED and review is not None and now < review.starts_at:
        return None
    vote = phase_of(round_.phases, PhaseKind.VOTE)
    if vote is None:
        return now + USUAL_TIME
    # Half of what is left at most: somebody has to judge the text afterwards.
    return now + min(USUAL_TIME, (vote.starts_at - now) / 2)
