"""The only source of "now": aware UTC, which tests and the demo may set; and to which day an end
belongs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

#: A context variable and not a global: threads side by side do not set each other's clock.
_set_instant: ContextVar[datetime | None] = ContextVar("set_instant", default=None)


def now() -> datetime:
    """Return the present instant as an aware datetime in UTC."""
    return _set_instant.get() or datetime.now(UTC)


def is_set() -> bool:
    """Say whether somebody set the clock, so that no other clock may overrule it."""
    return _set_instant.get() is not None


def last_day(end: datetime, zone: ZoneInfo) -> date:
    """Return the last day in a zone that is still wholly or partly before an exclusive end."""
    # The end itself is exclusive: at midnight the last day is the one before.
    return (end - timedelta(microseconds=1)).astimezone(zone).date()


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Set the clock to `instant` (aware) inside the block; `now` returns it there."""
    if instant.tzinfo is None:
        raise ValueError("the clock takes an aware datetime")
    token = _set_instant.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _set_instant.reset(token)
