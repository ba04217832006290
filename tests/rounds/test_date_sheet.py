"""The days of rounds on one sheet, without an app; every expected answer is written by hand."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from neighbourhood.rounds.rules import Dates, date_sheet, is_settled_before
from neighbourhood.rounds.rules.date_sheet import PhaseDays, SheetWarning

PARIS = ZoneInfo("Europe/Paris")
CAIRO = ZoneInfo("Africa/Cairo")
SUNDAY = 6


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


def days(kind: str, first: str | None, last: str | None) -> PhaseDays:
    return PhaseDays(kind, day(first) if first else None, day(last) if last else None)


#: Monday, 1 March 2027, and what follows without a gap; no end is a Sunday.
SOUND = [
    Dates("propose", utc("2027-02-28 23:00"), utc("2027-03-31 22:00")),  # 1 to 31 March
    Dates("review", utc("2027-03-31 22:00"), utc("2027-04-20 22:00")),  # 1 to 20 April
    Dates("vote", utc("2027-04-20 22:00"), utc("2027-05-05 22:00")),  # 21 April to 5 May
    Dates("deliver", utc("2027-05-05 22:00"), None),  # from 6 May
]


def warned(
    *phases: Dates,
    holidays: dict[date, str] | None = None,
    today: str = "2027-01-01",
    zone: ZoneInfo = PARIS,
    rest_day: int = SUNDAY,
) -> list[SheetWarning]:
    return date_sheet.warnings_about(
        phases, holidays or {}, rest_day=rest_day, today=day(today), zone=zone
    )


def codes(warnings: list[SheetWarning]) -> list[tuple[str, str]]:
    return [(warning.kind, warning.code) for warning in warnings]


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "zone", "first", "last"),
    [
        # The clocks go forward on 28 March 2027 and back on 25 October 2026.
        ("2027-03-27 23:00", "2027-03-28 22:00", PARIS, "2027-03-28", "2027-03-28"),
        ("2026-10-24 22:00", "2026-10-25 23:00", PARIS, "2026-10-25", "2026-10-25"),
        # In Cairo the day of 30 April 2027 begins at one o'clock.
        ("2027-04-29 22:00", "2027-04-30 21:00", CAIRO, "2027-04-30", "2027-04-30"),
        ("2027-04-28 22:00", "2027-04-29 22:00", CAIRO, "2027-04-29", "2027-04-29"),
        # An end at six in the evening still has that day as its last.
        ("2027-05-01 08:00", "2027-05-09 16:00", PARIS, "2027-05-01", "2027-05-09"),
        ("2027-05-01 08:00", None, PARIS, "2027-05-01", None),
    ],
)
def test_instants_and_days_say_the_same(
    starts_at: str, ends_at: str | None, zone: ZoneInfo, first: str, last: str | None
) -> None:
    phase = Dates("vote", utc(starts_at), utc(ends_at) if ends_at else None)
    said = days("vote", first, last)
    assert date_sheet.days_of(phase, zone) == said
    assert date_sheet.dates_on(said, phase, zone) == phase


def test_a_day_that_changes_begins_and_ends_at_midnight() -> None:
    old = Dates("vote", utc("2027-05-01 08:00"), utc("2027-05-09 16:00"))
    moved = date_sheet.dates_on(days("vote", "2027-05-02", "2027-05-10"), old, PARIS)
    assert moved == Dates("vote", utc("2027-05-01 22:00"), utc("2027-05-10 22:00"))


def test_a_time_stays_where_its_day_stays() -> None:
    old = Dates("vote", utc("2027-05-01 08:00"), utc("2027-05-09 16:00"))
    moved = date_sheet.dates_on(days("vote", "2027-05-01", "2027-05-10"), old, PARIS)
    assert moved == Dates("vote", utc("2027-05-01 08:00"), utc("2027-05-10 22:00"))


def test_an_end_can_be_opened_and_closed() -> None:
    old = Dates("deliver", utc("2027-05-01 22:00"), utc("2027-05-09 22:00"))
    opened = date_sheet.dates_on(days("deliver", "2027-05-02", None), old, PARIS)
    assert opened == Dates("deliver", utc("2027-05-01 22:00"), None)
    closed = date_sheet.dates_on(days("deliver", "2027-05-02", "2027-05-03"), opened, PARIS)
    assert closed == Dates("deliver", utc("2027-05-01 22:00"), utc("2027-05-03 22:00"))


@pytest.mark.parametrize(
    ("zone", "number", "before", "after"),
    [
        # Over the spring change a day is an hour shorter, over the autumn change an hour longer.
        (PARIS, 1, "2027-03-27 23:00", "2027-03-28 22:00"),
        (PARIS, 7, "2026-10-22 22:00", "2026-10-29 23:00"),
        (PARIS, -7, "2026-10-29 23:00", "2026-10-22 22:00"),
        # Six in the evening stays six in the evening.
        (PARIS, 7, "2027-03-26 17:00", "2027-04-02 16:00"),
        # From the day that begins at one o'clock to one that begins at midnight, and back.
        (CAIRO, 1, "2027-04-29 22:00", "2027-04-30 21:00"),
        (CAIRO, -1, "2027-04-30 21:00", "2027-04-29 22:00"),
        (CAIRO, -1, "2027-04-29 22:00", "2027-04-28 22:00"),
    ],
)
def test_shifted_dates_keep_their_time_on_the_citys_clocks(
    zone: ZoneInfo, number: int, before: str, after: str
) -> None:
    moved = date_sheet.shifted(Dates("deliver", utc(before), None), number, zone)
    assert moved == Dates("deliver", utc(after), None)


def test_a_shifted_phase_keeps_its_days() -> None:
    phase = Dates("vote", utc("2027-03-19 23:00"), utc("2027-03-27 23:00"))  # 20 to 27 March
    moved = date_sheet.days_of(date_sheet.shifted(phase, 3, PARIS), PARIS)
    assert moved == days("vote", "2027-03-23", "2027-03-30")


def test_only_the_last_phase_may_have_an_open_end() -> None:
    phases = [
        days("propose", None, "2027-03-31"),
        days("vote", "2027-04-01", None),
        days("deliver", "2027-05-01", None),
    ]
    problems = [(found.kind, found.field, found.code) for found in date_sheet.missing_days(phases)]
    assert problems == [
        ("propose", "first_day", "day_missing"),
        ("vote", "last_day", "day_missing"),
    ]


def test_sound_dates_have_no_problems_and_no_warnings() -> None:
    assert date_sheet.contradictions(SOUND) == []
    assert warned(*SOUND) == []


def test_an_overlap_stands_at_the_later_phase() -> None:
    late = Dates("review", utc("2027-03-31 21:59"), utc("2027-04-20 22:00"))
    (problem,) = date_sheet.contradictions([SOUND[0], late, *SOUND[2:]])
    assert (problem.kind, problem.field, problem.code) == ("review", "first_day", "phases_overlap")
    assert problem.values == {"before": "propose", "after": "review"}


def test_all_problems_are_told_at_once() -> None:
    phases = [
        Dates("propose", utc("2027-03-10"), utc("2027-03-01")),
        Dates("review", utc("2027-03-05"), utc("2027-03-20")),
        Dates("vote", utc("2027-03-15"), utc("2027-03-15")),
    ]
    problems = [
        (found.kind, found.field, found.code) for found in date_sheet.contradictions(phases)
    ]
    assert problems == [
        ("propose", "last_day", "phase_ends_too_early"),
        ("vote", "last_day", "phase_ends_too_early"),
        ("vote", "first_day", "phases_overlap"),
    ]


def test_a_gap_is_told_in_whole_days() -> None:
    late = Dates("vote", utc("2027-04-23 22:00"), utc("2027-05-05 22:00"))
    assert warned(*SOUND[:2], late, SOUND[3]) == [
        SheetWarning("vote", "gap_before", day("2027-04-24"), number=3)
    ]


def test_a_night_between_two_phases_is_no_gap() -> None:
    early = Dates("propose", utc("2027-02-28 23:00"), utc("2027-03-31 16:00"))
    assert warned(early, *SOUND[1:]) == []


def test_an_end_on_the_citys_day_of_rest_is_told() -> None:
    # 4 April 2027 is a Sunday, 3 April a Saturday.
    on_sunday = Dates("propose", utc("2027-02-28 23:00"), utc("2027-04-04 22:00"))
    on_saturday = Dates("propose", utc("2027-02-28 23:00"), utc("2027-04-03 22:00"))
    expected = [SheetWarning("propose", "ends_on_rest_day", day("2027-04-04"))]
    assert warned(on_sunday) == expected
    assert warned(on_saturday) == []
    assert codes(warned(on_saturday, rest_day=5)) == [("propose", "ends_on_rest_day")]


@pytest.mark.parametrize(
    ("holiday", "code"),
    [
        ("2027-03-30", "ends_beside_holiday"),
        ("2027-03-31", "ends_on_holiday"),
        ("2027-04-01", "ends_beside_holiday"),
    ],
)
def test_an_end_on_or_beside_a_holiday_is_told(holiday: str, code: str) -> None:
    warnings = warned(SOUND[0], holidays={day(holiday): "Feast"})
    assert warnings == [SheetWarning("propose", code, day("2027-03-31"), holiday="Feast")]


@pytest.mark.parametrize("holiday", ["2027-03-29", "2027-04-02", "2027-03-01"])
def test_a_holiday_further_off_or_at_the_beginning_is_not_told(holiday: str) -> None:
    assert warned(SOUND[0], holidays={day(holiday): "Feast"}) == []


@pytest.mark.parametrize(
    ("zone", "starts_at", "ends_at", "changed", "code"),
    [
        # The last day is 28 March 2027; it has 23 hours.
        (PARIS, "2027-02-28 23:00", "2027-03-28 22:00", "2027-03-28", "clocks_go_forward"),
        # The first day is 25 October 2026; it has 25 hours.
        (PARIS, "2026-10-24 22:00", "2026-11-09 23:00", "2026-10-25", "clocks_go_back"),
        # The day of 30 April 2027 begins at one o'clock in Cairo.
        (CAIRO, "2027-04-29 22:00", "2027-05-10 21:00", "2027-04-30", "clocks_go_forward"),
        # On 29 October 2027 the clocks of Cairo go back at midnight: that hour comes twice.
        (CAIRO, "2027-10-14 21:00", "2027-10-28 22:00", "2027-10-28", "clocks_go_back"),
    ],
)
def test_a_change_of_the_clocks_on_first_or_last_day_is_told(
    zone: ZoneInfo, starts_at: str, ends_at: str, changed: str, code: str
) -> None:
    phase = Dates("review", utc(starts_at), utc(ends_at))
    warnings = warned(phase, zone=zone, today="2026-01-01", rest_day=5)
    assert warnings == [SheetWarning("review", code, day(changed))]


def test_a_change_of_the_clocks_within_a_phase_matters_to_nobody() -> None:
    phase = Dates("review", utc("2027-03-26 23:00"), utc("2027-03-30 22:00"))
    assert warned(phase) == []


@pytest.mark.parametrize(
    ("ends_at", "expected"),
    [("2027-04-26 22:00", [("vote", "vote_is_short")]), ("2027-04-27 22:00", [])],
)
def test_a_vote_of_less_than_a_week_is_told(ends_at: str, expected: list[tuple[str, str]]) -> None:
    vote = Dates("vote", utc("2027-04-20 22:00"), utc(ends_at))
    warnings = warned(vote)
    assert codes(warnings) == expected
    assert [warning.number for warning in warnings] == [6] * len(expected)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2027-02-25", []),
        ("2027-02-26", [("propose", "first_day_soon")]),
        ("2027-03-01", [("propose", "first_day_soon")]),
        ("2027-03-02", [("propose", "first_day_past")]),
    ],
)
def test_a_beginning_that_is_near_or_past_is_told_once(
    today: str, expected: list[tuple[str, str]]
) -> None:
    assert codes(warned(*SOUND, today=today)) == expected


@pytest.mark.parametrize(
    ("ends_at", "is_too_early"),
    [("2027-05-20 22:00", True), ("2027-05-20 22:01", False), ("2027-07-01 22:00", False)],
)
def test_a_list_is_not_decided_before_those_that_are_settled_first(
    ends_at: str, is_too_early: bool
) -> None:
    neighbourhoods = [Dates("publish", utc("2027-05-20 22:00"), None)]
    city = [Dates("allocate", utc("2027-05-05 22:00"), utc(ends_at))]
    warning = date_sheet.warning_about_order(city, [SOUND, neighbourhoods], PARIS)
    expected = SheetWarning("allocate", "decided_too_early", day("2027-05-21"))
    assert warning == (expected if is_too_early else None)
    assert date_sheet.warning_about_order(city, [], PARIS) is None


def test_smaller_places_are_settled_first_unless_the_edition_says_otherwise() -> None:
    city, neighbourhood = 1, 3
    assert is_settled_before("lower", neighbourhood, city)
    assert not is_settled_before("lower", city, neighbourhood)
    assert is_settled_before("higher", city, neighbourhood)
    assert not is_settled_before("lower", city, city)
