"""The dates of rounds as people say them: by first and last day, both included. What contradicts
itself is a problem; what a city may not have thought of is a warning.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from neighbourhood.clock import last_day
from neighbourhood.rounds.rules import Dated, Dates, PhaseKind, phase_of, start_of_day

ONE_DAY = timedelta(days=1)
#: Shorter, and who is away for a week cannot vote.
SHORTEST_VOTE = 7
#: Nobody hears in time of what begins within so many days.
SOON = 3


class PhaseDays(NamedTuple):
    """First and last day of a phase, both included; a last day of None is an open end."""

    kind: str
    first_day: date | None
    last_day: date | None


class SheetProblem(NamedTuple):
    """Why a phase cannot have these days; `field` is the day it is about."""

    kind: str
    field: str
    code: str
    values: Mapping[str, object]


@dataclass(frozen=True)
class SheetWarning:
    """What is worth a second look: about `day`, with a number of days or a holiday's name."""

    kind: str
    code: str
    day: date
    number: int = 0
    holiday: str = ""


def days_of(phase: Dated, zone: ZoneInfo) -> PhaseDays:
    """Return a phase's first and last day on the city's clocks."""
    first_day = phase.starts_at.astimezone(zone).date()
    return PhaseDays(phase.kind, first_day, phase.ends_at and last_day(phase.ends_at, zone))


def dates_on(days: PhaseDays, old: Dated, zone: ZoneInfo) -> Dates:
    """Return the instants of these days; one whose day has not changed stays as it is in `old`, be
    it midnight or not. The first day must be there.
    """
    assert days.first_day is not None
    before = days_of(old, zone)
    starts_at, ends_at = old.starts_at, old.ends_at
    if days.first_day != before.first_day:
        starts_at = start_of_day(days.first_day, zone)
    if days.last_day is None:
        ends_at = None
    elif days.last_day != before.last_day:
        ends_at = start_of_day(days.last_day + ONE_DAY, zone)
    return Dates(days.kind, starts_at, ends_at)


def shifted(phase: Dated, days: int, zone: ZoneInfo) -> Dates:
    """Return a phase so many days later (or earlier), at the same time on the city's clocks."""
    starts_at = _shifted(phase.starts_at, days, zone)
    return Dates(phase.kind, starts_at, phase.ends_at and _shifted(phase.ends_at, days, zone))


def missing_days(phases: Sequence[PhaseDays]) -> list[SheetProblem]:
    """Return a problem for each day that is not given; only the last phase may have an open end."""
    problems: list[SheetProblem] = []
    for phase in phases:
        if phase.first_day is None:
            problems.append(SheetProblem(phase.kind, "first_day", "day_missing", {}))
        if phase.last_day is None and phase is not phases[-1]:
            problems.append(SheetProblem(phase.kind, "last_day", "day_missing", {}))
    return problems


def contradictions(phases: Sequence[Dated]) -> list[SheetProblem]:
    """Return a problem for each phase that ends before it begins, and for each that begins before
    the one before it has ended.
    """
    problems = [
        SheetProblem(phase.kind, "last_day", "phase_ends_too_early", {"phase": phase.kind})
        for phase in phases
        if phase.ends_at is not None and phase.ends_at <= phase.starts_at
    ]
    for before, after in zip(phases, phases[1:], strict=False):
        if before.ends_at is None or after.starts_at < before.ends_at:
            kinds = {"before": before.kind, "after": after.kind}
            problems.append(SheetProblem(after.kind, "first_day", "phases_overlap", kinds))
    return problems


def warnings_about(
    phases: Sequence[Dated],
    holidays: Mapping[date, str],
    *,
    rest_day: int,
    today: date,
    zone: ZoneInfo,
) -> list[SheetWarning]:
    """Return what is worth a second look in a round's dates, by phase; `rest_day` is the weekday
    on which the city rests (0 is Monday).
    """
    warnings: list[SheetWarning] = []
    # Only the beginning of the first phase is news: that of the others follows.
    if phases:
        warnings += _about_beginning(days_of(phases[0], zone), today)
    for before, after in zip([None, *phases], phases, strict=False):
        warnings += _about_gap(before, after, zone)
        days = days_of(after, zone)
        warnings += _about_end(days, holidays, rest_day)
        warnings += _about_clocks(days, zone)
        warnings += _about_length(days)
    return warnings


