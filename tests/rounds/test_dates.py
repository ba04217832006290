"""The dates of all rounds of a draft on one sheet: saved together or not at all, and seen as a
calendar.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.permissions import SYSTEM
from neighbourhood.places.rules.levels import Level
from neighbourhood.refusals import Invalid, NotAllowed, NotNow
from neighbourhood.rounds import services
from neighbourhood.rounds.models import Edition, Phase, Round
from neighbourhood.rounds.queries import edition_at_desk, round_at_desk
from neighbourhood.rounds.rules import Dates
from neighbourhood.trail.models import TrailEntry
from tests import builders as b
from tests.visitor import Page, Visitor

NOW = datetime(2027, 1, 4, 12, 0, tzinfo=UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


#: Without a gap, from Monday, 1 March 2027, in Paris; see the days in tests/rounds/test_date_sheet.
DATES = [
    Dates("propose", utc("2027-02-28 23:00"), utc("2027-03-31 22:00")),
    Dates("review", utc("2027-03-31 22:00"), utc("2027-04-20 22:00")),
    Dates("vote", utc("2027-04-20 22:00"), utc("2027-05-05 22:00")),
    Dates("allocate", utc("2027-05-05 22:00"), utc("2027-05-25 22:00")),
    Dates("publish", utc("2027-05-25 22:00"), utc("2027-06-15 22:00")),
    Dates("deliver", utc("2027-06-15 22:00"), None),
]


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def draft(session: Session) -> Edition:
    b.a_city(session, timezone="Europe/Paris", holidays={"2027-05-06": "Ascension"})
    edition = services.open_edition(
        session,
        scheme="act-in-my-neighbourhood",
        slug="act-2027",
        title={"en": "Act 2027"},
        aims={},
        actor=SYSTEM,
        now=NOW,
    )
    for slug, name in (("mirail", "Mirail"), ("empalot", "Empalot")):
        place = b.a_neighbourhood(session, slug, name=name)
        services.add_round(
            session, edition, place, fund=5_000_000, phases=DATES, actor=SYSTEM, now=NOW
        )
    return edition


@pytest.fixture
def clerk(visitor: Visitor, session: Session, draft: Edition) -> Visitor:
    return visitor.sign_in(b.a_staff_member(session))


def the_round(session: Session, slug: str) -> Round:
    return round_at_desk(session, f"act-2027-{slug}")


def dates_of(session: Session, slug: str) -> list[Dates]:
    phases = the_round(session, slug).phases
    return [Dates(phase.kind, phase.starts_at, phase.ends_at) for phase in phases]


def name_of(session: Session, slug: str, kind: str, day: str) -> str:
    phase = next(phase for phase in the_round(session, slug).phases if phase.kind == kind)
    return f"phase_{phase.id}_{day}"


def sheet(clerk: Visitor, data: dict[str, str], *, status: int = 303) -> Page:
    return clerk.fill("rounds_desk.dates", data, status=status, slug="act-2027")


def test_a_day_of_one_round_changes_alone(clerk: Visitor, session: Session) -> None:
    sheet(clerk, {name_of(session, "mirail", "propose", "first_day"): "2027-03-03"})
    first, *others = dates_of(session, "mirail")
    assert first == Dates("propose", utc("2027-03-02 23:00"), utc("2027-03-31 22:00"))
    assert others == DATES[1:]
    assert dates_of(session, "empalot") == DATES


def test_a_time_that_is_not_midnight_stays_until_its_day_changes(
    clerk: Visitor, session: Session
) -> None:
    the_round(session, "mirail").phases[0].starts_at = utc("2027-03-01 08:30")
    sheet(clerk, {name_of(session, "mirail", "vote", "last_day"): "2027-05-04"})
    found = dates_of(session, "mirail")
    assert found[0].starts_at == utc("2027-03-01 08:30")
    assert found[2].ends_at == utc("2027-05-04 22:00")


def test_all_rounds_move_together_over_the_change_of_the_clocks(
    clerk: Visitor, session: Session
) -> None:
    sheet(clerk, {"moved_by": "28", "direction": "later"})
    for slug in ("mirail", "empalot"):
        found = dates_of(session, slug)
        # 29 March, when the clocks have changed, to 28 April.
        assert found[0] == Dates("propose", utc("2027-03-28 22:00"), utc("2027-04-28 22:00"))
        assert found[5] == Dates("deliver", utc("2027-07-13 22:00"), None)
    sheet(clerk, {"moved_by": "28", "direction": "earlier"})
    assert dates_of(session, "mirail") == DATES


def test_all_rounds_take_the_dates_of_one_with_its_times(clerk: Visitor, session: Session) -> None:
    the_round(session, "mirail").phases[2].ends_at = utc("2027-05-05 16:00")
    changed = {
        "same_as": str(the_round(session, "mirail").id),
        name_of(session, "mirail", "propose", "first_day"): "2027-03-02",
        # What stands at the others does not matter then.
        name_of(session, "empalot", "propose", "first_day"): "",
        name_of(session, "empalot", "vote", "last_day"): "2027-04-01",
    }
    sheet(clerk, changed)
    assert dates_of(session, "empalot") == dates_of(session, "mirail")
    assert dates_of(session, "empalot")[0].starts_at == utc("2027-03-01 23:00")
    assert dates_of(session, "empalot")[2].ends_at == utc("2027-05-05 16:00")


@pytest.mark.parametrize(
    ("kind", "field", "typed", "message"),
    [
        ("review", "first_day", "2027-03-31", "begins before the one before it has ended"),
        ("vote", "last_day", "2027-04-20", "ends before it begins"),
        ("vote", "last_day", "", "Please give this day."),
        ("propose", "first_day", "", "Please give this day."),
        ("propose", "first_day", "2027-02-30", "Please give a day such as 2026-10-31."),
    ],
)
def test_what_contradicts_itself_stands_beside_its_day_and_nothing_is_saved(
    clerk: Visitor, session: Session, kind: str, field: str, typed: str, message: str
) -> None:
    wrong = name_of(session, "empalot", kind, field)
    right = name_of(session, "mirail", "deliver", "first_day")
    page = sheet(clerk, {wrong: typed, right: "2027-06-20"}, status=422)
    (error,) = page.errors()
    assert message in error
    assert [field.get("name") for field in page.all("input") if field.get("aria-invalid")] == [
        wrong
    ]
    assert dates_of(session, "mirail") == DATES and dates_of(session, "empalot") == DATES


def test_all_contradictions_are_told_at_once(clerk: Visitor, session: Session) -> None:
    wrong = {
        name_of(session, slug, "review", "first_day"): "2027-03-30"
        for slug in ("mirail", "empalot")
    }
    assert len(sheet(clerk, wrong, status=422).errors()) == 2


def test_what_is_wrong_in_the_round_that_all_follow_is_told_once(
    clerk: Visitor, session: Session
) -> None:
    wrong = {
        "same_as": str(the_round(session, "mirail").id),
        name_of(session, "mirail", "review", "first_day"): "2027-03-30",
    }
    assert len(sheet(clerk, wrong, status=422).errors()) == 1
    assert dates_of(session, "empalot") == DATES


def test_what_deserves_a_second_look_is_told_and_saved(clerk: Visitor, session: Session) -> None:
    calm = clerk.get("rounds_desk.dates", slug="act-2027").text
    # The vote ends on 5 May, the day before Ascension.
    assert "next to a public holiday (Ascension). (all rounds)" in calm
    done = sheet(clerk, {name_of(session, "mirail", "propose", "last_day"): "2027-03-28"})
    text = clerk.follow(done).text
    for words in (
        "“Propose” ends on a day of rest: Sunday, March 28. (Mirail)",
        "The clocks go forward on Sunday, March 28",
        "Nothing happens for 3 days before “Check” begins on Thursday, April 1. (Mirail)",
    ):
        assert words in text, words


def test_what_deserves_a_second_look_is_told_once_more_before_all_see_it(clerk: Visitor) -> None:
    text = clerk.get("rounds_desk.make_public", slug="act-2027").text
    assert "next to a public holiday (Ascension). (all rounds)" in text


def test_a_list_that_is_decided_too_early_is_told(
    clerk: Visitor, session: Session, draft: Edition
) -> None:
    early = "A project could not stand on both lists."
    assert early not in clerk.get("rounds_desk.dates", slug="act-2027").text
    city = b.a_neighbourhood(session, "city", name="Toulouse", level=Level.CITY)
    services.add_round(session, draft, city, fund=0, phases=DATES, actor=SYSTEM, now=NOW)
    assert early in clerk.get("rounds_desk.dates", slug="act-2027").text


def test_the_calendar_shows_first_and_last_days_and_holidays(clerk: Visitor) -> None:
    page = clerk.get("rounds_desk.dates", slug="act-2027")
    captions = [caption.text for caption in page.all("caption")]
    assert captions == ["March 2027", "April 2027", "May 2027", "June 2027"]
    assert "Public holiday: Ascension ○ First day: Committee" in page.text
    # 1 March 2027 is a Monday, and in France a week begins on it.
    first_week = next(page.all("tbody"))
    assert page.text.count("Last day: Vote") == 1 and first_week is not None


def test_a_calendar_names_the_rounds_that_differ(clerk: Visitor, session: Session) -> None:
    done = sheet(clerk, {name_of(session, "mirail", "propose", "first_day"): "2027-03-03"})
    text = clerk.follow(done).text
    assert "Wednesday, March 3 ○ First day: Propose ( Mirail )" in text
    assert "Monday, March 1 ○ First day: Propose ( Empalot )" in text


def test_the_dates_of_what_is_public_need_two_people(
    clerk: Visitor, session: Session, draft: Edition
) -> None:
    services.make_public(session, draft, actor=SYSTEM, now=NOW)
    name = name_of(session, "mirail", "propose", "first_day")
    refused = clerk.post("rounds_desk.dates", {name: "2027-03-03"}, status=409, slug="act-2027")
    assert "Its dates change only when two people agree" in refused.text
    assert dates_of(session, "mirail") == DATES
    shown = clerk.get("rounds_desk.dates", slug="act-2027")
    assert "March 2027" in shown.text and name not in shown.fields()
    with pytest.raises(NotNow, match="dates_need_two_people"):
        services.set_dates(session, draft, {}, actor=SYSTEM, now=NOW)


def test_a_service_checks_what_a_form_would(session: Session, draft: Edition) -> None:
    mirail, empalot = the_round(session, "mirail"), the_round(session, "empalot")
    wrong = [Dates("vote", utc("2027-04-01 22:00"), utc("2027-05-05 22:00"))]
    right = [Dates("deliver", utc("2027-06-20 22:00"), None)]
    with pytest.raises(Invalid, match="phases_overlap"):
        services.set_dates(
            session, draft, {mirail.id: right, empalot.id: wrong}, actor=SYSTEM, now=NOW
        )
    assert dates_of(session, "mirail") == DATES
    stranger = b.actor_of(session, b.a_person(session))
    with pytest.raises(NotAllowed):
        services.set_dates(session, draft, {mirail.id: right}, actor=stranger, now=NOW)
    services.set_dates(session, draft, {mirail.id: right}, actor=SYSTEM, now=NOW)
    assert dates_of(session, "mirail")[5] == right[0]
    newest = session.scalars(select(TrailEntry).order_by(TrailEntry.id.desc())).first()
    assert newest is not None and newest.act == "set_dates"


def test_an_edition_without_rounds_has_no_sheet(clerk: Visitor, session: Session) -> None:
    services.open_edition(
        session,
        scheme="act-in-my-neighbourhood",
        slug="bare",
        title={"en": "Bare"},
        actor=SYSTEM,
        now=NOW,
    )
    page = clerk.get("rounds_desk.dates", slug="bare")
    assert "This edition has no rounds yet." in page.text
    assert session.scalars(select(Phase)).all() and edition_at_desk(session, "bare").is_draft
