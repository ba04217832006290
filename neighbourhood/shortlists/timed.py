"""What the worker does for short lists by the clock: make those that are due, and forget who
supported what.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.permissions import SYSTEM
from neighbourhood.rounds.queries import round_by_id
from neighbourhood.shortlists import queries, services


def make_due_shortlists(session: Session, now: datetime) -> int:
    """Make the lists of rounds whose residents' support has ended; return how many."""
    due = queries.rounds_to_shortlist(session, now)
    for number in due:
        services.make_shortlist(session, round_by_id(session, number), actor=SYSTEM, now=now)
    return len(due)


def forget_old_supports(session: Session, now: datetime) -> int:
    """Delete who supported what once a list has stood for long enough; return how many supports."""
    return services.forget_supports(session, now)
