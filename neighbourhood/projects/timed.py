"""What the worker does for projects by the clock: release verdicts when the review ends, and remind
authors of what was asked back.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from neighbourhood.permissions import SYSTEM
from neighbourhood.projects import queries, services
from neighbourhood.projects.models import Review
from neighbourhood.rounds.queries import round_by_id

#: How long before the end of the time for an answer its author is reminded.
AHEAD = timedelta(days=1)


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


def _was_asked_earlier(review: Review) -> bool:
    assert review.answer_by is not None
    return review.reviewed_at < review.answer_by - AHEAD
