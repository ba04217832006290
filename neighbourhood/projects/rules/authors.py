"""When somebody may come to write a project with others, ask to, or stop."""

from collections.abc import Sequence
from datetime import datetime

from neighbourhood.projects.rules.content import MOST_SENTENCE
from neighbourhood.projects.rules.standing import Listing, ProjectState, require_not_frozen
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds.rules.endings import require_going_on

#: Besides the first author.
MOST_CO_AUTHORS = 10
#: So many requests to join may one person have waiting.
MOST_REQUESTS = 5
#: Somebody may still come to write a project in these states.
JOINED_STATES = (
    ProjectState.DRAFT,
    ProjectState.SUBMITTED,
    ProjectState.ASKED_BACK,
    ProjectState.FEASIBLE,
    ProjectState.NOT_FEASIBLE,
)


def require_may_gain_author(
    round_: Listing, state: str, author_ids: Sequence[int], now: datetime
) -> None:
    """Raise NotNow unless one more person may come to write a project."""
    require_going_on(round_, now)
    require_not_frozen(round_)
    if state not in JOINED_STATES:
        raise NotNow(f"project_is_{state}")
    if len(author_ids) > MOST_CO_AUTHORS:
        raise NotNow("too_many_authors", most=MOST_CO_AUTHORS)


def require_new_author(person_id: int | None, author_ids: Sequence[int]) -> None:
    """Raise NotNow for somebody who writes the project already."""
    if person_id in author_ids:
        raise NotNow("author_already")


def require_other_author(author_ids: Sequence[int]) -> None:
    """Raise NotNow where the last author would leave: nobody could answer for the project."""
    if len(author_ids) < 2:
        raise NotNow("last_author")


def require_may_remove(state: str) -> None:
    """Raise NotNow where somebody else than themselves would remove an author too late."""
    if state != ProjectState.DRAFT:
        raise NotNow("authors_are_fixed")


def require_sentence(sentence: str) -> None:
    """Raise Invalid unless somebody who asks to join says why, in a length that can be kept."""
    if not sentence.strip():
        raise Invalid("join_sentence_missing", field="sentence")
    if len(sentence) > MOST_SENTENCE:
        raise Invalid("too_long", field="sentence", most=MOST_SENTENCE, used=len(sentence))


def require_few_requests(waiting: int) -> None:
    """Raise NotNow for somebody who has asked as often as may wait."""
    if waiting >= MOST_REQUESTS:
        raise NotNow("too_many_join_requests", most=MOST_REQUESTS)


def require_unanswered_request(answered_at: datetime | None) -> None:
    """Raise NotNow where a request was answered already."""
    if answered_at is not None:
        raise NotNow("join_request_answered")
