"""Forgetting what has expired: links, sign-ups, counted attempts."""

from datetime import datetime, timedelta

from sqlalchemy import CursorResult, Delete, delete, or_
from sqlalchemy.orm import Session

from neighbourhood.people.models import Attempt, Invitation, JoinCode, MailedLink, SignUp

#: Longer than anything here is counted or valid, so that forgetting changes no answer.
KEPT = timedelta(days=1)
#: An invitation that nobody has accepted can be sent again for so long after its link expired.
KEPT_UNACCEPTED = timedelta(days=90)


def forget_what_expired(session: Session, now: datetime) -> int:
    """Delete what has been of no use for a day and return how many rows went."""
    old = now - KEPT
    is_over = or_(Invitation.accepted_at < old, Invitation.expires_at < now - KEPT_UNACCEPTED)
    return (
        _delete(session, delete(MailedLink).where(MailedLink.expires_at < old))
        + _delete(session, delete(SignUp).where(SignUp.expires_at < old))
        + _delete(session, delete(Invitation).where(is_over))
        + _delete(session, delete(JoinCode).where(JoinCode.expires_at < old))
        + _delete(session, delete(Attempt).where(Attempt.at < old))
    )


def _delete(session: Session, deletion: Delete) -> int:
    result = session.execute(deletion)
    return result.rowcount if isinstance(result, CursorResult) else 0
