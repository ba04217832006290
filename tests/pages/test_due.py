"""What is due this week and the next, told to each at the desk in time."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.committees.models import CommitteeSeat, Meeting
from neighbourhood.people.models import Person, Residency
from neighbourhood.permissions import Role
from neighbourhood.rooms import HOUSE
from neighbourhood.rounds.models import Round
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record
from neighbourhood.web.waiting import Due, ends_of_weeks, what_is_due
from tests import builders as a
from tests.visitor import Page, Visitor

pytestmark = pytest.mark.backend("sqlite", "postgresql")
#: A Wednesday.
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FAR = {"propose": (-40, -20), "review": (-20, -10), "vote": (60, 70), "allocate": (70, 80)}


@pytest.fixture(autouse=True)
def _on_a_wednesday() -> Iterator[None]:
    with clock.at(NOW):
        yield


def a_dated_round(
    session: Session, *, is_closed: bool = True, **days: tuple[float, float]
) -> Round:
    """Add a round whose phases begin and end so many days from now; its list is closed, so that
    other things stand alone.
    """
    round_ = a.a_round(session, "review", place=a.a_neighbourhood(session))
    dates = FAR | {"publish": (80, 90), "deliver": (90, 100)} | days
    for phase in round_.phases:
        start, end = dates[phase.kind]
        phase.starts_at, phase.ends_at = NOW + start * DAY, NOW + end * DAY
    if is_closed:
        round_.list_closed_at, round_.list_seed = NOW - DAY, "seed"
    session.flush()
    return round_


def made_ready(session: Session, round_: Round) -> Round:
    """Give a round what its vote needs."""
    a.a_project(session, round_, state="feasible")
    round_.first_key_holder_id = a.a_staff_member(session).id
    round_.second_key_holder_id = a.a_staff_member(session).id
    session.flush()
    return round_


def section(page: Page, name: str) -> list[str]:
    """Return the lines under a heading of the desk's first page."""
    found = next((s for s in page.all("section") if s.get("aria-labelledby") == name), None)
    items = [] if found is None else list(found.iter("li"))
    return [" ".join(" ".join(item.itertext()).split()) for item in items]


def seen_by(visitor: Visitor, person: Person) -> Page:
    return visitor.sign_in(person).get("pages_desk.home", most_queries=40)


def test_a_week_ends_on_sunday_by_the_city_s_clock() -> None:
    ends = ends_of_weeks(NOW, ZoneInfo("Europe/Paris"))
    assert [end.isoformat() for end in ends] == [
        "2026-11-30T00:00:00+01:00",
        "2026-12-07T00:00:00+01:00",
    ]


def test_a_vote_without_key_holders_is_told_a_week_before_it_should_open(visitor: Visitor) -> None:
    round_ = a_dated_round(visitor.session, vote=(7, 20), allocate=(20, 30))
    a.a_project(visitor.session, round_, state="feasible")
    page = seen_by(visitor, a.a_staff_member(visitor.session))
    assert section(page, "next-week") == [
        f"1 The vote cannot open yet, something is missing: {round_.place.name} "
        "Wednesday, December 2"
    ]
    assert visitor.url("ballots_desk.round", slug=round_.slug) in page.links()


def test_a_vote_that_has_all_it_needs_is_told_without_alarm(visitor: Visitor) -> None:
    round_ = made_ready(visitor.session, a_dated_round(visitor.session, vote=(3, 20)))
    lines = section(seen_by(visitor, a.a_staff_member(visitor.session)), "this-week")
    assert [line.split(" Saturday")[0] for line in lines] == [
        f"1 The vote opens: {round_.place.name}"
    ]


def test_a_key_holder_who_lost_the_role_makes_the_opening_lack_one(visitor: Visitor) -> None:
    round_ = made_ready(visitor.session, a_dated_round(visitor.session, vote=(3, 20)))
    round_.second_key_holder_id = a.a_person(visitor.session).id
    lines = section(seen_by(visitor, a.a_staff_member(visitor.session)), "this-week")
    assert "something is missing" in lines[0]


