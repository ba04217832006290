"""Writing and publishing the minutes of a meeting."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.committees import queries, rules
from neighbourhood.committees.models import Meeting
from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def write_minutes(
    session: Session, meeting: Meeting, *, minutes: str, language: str, actor: Actor, now: datetime
) -> Meeting:
    """Keep the text of the minutes (small Markdown) in a language; raises NotNow once they are
    published.
    """
    require(actor, Action.KEEP_MINUTES, meeting.round)
    _lock_open_meeting(session, meeting)
    rules.require_text(minutes, "minutes", rules.LONGEST_MINUTES)
    meeting.minutes = minutes.strip()
    meeting.language = language
    flush(session)
    record(
        session,
        "write_minutes",
        ThingRef(ThingKind.MEETING, meeting.id),
        actor=actor,
        now=now,
        # Not the text: a draft may hold names that are struck out before it is published, and from
        # the trail nothing can be struck out.
        length=len(meeting.minutes),
    )
    return meeting


def publish_minutes(session: Session, meeting: Meeting, *, actor: Actor, now: datetime) -> Meeting:
    """Show the minutes with the meeting's decisions to everybody, for good; raises NotNow the
    second time, Invalid where empty.
    """
    require(actor, Action.KEEP_MINUTES, meeting.round)
    _lock_open_meeting(session, meeting)
    rules.require_text(meeting.minutes, "minutes", rules.LONGEST_MINUTES)
    meeting.published_at = now
    flush(session)
    record(
        session,
        "publish_minutes",
        ThingRef(ThingKind.MEETING, meeting.id),
        actor=actor,
        now=now,
        round=meeting.round_id,
    )
    return meeting


def _lock_open_meeting(session: Session, meeting: Meeting) -> None:
    """Keep others from deciding, writing or publishing meanwhile; raises NotNow where the minutes
    are published.
    """
    queries.lock_meeting(session, meeting)
    rules.require_open(meeting.published_at)
