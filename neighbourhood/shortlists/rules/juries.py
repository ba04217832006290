"""What a jury may do, and what it owes everybody: a reason for each project."""

from collections.abc import Collection, Sequence

from neighbourhood.refusals import Invalid, NotAllowed, NotNow
from neighbourhood.shortlists.rules.choosing import Choice

MOST_SEATS = 30
LONGEST_SITS_AS = 120
LONGEST_OPINION = 1000
LONGEST_REASON = 2000


def require_sits_as(text: str) -> None:
    """Raise Invalid unless it is said as who somebody sits on the jury."""
    if not text.strip():
        raise Invalid("sits_as_missing", field="sits_as")
    if len(text) > LONGEST_SITS_AS:
        raise Invalid("sits_as_too_long", field="sits_as", most=LONGEST_SITS_AS)


def require_reason(text: str, *, most: int, is_needed: bool) -> None:
    """Raise Invalid for a reason that is too long, or that is needed and missing."""
    if is_needed and not text.strip():
        raise Invalid("jury_reason_missing", field="reason")
    if len(text) > most:
        raise Invalid("jury_reason_too_long", field="reason", most=most)


def require_unconcerned(person_id: int | None, concerned: Collection[int]) -> None:
    """Raise NotAllowed where a juror has a part in the project themselves."""
    if person_id is not None and person_id in concerned:
        raise NotAllowed("own_project_on_jury")


def require_complete_reasons(choices: Sequence[Choice], explained: Collection[int]) -> None:
    """Raise NotNow while a project that is not kept lacks the jury's reason; `explained` are the
    numbers of those that have one.
    """
    missing = [
        one.candidate.number
        for one in choices
        if not one.is_kept and one.candidate.number not in explained
    ]
    if missing:
        # The list of all could be long, and its reader begins at the first.
        raise NotNow("jury_reasons_missing", count=len(missing), first=missing[0])
