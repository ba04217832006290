"""The dates of rounds as a calendar: first and last days of phases, holidays, days of rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel import Locale
from flask_babel import get_locale

from neighbourhood.languages import Sentence, formats
from neighbourhood.languages.formats import Week
from neighbourhood.rounds import words
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.presenters.round_names import names_in_short
from neighbourhood.rounds.rules import PhaseKind, date_sheet
from neighbourhood.web.city import city

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class CalendarMark:
    """A phase that begins or ends on a day; `places` names its rounds where it is not all."""

    phase: Sentence
    colour: str
    is_first: bool
    places: str


@dataclass(frozen=True)
class CalendarDay:
    """A day with what is marked on it."""

    day: date
    marks: Sequence[CalendarMark]
    holiday: str
    is_rest_day: bool
    is_today: bool

    @property
    def is_event(self) -> bool:
        """Say whether something stands in the list under the month."""
        return bool(self.marks or self.holiday)


@dataclass(frozen=True)
class CalendarMonth:
    """A month in weeks of seven; None stands for days of the months around."""

    name: str
    weeks: Sequence[Sequence[CalendarDay | None]]

    @property
    def events(self) -> list[CalendarDay]:
        """Return the days on which something begins or ends, and holidays."""
        return [day for week in self.weeks for day in week if day is not None and day.is_event]


@dataclass(frozen=True)
class Calendar:
    """The months in which a phase begins or ends; `weekdays` are (short name, whole name)."""

    weekdays: Sequence[tuple[str, str]]
    months: Sequence[CalendarMonth]


def calendar_of(rounds: Sequence[Round], holidays: Mapping[date, str], now: datetime) -> Calendar:
    """Return the calendar of these rounds on the city's clocks; their phases and places are at
    hand.
    """
    zone, locale = city().zone, get_locale()
    week = formats.week_of(zone)
    marks = _marks(rounds)
    months = sorted({day.replace(day=1) for day in marks})
    order = [(week.first_day + number) % 7 for number in range(7)]
    today = now.astimezone(zone).date()
    names = [
        (formats.weekday(day, "short", locale), formats.weekday(day, "wide", locale))
        for day in order
    ]
    return Calendar(
        names, [_month(first, marks, holidays, week, today, locale) for first in months]
    )


def _marks(rounds: Sequence[Round]) -> dict[date, list[CalendarMark]]:
    zone, all_names = city().zone, [round_.place.name for round_ in rounds]
    places: dict[tuple[date, bool, str], list[str]] = {}
    for round_ in rounds:
        for phase in round_.phases:
            days = date_sheet.days_of(phase, zone)
            for day, is_first in ((days.first_day, True), (days.last_day, False)):
                if day is not None:
                    places.setdefault((day, is_first, phase.kind), []).append(round_.place.name)
    order = list(PhaseKind)
    marks: dict[date, list[CalendarMark]] = {}
    # Of one day, what ends stands before what begins.
    for day, is_first, kind in sorted(
        places, key=lambda found: (found[0], found[1], order.index(PhaseKind(found[2])))
    ):
        names = places[day, is_first, kind]
        shown = names_in_short(names, all_names)
        about = words.PHASES[kind]
        marks.setdefault(day, []).append(CalendarMark(about.name, about.colour, is_first, shown))
    return marks


def _month(
    first: date,
    marks: Mapping[date, Sequence[CalendarMark]],
    holidays: Mapping[date, str],
    week: Week,
    today: date,
    locale: Locale,
) -> CalendarMonth:
    before = (first.weekday() - week.first_day) % 7
    cells: list[CalendarDay | None] = [None] * before
    day = first
    while day.month == first.month:
        is_rest_day = day.weekday() == week.rest_day
        cells.append(
            CalendarDay(day, marks.get(day, ()), holidays.get(day, ""), is_rest_day, day == today)
        )
        day += ONE_DAY
    cells += [None] * (-len(cells) % 7)
    weeks = [cells[start : start + 7] for start in range(0, len(cells), 7)]
    return CalendarMonth(formats.month(first, locale), weeks)
