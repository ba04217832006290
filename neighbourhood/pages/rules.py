"""When reminders go out, and to which day something that is due belongs."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from neighbourhood.clock import last_day

WEEK, DAY_BEFORE = "week", "day_before"
#: By the city's clock; nobody wants mail in the night.
FIRST_HOUR = 7
#: On a Tuesday the letters of a Monday still help, where the worker was away.
LAST_WEEKDAY = 1


def reminders_to_send(now: datetime, zone: ZoneInfo) -> list[tuple[str, date]]:
    """Return the kinds of reminders that are sent at this hour, each with its day: the Monday of
    the week, and tomorrow.
    """
    here = now.astimezone(zone)
    if here.hour < FIRST_HOUR:
        return []
    today = here.date()
    weekly = [(WEEK, today - timedelta(days=today.weekday()))]
    is_early = today.weekday() <= LAST_WEEKDAY
    return (weekly if is_early else []) + [(DAY_BEFORE, today + timedelta(days=1))]


def due_day(at: datetime, zone: ZoneInfo, *, is_start: bool) -> date:
    """Return the day to which an instant belongs: an end at midnight ends the day before."""
    return at.astimezone(zone).date() if is_start else last_day(at, zone)
