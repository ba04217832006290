"""Public holidays as a city pastes them, and their page at the desk."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.places import queries, services
from neighbourhood.places.rules import holidays_as_text, read_holidays
from neighbourhood.refusals import Invalid, NotAllowed
from tests import builders
from tests.builders import actor_of
from tests.visitor import Visitor

CHRISTMAS = date(2026, 12, 25)

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VTIMEZONE
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20261225
DTEND;VALUE=DATE:20261227
SUMMARY;LANGUAGE=de:Weihnachten\\, beide
  Feiertage
BEGIN:VALARM
SUMMARY:Ring
END:VALARM
END:VEVENT
BEGIN:VEVENT
SUMMARY:Neujahr
DTSTART:20270101T000000Z
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize(
    "line",
    [
        "2026-12-25 Noël",
        "25.12.2026 Noël",
        "25/12/2026 Noël",
        "  2026-12-25;  Noël  ",
        "٢٠٢٦-١٢-٢٥ Noël",
    ],
)
def test_a_holiday_is_a_day_and_its_name(line: str) -> None:
    assert read_holidays(f"\n{line}\n\n") == {CHRISTMAS: "Noël"}


def test_two_names_of_one_day_both_stay_and_days_come_in_order() -> None:
    text = "2027-05-06 Ascension\n2026-12-25 Noël\n2027-05-06 Fête\n2027-05-06 Fête"
    assert list(read_holidays(text).items()) == [
        (CHRISTMAS, "Noël"),
        (date(2027, 5, 6), "Ascension, Fête"),
    ]


def test_a_calendar_file_is_read_with_its_long_events_and_folded_lines() -> None:
    assert read_holidays(CALENDAR.replace("\n", "\r\n")) == {
        CHRISTMAS: "Weihnachten, beide Feiertage",
        date(2026, 12, 26): "Weihnachten, beide Feiertage",
        date(2027, 1, 1): "Neujahr",
    }


def test_lines_may_stand_before_and_after_a_calendar() -> None:
    text = f"2027-07-14 Fête nationale\n{CALENDAR}2027-11-01 Toussaint"
    assert list(read_holidays(text)) == [
        CHRISTMAS,
        date(2026, 12, 26),
        date(2027, 1, 1),
        date(2027, 7, 14),
        date(2027, 11, 1),
    ]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("2026-12-25 Noël\nNoël", "holiday_unread", 2),
        ("2026-12-25", "holiday_unread", 1),
        ("\n2026-02-30 Noël", "holiday_unread", 2),
        ("12/25/2026 Christmas", "holiday_unread", 1),
        ("1026-12-25 Noël", "holiday_unread", 1),
        (CALENDAR.replace("20270101T", "2027-01-0"), "holiday_unread", 21),
        (CALENDAR.replace("SUMMARY:Neujahr\n", ""), "holiday_event_unread", 19),
        (CALENDAR.replace("SUMMARY:Neujahr", "RRULE:FREQ=YEARLY"), "holiday_repeats", 20),
        (CALENDAR.replace("20261227", "20270227"), "holiday_too_long", 9),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text: str, code: str, line: int) -> None:
    with pytest.raises(Invalid, match=code) as refused:
        read_holidays(text)
    assert (refused.value.field, refused.value.values["line"]) == ("holidays", line)


def test_more_days_than_anybody_has_are_refused() -> None:
    first = date(2027, 1, 1).toordinal()
    days = {date.fromordinal(first + number): "Feast" for number in range(1001)}
    with pytest.raises(Invalid, match="holidays_too_many"):
        read_holidays(holidays_as_text(days))


def test_what_was_saved_reads_the_same_again() -> None:
    days = {CHRISTMAS: "Noël", date(2027, 1, 1): "Nouvel an"}
    assert holidays_as_text(days) == "2026-12-25 Noël\n2027-01-01 Nouvel an"
    assert read_holidays(holidays_as_text(days)) == days


def test_staff_set_the_holidays_and_replace_them(session: Session) -> None:
    builders.a_city(session)
    staff = actor_of(session, builders.a_staff_member(session))
    services.set_holidays(session, {CHRISTMAS: "Noël"}, actor=staff, now=clock.now())
    assert queries.holidays(session) == {CHRISTMAS: "Noël"}
    new_year = {date(2027, 1, 1): "Nouvel an"}
    services.set_holidays(session, new_year, actor=staff, now=clock.now())
    assert queries.holidays(session) == new_year


def test_residents_set_no_holidays(session: Session) -> None:
    builders.a_city(session)
    resident = actor_of(session, builders.a_person(session))
    with pytest.raises(NotAllowed):
        services.set_holidays(session, {CHRISTMAS: "Noël"}, actor=resident, now=clock.now())
    assert queries.holidays(session) == {}


def test_pasted_holidays_come_back_as_a_list(session: Session, visitor: Visitor) -> None:
    builders.a_city(session)
    visitor.sign_in(builders.a_staff_member(session))
    visitor.get("/en/desk/holidays/")
    visitor.post("/en/desk/holidays/", {"holidays": "25.12.2026 Noël\n01/01/2027 Nouvel an"})
    shown = visitor.get("/en/desk/holidays/")
    assert "Friday, December 25" in shown.text and "Nouvel an" in shown.text
    assert "2026-12-25 Noël" in shown.text


def test_a_line_that_cannot_be_read_changes_nothing(session: Session, visitor: Visitor) -> None:
    builders.a_city(session)
    visitor.sign_in(builders.a_staff_member(session))
    visitor.get("/en/desk/holidays/")
    text = "2026-12-25 Noël\nsoon: a feast"
    shown = visitor.post("/en/desk/holidays/", {"holidays": text}, status=422)
    assert "Line 2" in shown.text and "soon: a feast" in shown.text
    session.expire_all()
    assert queries.holidays(session) == {}
