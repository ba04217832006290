"""Dates, money limits and presets of rounds, without an app; expected instants are written
by hand.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from neighbourhood.canonical import canonical
from neighbourhood.permissions.actor import Actor, HeldRole, Role
from neighbourhood.permissions.second import require_second_person
from neighbourhood.refusals import Invalid, NotAllowed, NotNow
from neighbourhood.rounds import rules
from neighbourhood.rounds.documents.schemes import all_schemes, scheme_named
from neighbourhood.rounds.rules import Dates, settings

PARIS = ZoneInfo("Europe/Paris")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "zone", "expected"),
    [
        (
            "2026-10-31",
            "Europe/Paris",
            "2026-10-31 23:00",
        ),  # winter time: 24:00 is one hour ahead of UTC
        ("2026-07-31", "Europe/Paris", "2026-07-31 22:00"),  # summer time: two hours
        ("2026-10-24", "Europe/Paris", "2026-10-24 22:00"),  # the evening before the clocks go back
        (
            "2026-10-25",
            "Europe/Paris",
            "2026-10-25 23:00",
        ),  # the night the clocks go back: the day has 25 hours
        (
            "2026-03-28",
            "Europe/Paris",
            "2026-03-28 23:00",
        ),  # the evening before the clocks go forward
        (
            "2026-03-29",
            "Europe/Paris",
            "2026-03-29 22:00",
        ),  # the night the clocks go forward: the day has 23 hours
        ("2026-12-31", "America/New_York", "2027-01-01 05:00"),
        (
            "2024-04-25",
            "Africa/Cairo",
            "2024-04-25 22:00",
        ),  # the next day's midnight is skipped: the clocks jump there
    ],
)
def test_an_end_of_day_is_an_exclusive_instant(day: str, zone: str, expected: str) -> None:
    (only_day,) = rules.consecutive([("vote", 1)], date.fromisoformat(day), ZoneInfo(zone))
    assert only_day.ends_at == utc(expected)


def test_default_phases_last_whole_days_across_the_clock_change() -> None:
    lengths = [("propose", 30), ("vote", 1), ("deliver", None)]
    assert rules.consecutive(lengths, date(2026, 10, 1), PARIS) == [
        Dates("propose", utc("2026-09-30 22:00"), utc("2026-10-30 23:00")),
        Dates("vote", utc("2026-10-30 23:00"), utc("2026-10-31 23:00")),
        Dates("deliver", utc("2026-10-31 23:00"), None),
    ]


PHASES = [
    Dates("propose", utc("2026-10-01"), utc("2026-10-11")),
    Dates("vote", utc("2026-10-11"), utc("2026-10-21")),
    Dates("allocate", utc("2026-10-26"), utc("2026-11-01")),
    Dates("deliver", utc("2026-11-01"), None),
]


@pytest.mark.parametrize(
    ("now", "current", "following"),
    [
        ("2026-09-30 23:59", None, "propose"),
        ("2026-10-01", "propose", "vote"),
        ("2026-10-10 23:59", "propose", "vote"),
        ("2026-10-11", "vote", "allocate"),
        ("2026-10-21", None, "allocate"),
        ("2026-12-01", "deliver", None),
    ],
)
def test_a_round_stands_in_one_phase_or_between_two(
    now: str, current: str | None, following: str | None
) -> None:
    here, ahead = rules.current_phase(PHASES, utc(now)), rules.next_phase(PHASES, utc(now))
    assert (here and here.kind, ahead and ahead.kind) == (current, following)


@pytest.mark.parametrize(
    ("kind", "now", "code"),
    [
        ("vote", "2026-10-10", "vote_not_yet"),
        ("vote", "2026-10-21", "vote_over"),
        ("review", "2026-10-10", "review_never"),
    ],
)
def test_out_of_its_phase_an_act_is_refused_with_the_date(kind: str, now: str, code: str) -> None:
    with pytest.raises(NotNow) as refused:
        rules.require_phase(PHASES, kind, utc(now))
    assert refused.value.code == code
    rules.require_phase(PHASES, "vote", utc("2026-10-20 23:59"))


@pytest.mark.parametrize("slug", ["amq-2026", "a", "2026", "a" * 59])
def test_slugs_that_fit_an_address(slug: str) -> None:
    settings.require_slug(slug)


@pytest.mark.parametrize("slug", ["a" * 60, "", "-a", "a--b", "A", "a b", "é", "a/b", "a\n"])
def test_slugs_that_do_not_fit_an_address(slug: str) -> None:
    with pytest.raises(Invalid, match="slug_unfit"):
        settings.require_slug(slug)


def test_the_canonical_text_does_not_depend_on_the_order_of_writing() -> None:
    assert (
        canonical({"b": [1, {"d": "ü", "c": None}], "a": 2}) == '{"a":2,"b":[1,{"c":null,"d":"ü"}]}'
    )
    with pytest.raises(ValueError, match="JSON"):
        canonical({"a": float("nan")})


def test_all_eight_presets_are_rows_and_two_are_usable() -> None:
    assert [scheme.name for scheme in all_schemes()] == [
        "act-in-my-neighbourhood",
        "district-programme",
        "youth",
        "street-initiatives",
        "small-grants",
        "prize",
        "community-budget",
        "wish",
    ]
    usable = [scheme for scheme in all_schemes() if scheme.is_usable]
    assert [(s.name, s.decided_by, s.rule) for s in usable] == [
        ("act-in-my-neighbourhood", "committee", "greedy@1"),
        ("district-programme", "vote", "equal-shares@1"),
    ]


def test_the_usable_presets_can_be_counted() -> None:
    for scheme in all_schemes():
        if scheme.is_usable and scheme.rule:
            assert settings.counting_parameters(scheme.rule, scheme.parameters).rule == scheme.rule
    with pytest.raises(Invalid, match="scheme_not_usable"):
        scheme_named("youth")


NOW = utc("2026-11-22 12:00")


def staff(
    person_id: int,
    *,
    given_by: int | None = None,
    given_at: str = "2026-11-19 12:00",
    role: Role = Role.STAFF,
) -> Actor:
    return Actor(person_id, roles=(HeldRole(role, None, given_by, utc(given_at)),))


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (staff(1), "second_is_first"),
        (Actor(), "second_is_first"),
        (staff(2, role=Role.OFFICER), "second_lacks_role"),
        (staff(2, given_by=1), "second_given_by_first"),
        (staff(2, given_at="2026-11-19 12:01"), "second_too_new"),
    ],
)
def test_who_is_no_second_person(second: Actor, code: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        require_second_person(1, second, Role.STAFF, NOW)
    assert refused.value.code == code


def test_a_role_of_exactly_72_hours_from_somebody_else_makes_a_second_person() -> None:
    require_second_person(1, staff(2, given_by=3), Role.STAFF, NOW)