def test_a_list_that_is_still_open_is_told_until_its_vote_begins(visitor: Visitor) -> None:
    dated = a_dated_round(visitor.session, is_closed=False, vote=(3, 20))
    round_ = made_ready(visitor.session, dated)
    lines = section(seen_by(visitor, a.a_staff_member(visitor.session)), "this-week")
    assert any(f"The list of {round_.place.name} is to be closed" in line for line in lines)


def test_the_votes_of_many_places_are_one_line(visitor: Visitor) -> None:
    for _number in range(30):
        a_dated_round(visitor.session, vote=(3, 20))
    lines = section(seen_by(visitor, a.a_staff_member(visitor.session)), "this-week")
    assert [line.split(" Saturday")[0] for line in lines] == [
        "30 Votes that cannot open yet: something is missing"
    ]


def test_reviewers_learn_how_many_projects_have_no_verdict_when_the_check_ends(
    visitor: Visitor,
) -> None:
    round_ = a_dated_round(visitor.session, review=(-5, 4), vote=(30, 40))
    for _number in range(3):
        a.a_project(visitor.session, round_, state="submitted")
    a.a_project(visitor.session, round_, state="feasible")
    lines = section(seen_by(visitor, a.a_reviewer(visitor.session)), "this-week")
    assert [line.split(" Sunday")[0] for line in lines] == [
        f"3 Projects without a verdict in {round_.place.name}"
    ]
    other = a_dated_round(visitor.session, review=(-5, 4), vote=(30, 40))
    a.a_project(visitor.session, other, state="submitted")
    lines = section(seen_by(visitor, a.a_reviewer(visitor.session)), "this-week")
    assert [line.split(" Sunday")[0] for line in lines] == [
        "4 Projects without a verdict when their check ends"
    ]


def test_staff_learn_that_a_result_is_to_be_published_and_until_when(visitor: Visitor) -> None:
    round_ = a_dated_round(
        visitor.session, vote=(-20, -10), allocate=(-10, -1), publish=(-1, 4), deliver=(4, 90)
    )
    round_.opened_at, round_.sealed_at = NOW - 20 * DAY, NOW - 10 * DAY
    page = seen_by(visitor, a.a_staff_member(visitor.session))
    assert "1 Results to publish since" in page.text
    assert f"The result is to be published: {round_.place.name}" in section(page, "this-week")[0]


def test_an_act_of_the_council_that_is_missing_waits(visitor: Visitor) -> None:
    round_ = a_dated_round(visitor.session, vote=(-20, -10), allocate=(-10, -5), publish=(-5, -1))
    round_.opened_at, round_.sealed_at = NOW - 20 * DAY, NOW - 10 * DAY
    a.a_publication(visitor.session, round_)
    assert (
        "Acts of the council to enter" in seen_by(visitor, a.a_staff_member(visitor.session)).text
    )


def test_key_holders_see_their_half_until_they_have_printed_it(visitor: Visitor) -> None:
    session = visitor.session
    round_ = made_ready(session, a_dated_round(session, vote=(-1, 4)))
    round_.opened_at = NOW - DAY
    holder = session.get(Person, round_.first_key_holder_id)
    assert holder is not None
    page = seen_by(visitor, holder)
    assert f"Your half of the key to print: {round_.place.name}" in page.text
    assert "Print your half of the key before the vote ends" in section(page, "this-week")[-1]
    record(
        session,
        "show_key_half",
        ThingRef(ThingKind.ROUND, round_.id),
        actor=a.actor_of(session, holder),
        now=NOW,
    )
    assert "half of the key" not in seen_by(visitor, holder).text


