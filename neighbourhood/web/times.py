"""Days and moments as every page and mail says them: in the reader's language, on the city's clock.

There is one way to say each. A page that tells a time of day says once, at its foot, on which
clock.
"""

from datetime import date, datetime, time, timedelta

from babel.dates import get_timezone_location
from flask import g
from flask_babel import get_locale

from neighbourhood import clock
from neighbourhood.languages import _, formats
from neighbourhood.web.city import city

MIDNIGHT = time(0)


def show_day(value: datetime | date) -> str:
    """Return a day with its weekday; the year stands there unless it is the running one."""
    day = _local_day(value)
    return formats.day(day, get_locale(), has_year=_needs_year(day))


def show_date(value: datetime | date) -> str:
    """Return a day without its weekday; the year stands there unless it is the running one."""
    day = _local_day(value)
    return formats.short_day(day, get_locale(), has_year=_needs_year(day))


def show_last_day(end: datetime) -> str:
    """Return the last day before an exclusive end, without its weekday."""
    return show_date(clock.last_day(end, city().zone))


def show_moment(value: datetime) -> str:
    """Return day and time of an instant; of a midnight the day alone, which begins then."""
    local = value.astimezone(city().zone)
    if local.time() == MIDNIGHT:
        return show_day(local.date())
    g.tells_time = True
    # Translators: a moment, such as "Monday, December 7, 6:00 PM"
    return _(
        "%(day)s, %(time)s",
        day=show_day(local.date()),
        time=formats.clock_time(local, get_locale()),
    )


def show_deadline(end: datetime) -> str:
    """Return an exclusive end as people say it: midnight belongs to the day that ends."""
    local = end.astimezone(city().zone)
    if local.time() != MIDNIGHT:
        return show_moment(end)
    g.tells_time = True
    last_day = local.date() - timedelta(days=1)
    # Translators: the end of a day, such as "Monday, December 7, midnight"
    return _("%(day)s, midnight", day=show_day(last_day))


def zone_sentence() -> str:
    """Return on which clock the times of this page or mail are told; "" where it tells none."""
    if not g.get("tells_time"):
        return ""
    here = get_timezone_location(city().zone, locale=get_locale(), return_city=True)
    # Translators: which clock the times on a page or in a mail go by
    return _("All times are those of %(city)s.", city=here)


def _local_day(value: datetime | date) -> date:
    return value.astimezone(city().zone).date() if isinstance(value, datetime) else value


def _needs_year(day: date) -> bool:
    return day.year != clock.now().astimezone(city().zone).year
