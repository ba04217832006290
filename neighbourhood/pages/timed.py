"""What the worker does by the clock for those who work at the desk or sit on a committee: reminders
of what is due, once a week and on the day before.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from neighbourhood.database.locks import one_at_a_time
from neighbourhood.languages import Language
from neighbourhood.outbox import queue
from neighbourhood.outbox.mail.rendering import language_for, speaking
from neighbourhood.outbox.models import Reminder
from neighbourhood.pages import queries
from neighbourhood.pages.rules import DAY_BEFORE, WEEK, due_day, reminders_to_send
from neighbourhood.people.models import Person
from neighbourhood.people.queries import actor_by_id
from neighbourhood.web.city import city
from neighbourhood.web.house import house
from neighbourhood.web.times import show_day, show_deadline
from neighbourhood.web.waiting import Due, what_is_due

#: The number of the lock under which one worker at a time makes reminders.
REMINDER_LOCK = 7_216_031
#: So many people in one turn, so that no turn holds the database for long.
AT_ONCE = 10
MOST_LINES = 30
KEPT_FOR = timedelta(days=60)


def remind_of_what_is_due(session: Session, now: datetime) -> int:
    """Write to whoever has something due: in the two weeks from Monday, and tomorrow. Each is
    looked at once for each week and day; return how many were.
    """
    zone = city().zone
    looked_at = 0
    for kind, day in reminders_to_send(now, zone):
        one_at_a_time(session, REMINDER_LOCK)
        people = queries.people_to_remind(session, kind, day, now.date(), limit=AT_ONCE)
        for person in people:
            # In the transaction of the message: it goes out once, or is not noted either.
            session.add(Reminder(person_id=person.id, kind=kind, day=day))
            _remind(session, person, kind, _dues(session, person, kind, day, now, zone), now)
        looked_at += len(people)
    if looked_at:
        queries.forget_reminders(session, now.date() - KEPT_FOR)
    return looked_at


def _dues(
    session: Session, person: Person, kind: str, day: date, now: datetime, zone: ZoneInfo
) -> list[Due]:
    found = actor_by_id(session, person.id, now=now)
    if found is None:
        return []
    ahead = timedelta(days=14 if kind == WEEK else 1)
    # An end at midnight belongs to the day that ends, so the last instant counts too.
    until = datetime.combine(day + ahead, time(), zone)
    dues = what_is_due(house().due, session, found[0], now, until)
    if kind == WEEK:
        return dues
    return [due for due in dues if due_day(due.due, zone, is_start=due.is_start) == day]


def _remind(
    session: Session, person: Person, kind: str, dues: Sequence[Due], now: datetime
) -> None:
    if not dues:
        return
    lines = _lines(dues[:MOST_LINES], language_for(person.language, city().languages))
    if kind == DAY_BEFORE:
        queue(session, "due_tomorrow", person, now=now, lines=lines)
    else:
        queue(session, "due_soon", person, now=now, lines=lines)


def _lines(dues: Sequence[Due], language: Language) -> list[dict[str, object]]:
    with speaking(language):
        return [
            {
                # Worded now: what is due is known by the rooms alone, and not any more later.
                "label": str(due.label) if due.count == 1 else f"{due.count} × {due.label}",
                "day": show_day(due.due) if due.is_start else show_deadline(due.due),
                "endpoint": due.endpoint,
                "parts": dict(due.values),
            }
            for due in dues
        ]