def test_members_of_a_committee_have_their_decisions_due_also_without_a_desk(
    session: Session,
) -> None:
    round_ = a_dated_round(session, vote=(-20, -10), allocate=(-10, 4))
    round_.opened_at, round_.sealed_at = NOW - 20 * DAY, NOW - 10 * DAY
    a.a_project(session, round_, state="feasible")
    a.a_project(session, round_, state="feasible")
    member, stranger = a.a_person(session), a.a_person(session)
    a.added(
        session,
        CommitteeSeat(
            round_id=round_.id,
            number=1,
            person_id=member.id,
            starts_on=(NOW - 30 * DAY).date(),
            ends_on=(NOW + 30 * DAY).date(),
        ),
    )
    a.added(session, Meeting(round_id=round_.id, held_at=NOW - DAY, place="Hall", language="en"))
    assert [(str(due.label), due.count) for due in dues(session, member)] == [
        (f"Projects on which the committee has not decided: {round_.place.name}", 2),
        (f"Minutes that are not published: {round_.place.name}", 1),
    ]
    assert dues(session, stranger) == []


def dues(session: Session, person: Person) -> list[Due]:
    return what_is_due(HOUSE.due, session, a.actor_of(session, person), NOW, NOW + 14 * DAY)


def test_officers_have_a_week_for_a_claim(visitor: Visitor) -> None:
    place = a.a_neighbourhood(visitor.session)
    for days in (10, 5, 1):
        a.added(
            visitor.session,
            Residency(
                person_id=a.a_person(visitor.session).id,
                place_id=place.id,
                method="in_person",
                asked_at=NOW - days * DAY,
            ),
        )
    lines = section(seen_by(visitor, a.an_officer(visitor.session, place)), "this-week")
    assert lines[0].startswith("3 Residencies to confirm, so that nobody waits longer than a week")


def test_a_draft_that_begins_soon_is_told(visitor: Visitor) -> None:
    round_ = a_dated_round(visitor.session, propose=(3, 20), review=(20, 40))
    round_.edition.public_at = None
    page = seen_by(visitor, a.a_staff_member(visitor.session))
    assert section(page, "this-week")[0].startswith(
        "1 A draft begins: make the edition public before"
    )


def test_a_move_is_due_at_the_old_date_for_everybody_but_the_one_who_asked(
    visitor: Visitor,
) -> None:
    round_ = a_dated_round(visitor.session, review=(-5, 3), vote=(30, 40))
    asks, confirms = a.a_staff_member(visitor.session), a.a_staff_member(visitor.session)
    phase = next(phase for phase in round_.phases if phase.kind == "review")
    a.an_asked_move(visitor.session, phase, asks, at=NOW)
    label = "Confirm the moved phase before its old date"
    assert label in seen_by(visitor, confirms).text
    assert label not in seen_by(visitor, asks).text


def test_where_nothing_is_due_the_next_thing_is_told_with_its_day(visitor: Visitor) -> None:
    made_ready(visitor.session, a_dated_round(visitor.session))
    page = seen_by(visitor, a.a_staff_member(visitor.session))
    assert "Nothing is due this week or next. This comes first:" in page.text
    assert "The vote opens" in section(page, "coming")[0]
    assert "Well done" not in page.text


def test_all_that_falls_on_the_next_instant_is_told(visitor: Visitor) -> None:
    rounds = [made_ready(visitor.session, a_dated_round(visitor.session)) for _ in range(2)]
    holder = a.a_staff_member(visitor.session)
    for round_ in rounds:
        round_.first_key_holder_id = holder.id
    visitor.session.flush()
    lines = section(seen_by(visitor, holder), "coming")
    assert sum("Your half of the key" in line for line in lines) == 2
    assert sum("Votes open" in line for line in lines) == 1


@pytest.mark.parametrize("number", [2, 20, 200])
@pytest.mark.backend("sqlite")
def test_the_desk_asks_as_few_questions_of_a_large_city(visitor: Visitor, number: int) -> None:
    for _round in range(number):
        a_dated_round(visitor.session, review=(-5, 4), vote=(5, 9), allocate=(9, 20))
    page = seen_by(visitor, a.a_holder(visitor.session, Role.STAFF))
    assert page.queries <= 34
    assert len(page.html) < 30_000
