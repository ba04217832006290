"""Forgetting what has expired: links, sign-ups, counted tries."""

from datetime import datetime, timedelta

from sqlalchemy import CursorResult, delete
from sqlalchemy.orm import Session

from neighbourhood.people.models import MailedLink, SignUp, Try

KEPT = timedelta(days=1)


def forget_what_expired(session: Session, now: datetime) -> int:
    """Delete what has been of no use for a day and return how many rows went."""
    old = now - KEPT
    gone = 0
    for too_old in (MailedLink.expires_at < old, SignUp.expires_at < old, Try.at < old):
        result = session.execute(delete(too_old.left.table).where(too_old))  # type: ignore[attr-defined]
        gone += result.rowcount if isinstance(result, CursorResult) else 0
    return gone