def warning_about_order(
    phases: Sequence[Dated], earlier_lists: Sequence[Sequence[Dated]], zone: ZoneInfo
) -> SheetWarning | None:
    """Return a warning where a list is decided before the lists that are settled first can have
    their results, so that no project could stand on both.
    """
    deciding = phase_of(phases, PhaseKind.ALLOCATE) or phase_of(phases, PhaseKind.PUBLISH)
    results = [phase_of(earlier, PhaseKind.PUBLISH) for earlier in earlier_lists]
    starts = [publish.starts_at for publish in results if publish is not None]
    if deciding is None or deciding.ends_at is None or not starts:
        return None
    last_result = max(starts)
    if deciding.ends_at > last_result:
        return None
    return SheetWarning(deciding.kind, "decided_too_early", last_result.astimezone(zone).date())


def _about_beginning(first: PhaseDays, today: date) -> Iterator[SheetWarning]:
    assert first.first_day is not None
    ahead = (first.first_day - today).days
    if ahead < 0:
        yield SheetWarning(first.kind, "first_day_past", first.first_day)
    elif ahead <= SOON:
        yield SheetWarning(first.kind, "first_day_soon", first.first_day)


def _about_gap(before: Dated | None, after: Dated, zone: ZoneInfo) -> Iterator[SheetWarning]:
    if before is None or before.ends_at is None:
        return
    first_day = after.starts_at.astimezone(zone).date()
    between = (first_day - last_day(before.ends_at, zone)).days - 1
    if between > 0:
        yield SheetWarning(after.kind, "gap_before", first_day, number=between)


def _about_end(
    days: PhaseDays, holidays: Mapping[date, str], rest_day: int
) -> Iterator[SheetWarning]:
    last_day = days.last_day
    if last_day is None:
        return
    if last_day.weekday() == rest_day:
        yield SheetWarning(days.kind, "ends_on_rest_day", last_day)
    if last_day in holidays:
        yield SheetWarning(days.kind, "ends_on_holiday", last_day, holiday=holidays[last_day])
        return
    # Many are away on the days around a holiday, and nobody helps at the town hall.
    for neighbour in (last_day - ONE_DAY, last_day + ONE_DAY):
        if neighbour in holidays:
            name = holidays[neighbour]
            yield SheetWarning(days.kind, "ends_beside_holiday", last_day, holiday=name)


def _about_clocks(days: PhaseDays, zone: ZoneInfo) -> Iterator[SheetWarning]:
    # A phase of a single day has but one.
    for day in dict.fromkeys((days.first_day, days.last_day)):
        if day is None:
            continue
        length = start_of_day(day + ONE_DAY, zone) - start_of_day(day, zone)
        if length < ONE_DAY:
            yield SheetWarning(days.kind, "clocks_go_forward", day)
        elif length > ONE_DAY:
            yield SheetWarning(days.kind, "clocks_go_back", day)


def _about_length(days: PhaseDays) -> Iterator[SheetWarning]:
    if days.kind != PhaseKind.VOTE or days.first_day is None or days.last_day is None:
        return
    length = (days.last_day - days.first_day).days + 1
    if length < SHORTEST_VOTE:
        yield SheetWarning(days.kind, "vote_is_short", days.first_day, number=length)


def _shifted(instant: datetime, days: int, zone: ZoneInfo) -> datetime:
    local = instant.astimezone(zone)
    day = local.date() + timedelta(days=days)
    # A day that begins at one o'clock because the clocks skip midnight still begins a day.
    if instant == start_of_day(local.date(), zone):
        return start_of_day(day, zone)
    return datetime.combine(day, local.time(), tzinfo=zone).astimezone(UTC)
