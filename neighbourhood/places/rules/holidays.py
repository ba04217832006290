"""Public holidays as a city pastes them: a line for each, or the text of a calendar file."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from neighbourhood.money import western_digits
from neighbourhood.refusals import Invalid

LONGEST_HOLIDAYS = 200_000
MOST_HOLIDAYS = 1000
LONGEST_HOLIDAY_NAME = 80
#: A longer event is a season and no holiday.
LONGEST_EVENT = 31
FIRST_YEAR, LAST_YEAR = 2000, 2200

YEAR_FIRST = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})[\s,;:]+(?P<name>.+)")
DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})[\s,;:]+(?P<name>.+)"
)
#: A property of iCalendar (RFC 5545): its name, its parameters, its value.
PROPERTY = re.compile(r"(?P<name>[A-Za-z-]+)(?:;[^:]*)?:(?P<value>.*)")


@dataclass
class _Event:
    """An event of a calendar file while it is read; `line` is where it begins."""

    line: int
    first_day: date | None = None
    end: date | None = None
    name: str = ""


def read_holidays(text: str) -> dict[date, str]:
    """Return {day: name}, by day, of lines such as "2026-12-25 Christmas", "25.12.2026 Christmas"
    or "25/12/2026 Christmas" and of iCalendar text (RFC 5545); raises Invalid with the line that
    cannot be read.
    """
    if len(text) > LONGEST_HOLIDAYS:
        raise Invalid("holidays_too_many", field="holidays", most=MOST_HOLIDAYS)
    names: dict[date, list[str]] = {}
    for day, name in _all_days(text):
        of_day = names.setdefault(day, [])
        if name not in of_day:
            of_day.append(name)
    if len(names) > MOST_HOLIDAYS:
        raise Invalid("holidays_too_many", field="holidays", most=MOST_HOLIDAYS)
    return {day: ", ".join(names[day])[:LONGEST_HOLIDAY_NAME] for day in sorted(names)}


def holidays_as_text(holidays: Mapping[date, str]) -> str:
    """Return a line for each holiday, as `read_holidays` reads it."""
    return "\n".join(f"{day.isoformat()} {holidays[day]}" for day in sorted(holidays))


def _all_days(text: str) -> Iterator[tuple[date, str]]:
    event: _Event | None = None
    is_calendar = False
    # What stands within an event, such as its alarm, has properties of the same names.
    inner = 0
    for number, line in _unfolded(text):
        word = line.upper()
        if word in ("BEGIN:VCALENDAR", "END:VCALENDAR"):
            is_calendar = word.startswith("BEGIN")
        elif not is_calendar:
            yield _plain_day(number, line)
        elif word == "BEGIN:VEVENT":
            event = _Event(number)
        elif word == "END:VEVENT" and event is not None:
            yield from _days_of(event)
            event = None
        elif event is not None and word.startswith(("BEGIN:", "END:")):
            inner += 1 if word.startswith("BEGIN:") else -1
        elif event is not None and inner == 0:
            _take_property(event, number, line)


def _unfolded(text: str) -> list[tuple[int, str]]:
    """Return the lines that hold something with their numbers; a line of a calendar that begins
    with a space goes on where the one before ended.
    """
    lines: list[tuple[int, str]] = []
    is_calendar = False
    for number, line in enumerate(text.splitlines(), start=1):
        if is_calendar and line[:1] in (" ", "\t") and lines:
            before, start = lines[-1]
            lines[-1] = (before, start + line[1:])
        elif line.strip():
            lines.append((number, line.strip()))
            is_calendar = is_calendar or line.strip().upper() == "BEGIN:VCALENDAR"
        if line.strip().upper() == "END:VCALENDAR":
            is_calendar = False
    return lines


def _plain_day(number: int, line: str) -> tuple[date, str]:
    written = western_digits(line)
    match = YEAR_FIRST.fullmatch(written) or DAY_FIRST.fullmatch(written)
    day = match and _day(match["year"], match["month"], match["day"])
    if match is None or day is None:
        raise Invalid("holiday_unread", field="holidays", line=number, text=line[:60])
    # The name as it was typed: its own digits stay in its script.
    return day, line[match.start("name") :].strip()[:LONGEST_HOLIDAY_NAME]


def _take_property(event: _Event, number: int, line: str) -> None:
    match = PROPERTY.fullmatch(line)
    if match is None:
        return
    name, value = match["name"].upper(), match["value"].strip()
    if name in ("RRULE", "RDATE"):
        raise Invalid("holiday_repeats", field="holidays", line=number)
    if name == "SUMMARY":
        event.name = re.sub(r"\\([,;\\])", r"\1", value.replace("\\n", " ").replace("\\N", " "))
    elif name in ("DTSTART", "DTEND"):
        day = _day(value[:4], value[4:6], value[6:8])
        if day is None:
            raise Invalid("holiday_unread", field="holidays", line=number, text=line[:60])
        if name == "DTSTART":
            event.first_day = day
        else:
            event.end = day


def _days_of(event: _Event) -> Iterator[tuple[date, str]]:
    name = event.name.strip()[:LONGEST_HOLIDAY_NAME]
    if event.first_day is None or not name:
        raise Invalid("holiday_event_unread", field="holidays", line=event.line)
    # The end of an event is exclusive; without one it is a single day.
    length = max(1, (event.end - event.first_day).days) if event.end else 1
    if length > LONGEST_EVENT:
        raise Invalid("holiday_too_long", field="holidays", line=event.line, most=LONGEST_EVENT)
    for days in range(length):
        yield event.first_day + timedelta(days=days), name


def _day(year: str, month: str, day: str) -> date | None:
    try:
        read = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return read if FIRST_YEAR <= read.year <= LAST_YEAR else None
