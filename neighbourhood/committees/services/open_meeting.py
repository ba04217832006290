"""Opening a sitting of the committee."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from neighbourhood.committees import queries, rules
from neighbourhood.committees.models import Attendance, Meeting
from neighbourhood.committees.services.declare_interest import recuse_authors
from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import Invalid
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import lock_round
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record

#: A meeting may be entered this long before it begins, so that the table is ready.
BEFOREHAND = timedelta(days=1)


def open_meeting(
    session: Session,
    round_: Round,
    *,
    held_at: datetime,
    place: str,
    present: Collection[int],
    language: str,
    actor: Actor,
    now: datetime,
) -> Meeting:
    """Open a meeting with the seats present (ids); the same one again changes nothing. Raises
    Invalid for unheld seats or a day far ahead.
    """
    require(actor, Action.KEEP_MINUTES, round_)
    # Two who press at once must get one meeting.
    lock_round(session, round_)
    if known := queries.meeting_held(session, round_.id, held_at, place.strip()):
        return known
    rules.require_text(place, "place", rules.LONGEST_PLACE)
    if held_at > now + BEFOREHAND:
        raise Invalid("meeting_is_ahead", field="held_at")
    # The seats of the day of the sitting and not of today: who has left since was there.
    day = held_at.date()
    held = {
        seat.id
        for seat in queries.seats_of_round(session, round_.id)
        if rules.is_held(seat.starts_on, seat.ends_on, day)
    }
    if not present or not set(present) <= held:
        raise Invalid("nobody_present" if not present else "seat_not_held", field="present")
    meeting = Meeting(
        round=round_, held_at=held_at, place=place.strip(), minutes="", language=language
    )
    meeting.attendances = [Attendance(seat_id=seat_id) for seat_id in sorted(set(present))]
    session.add(meeting)
    flush(session)
    recuse_authors(session, round_, now=now)
    content = {"round": round_.id, "held_at": held_at.isoformat(), "present": sorted(set(present))}
    record(
        session,
        "open_meeting",
        ThingRef(ThingKind.MEETING, meeting.id),
        actor=actor,
        now=now,
        **content,
    )
    return meeting
