"""What the worker does for projects by the clock: release verdicts when the review ends, remind
authors of what was asked back, and delete files that no project needs any more.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from neighbourhood.permissions import SYSTEM
from neighbourhood.projects import queries, services
from neighbourhood.projects.models import Review
from neighbourhood.rounds.queries import round_by_id
from neighbourhood.trail.queries import first_link
from neighbourhood.web.installation import the_uploads

#: How long before the end of the time for an answer its author is reminded.
AHEAD = timedelta(days=1)

#: Looking through thousands of files at every round of the worker would keep the disk busy.
BETWEEN_SWEEPS = timedelta(hours=1)


def release_when_review_ends(session: Session, now: datetime) -> int:
    """Release what rounds still hold back once their review is over; return how many verdicts."""
    return sum(
        services.release_verdicts(session, round_by_id(session, number), actor=SYSTEM, now=now)
        for number in queries.rounds_to_release(session, now)
    )


def remind_authors(session: Session, now: datetime) -> int:
    """Remind each author once, a day before the time for an answer ends; return how many."""
    questions = [
        review
        for review in queries.questions_to_remind_of(session, now, now + AHEAD)
        # Who was asked on the last day itself has just read it.
        if _was_asked_earlier(review)
    ]
    for review in questions:
        review.reminded_at = now
        services.remind_of_question(session, review.project, review, now)
    return len(questions)


def sweep_uploads(session: Session, now: datetime) -> int:
    """Delete files that no project has needed for a day: pictures taken away, and what a request
    stored before it was undone.
    """
    store = the_uploads()
    if not store.is_due(now, BETWEEN_SWEEPS) or not store.is_ours(first_link(session)):
        return 0
    return store.sweep(queries.needed_keys(session), now=now)


def end_merges(session: Session, now: datetime) -> int:
    """End the merges to which somebody has said nothing in time, or that are no longer possible;
    return how many.
    """
    return sum(
        services.end_if_over(session, queries.merge_by_id(session, number), now)
        for number in queries.merges_to_end(session, now)
    )


def _was_asked_earlier(review: Review) -> bool:
    assert review.answer_by is not None
    return review.reviewed_at < review.answer_by - AHEAD
