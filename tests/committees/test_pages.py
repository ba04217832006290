"""Pages of committees: what everybody sees, the working table, decisions, minutes, the desk."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.committees import services
from neighbourhood.committees.models import CommitteeSeat, Decision, Interest, Meeting
from neighbourhood.projects.models import Project, Review
from neighbourhood.rounds.models import Fund
from tests import builders as b
from tests.committees.conftest import NOW, Sitting, a_sitting, seal
from tests.visitor import Page, Visitor, words


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def trees(session: Session, sitting: Sitting) -> Project:
    return b.a_project(session, sitting.round, "Fruit trees", number=1, reference="1")


@pytest.fixture
def benches(session: Session, sitting: Sitting) -> Project:
    return b.a_project(
        session,
        sitting.round,
        "Benches",
        number=2,
        reference="2",
        cost=2_500_000,
        author_id=sitting.people[1].id,
    )


def total(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def allocated(session: Session) -> int:
    return session.scalar(select(Fund.allocated)) or 0


GOOD = {
    "amount": "8000",
    "votes_for": "3",
    "votes_against": "0",
    "abstentions": "0",
    "reason": "Most voted for it.",
    "language": "en",
}


def test_everybody_sees_the_committee_but_no_addresses(
    visitor: Visitor, sitting: Sitting, benches: Project
) -> None:
    sitting.open(1, 2, 3)
    page = visitor.get("committees.show", slug=sitting.round.slug)
    for word in (
        "Amina",
        "Chair",
        "Seat 4",
        "Substitute",
        "Benches",
        "Wrote the project",
        "No minutes are published yet.",
    ):
        assert word in page.text, word
    assert (
        "@example.org" not in page.html
        and "Working table" not in page.text
        and "School hall" not in page.text
    )


def test_a_round_without_a_committee_says_so(visitor: Visitor, session: Session) -> None:
    round_ = b.a_round(session, "vote", decided_by="vote")
    assert (
        "No committee decides in this round"
        in visitor.get("committees.show", slug=round_.slug).text
    )
    visitor.get("committees.show", slug="nowhere", status=404)


def test_the_table_shows_votes_places_interests_and_the_sum(
    visitor: Visitor, session: Session
) -> None:
    sitting = a_sitting(session)
    trees = b.a_project(session, sitting.round, "Fruit trees", number=1, reference="1")
    b.a_project(
        session,
        sitting.round,
        "Benches",
        number=2,
        reference="2",
        cost=2_500_000,
        author_id=sitting.people[1].id,
    )
    seal(session, sitting.round, ("2", 5), ("1,2", 4))
    sitting.decide(trees, 800_000)
    page = visitor.sign_in(sitting.people[1]).get("committees.table", slug=sitting.round.slug)
    table = page.text[page.text.index("Place") :]
    # The count gives 9 votes to the benches (25 000 of 30 000) and 4 to the trees, which no longer
    # fit.
    assert table.index("Benches") < table.index("Fruit trees")
    for word in (
        "Vote: yes",
        "Vote: no",
        "Seat 2",
        "You step out",
        "Departs from the vote",
        "€8,000",
        "3 for · 0 against",
    ):
        assert word in table, word


def test_before_sealing_the_table_shows_no_votes(visitor: Visitor, session: Session) -> None:
    sitting = a_sitting(session)
    sitting.round.opened_at = NOW
    b.a_project(session, sitting.round, number=1)
    page = visitor.sign_in(sitting.people[0]).get("committees.table", slug=sitting.round.slug)
    assert "Nobody sees how people vote before the ballots are sealed" in page.text
    columns = ["".join(head.itertext()) for head in page.all("th") if head.get("scope") == "col"]
    assert (
        columns[:2] == ["Project", "Cost"] and "Votes" not in columns and "Vote: " not in page.text
    )


def test_a_member_records_a_decision(
    visitor: Visitor, session: Session, sitting: Sitting, trees: Project
) -> None:
    sitting.open(1, 2, 3)
    visitor.sign_in(sitting.people[0])
    done = visitor.fill("committees.decide", GOOD, slug=sitting.round.slug, number=1)
    assert done.location.endswith("#project-1")
    assert (
        "The decision on project 1 is recorded."
        in visitor.get(done.location.partition("#")[0]).text
    )
    assert allocated(session) == 800_000
    assert (
        visitor.get("committees.decide", slug=sitting.round.slug, number=1).fields()["reason"]
        == "Most voted for it."
    )


def form_of(page: Page, number: int) -> ET.Element:
    """Return the form of a project in the table."""
    return next(f for f in page.all("form") if f"/table/{number}/" in (f.get("action") or ""))


def test_all_projects_are_decided_in_the_table_itself(
    visitor: Visitor, session: Session, sitting: Sitting, trees: Project, benches: Project
) -> None:
    sitting.open(1, 2, 3, 4)
    page = visitor.sign_in(sitting.people[0]).get("committees.table", slug=sitting.round.slug)
    for number, cost in ((1, "10000"), (2, "25000")):
        sent = {f.get("name"): f.get("value") for f in form_of(page, number).iter("input")}
        # The cost is proposed, but no vote that nobody has cast.
        assert sent["amount"] == cost and not sent["votes_for"] and not sent["votes_against"]
    # Seat 2 wrote the benches, so the substitute votes instead.
    assert [words(legend) for legend in page.all("legend")] == [
        "How the 3 members vote Seat 1 · Seat 2 · Seat 3",
        "How the 3 members vote Seat 1 · Seat 3 · Seat 4",
    ]
    assert not any(link.endswith("/table/1/") for link in page.links())


def test_the_check_says_the_verdict_and_who_gave_it(
    visitor: Visitor, session: Session, sitting: Sitting, trees: Project
) -> None:
    review = Review(project=trees, verdict="feasible", reason="", language="en", reviewed_at=NOW)
    review.department, review.released_at = "Parks", NOW
    session.add(review)
    page = visitor.sign_in(sitting.people[0]).get("committees.table", slug=sitting.round.slug)
    cells = [words(cell) for cell in page.all("td") if cell.get("data-label") == "Check"]
    assert cells == ["Feasible Parks"]


def test_errors_stand_in_the_row_with_all_that_was_typed(
    visitor: Visitor, session: Session, sitting: Sitting, trees: Project, benches: Project
) -> None:
    sitting.open(1, 2, 3)
    page = visitor.sign_in(sitting.people[0]).post(
        "committees.decide",
        GOOD | {"votes_for": "2"},
        status=422,
        slug=sitting.round.slug,
        number=1,
    )
    row = form_of(page, 1)
    assert "3 members vote on this project, but 2 votes are entered." in words(row)
    kept = {f.get("name"): f.get("value") for f in row.iter("input")}
    assert kept["amount"] == "8000" and kept["votes_for"] == "2"
    assert page.text.count("Benches") == 1


def test_whoever_saves_second_sees_the_newer_decision(
    visitor: Visitor, session: Session, sitting: Sitting, trees: Project
) -> None:
    sitting.open(1, 2, 3)
    where: dict[str, Any] = {"slug": sitting.round.slug, "number": 1}
    visitor.sign_in(sitting.people[1])
    opened = visitor.get("committees.decide", **where).fields()
    sitting.decide(trees, 700_000)
    page = visitor.post("committees.decide", opened | GOOD, status=422, **where)
    assert page.errors() == [
        "Somebody else has just decided on this project. Please look at the table again."
    ]
    assert "€7,000" in page.text and page.fields()["amount"] == "8000"
    assert allocated(session) == 700_000
    # Having read it, they may replace it.
    visitor.post("committees.decide", page.fields(), **where)
    assert allocated(session) == 800_000


def test_a_project_that_is_not_to_be_decided_says_so(
    visitor: Visitor, session: Session, sitting: Sitting, trees: Project
) -> None:
    sitting.open(1, 2, 3)
    trees.state = "not_feasible"
    page = visitor.sign_in(sitting.people[0]).post(
        "committees.decide", GOOD, status=422, slug=sitting.round.slug, number=1
    )
    assert page.errors() == [
        "This project was not found feasible or was taken back, so there is nothing to decide."
    ]


def test_a_doubled_press_records_one_decision(
    visitor: Visitor, session: Session, sitting: Sitting, trees: Project
) -> None:
    sitting.open(1, 2, 3)
    visitor.sign_in(sitting.people[0])
    for _ in range(2):
        visitor.post(
            "committees.decide",
            GOOD | {"submission_key": "same"},
            slug=sitting.round.slug,
            number=1,
        )
    assert total(session, Decision) == 1 and allocated(session) == 800_000


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"amount": "10001"}, "A project cannot get more than it costs."),
        ({"amount": "-1"}, "An amount cannot be below zero."),
        ({"amount": "1.200"}, "could mean two amounts"),
        ({"amount": ""}, "Please give the amount; zero means nothing."),
        ({"reason": " "}, "Please give the reason; everybody will read it."),
        ({"reason": "x" * 2001}, "at most 2,000 characters"),
        ({"votes_for": ""}, "Please give the number of votes for."),
        ({"votes_for": "two"}, "Please write a whole number in figures."),
        ({"votes_for": "51"}, "Please give a number from 0 to 50."),
        ({"votes_for": "2"}, "3 members vote on this project, but 2 votes are entered."),
        ({"votes_for": "1", "votes_against": "2"}, "Money needs more votes for than against."),
        ({"language": "xx"}, "Please choose one of the list."),
    ],
)
def test_a_bad_decision_loses_nothing(
    visitor: Visitor,
    session: Session,
    sitting: Sitting,
    trees: Project,
    changed: dict[str, str],
    message: str,
) -> None:
    sitting.open(1, 2, 3)
    page = visitor.sign_in(sitting.people[0]).post(
        "committees.decide", GOOD | changed, status=422, slug=sitting.round.slug, number=1
    )
    assert any(message in error for error in page.errors()), page.errors()
    kept = page.fields()
    assert all(kept[name] == value for name, value in GOOD.items() if name not in changed)
    assert total(session, Decision) == 0 and allocated(session) == 0


def test_without_a_meeting_nothing_is_recorded(
    visitor: Visitor, session: Session, sitting: Sitting, trees: Project
) -> None:
    page = visitor.sign_in(sitting.people[0]).post(
        "committees.decide", GOOD, status=422, slug=sitting.round.slug, number=1
    )
    assert page.errors() == ["Please open the meeting first."] and total(session, Decision) == 0


def test_more_than_the_fund_says_what_is_left(
    visitor: Visitor, session: Session, sitting: Sitting, trees: Project, benches: Project
) -> None:
    sitting.decide(benches, 2_500_000, (2, 0, 0))
    page = visitor.sign_in(sitting.people[0]).post(
        "committees.decide", GOOD, status=422, slug=sitting.round.slug, number=1
    )
    assert page.errors() == ["The fund does not reach: €8,000 are asked for and €5,000 are left."]
    assert total(session, Decision) == 1 and allocated(session) == 2_500_000


def test_who_steps_out_cannot_record(
    visitor: Visitor, session: Session, sitting: Sitting, benches: Project
) -> None:
    sitting.open(1, 2, 3)
    visitor.sign_in(sitting.people[1]).post(
        "committees.decide",
        GOOD | {"votes_for": "2"},
        status=403,
        slug=sitting.round.slug,
        number=2,
    )
    assert total(session, Decision) == 0


def test_a_member_steps_out(
    visitor: Visitor, session: Session, sitting: Sitting, trees: Project
) -> None:
    visitor.sign_in(sitting.people[2])
    where: dict[str, Any] = {"slug": sitting.round.slug, "number": 1}
    assert visitor.fill("committees.declare", {"note": ""}, status=422, **where).errors() == [
        "Please say what your interest is; everybody will read it."
    ]
    visitor.fill("committees.declare", {"note": "My sister's garden."}, **where)
    page = visitor.fill("committees.declare", {"note": "Again."}, status=422, **where)
    assert page.errors() == ["This interest is noted already."] and total(session, Interest) == 1
    assert (
        "My sister's garden."
        in visitor.sign_in(None).get("committees.show", slug=sitting.round.slug).text
    )


def test_whoever_keeps_the_minutes_enters_an_interest_that_was_told(
    visitor: Visitor, session: Session, sitting: Sitting, trees: Project
) -> None:
    visitor.sign_in(sitting.staff)
    where: dict[str, Any] = {"slug": sitting.round.slug}
    told = {"project": "1", "note": "It is her brother's garden."}
    page = visitor.post(
        "committees.enter_interest",
        told | {"seat": str(sitting.seats[2].id)},
        status=422,
        **where,
    )
    assert page.fields()["note"] == told["note"] and total(session, Interest) == 0
    meeting = sitting.open(1, 2, 3)
    told["seat"] = str(sitting.seats[2].id)
    done = visitor.fill("committees.enter_interest", told, **where)
    assert done.location.endswith("/committee/table/#project-1")
    page = visitor.fill("committees.enter_interest", told, status=422, **where)
    assert page.errors() == ["This interest is noted already."]
    minutes = visitor.get("committees.minutes", meeting_id=meeting.id, **where).text
    for word in (
        "Interests declared that day",
        "Seat 3 · Declared an interest: It is her brother's garden.",
        "entered by the city's staff",
    ):
        assert word in minutes, word
    # The member neither decides nor records, as if they had declared it.
    page = visitor.sign_in(sitting.people[2]).get("committees.table", **where)
    assert "You step out" in page.text
    visitor.post("committees.decide", GOOD | {"votes_for": "2"}, number=1, status=403, **where)


def test_ones_account_says_which_seat_one_has(
    visitor: Visitor, session: Session, sitting: Sitting
) -> None:
    sitting.open(1, 2, 3)
    page = visitor.sign_in(sitting.people[3]).get("people.account", most_queries=17)
    assert (
        "You are a substitute on the committee of Mirail (seat 4), from January 1 to December 31."
        in page.text
    )
    assert "The committee meets on Sunday, November 22" in page.text
    assert any(link.endswith("/committee/table/") for link in page.links())
    stranger = b.a_resident(session, sitting.round.place)
    assert "My seat" not in visitor.sign_in(stranger).get("people.account").text


def test_a_meeting_is_opened(
    visitor: Visitor, session: Session, sitting: Sitting, trees: Project
) -> None:
    visitor.sign_in(sitting.people[0])
    present = [str(seat.id) for seat in sitting.seats[:3]]
    page = visitor.fill(
        "committees.open_meeting", {"place": "Hall"}, status=422, slug=sitting.round.slug
    )
    assert page.errors() == ["Please tick who is present."] and page.fields()["place"] == "Hall"
    page = visitor.fill(
        "committees.open_meeting",
        {"place": "Hall", "present": present, "held_at": "2027-01-01T10:00"},
        status=422,
        slug=sitting.round.slug,
    )
    assert (
        page.errors() == ["A meeting can be opened on its own day or the day before."]
        and total(session, Meeting) == 0
    )
    visitor.fill(
        "committees.open_meeting", {"place": "Hall", "present": present}, slug=sitting.round.slug
    )
    assert total(session, Meeting) == 1


def test_minutes_are_hidden_until_published_and_then_for_all(
    visitor: Visitor, session: Session, sitting: Sitting, trees: Project
) -> None:
    sitting.decide(trees, 800_000)
    where: dict[str, Any] = {
        "slug": sitting.round.slug,
        "meeting_id": sitting.meeting.id if sitting.meeting else 0,
    }
    visitor.get("committees.minutes", status=404, **where)
    visitor.sign_in(b.a_resident(session, sitting.round.place)).get(
        "committees.minutes", status=404, **where
    )
    visitor.sign_in(sitting.people[2])
    assert visitor.fill(
        "committees.write_minutes", {"minutes": ""}, status=422, **where
    ).errors() == ["Please write the minutes first."]
    visitor.fill("committees.write_minutes", {"minutes": "We **talked** <script>."}, **where)
    visitor.get("committees.minutes", **where)
    page = visitor.post("committees.publish_minutes", status=422, **where)
    assert page.errors() == ["Please read the minutes and tick the box first."]
    visitor.post("committees.publish_minutes", {"is_sure": "y"}, **where)
    visitor.get("committees.write_minutes", status=409, **where)
    page = visitor.sign_in(None).get("committees.minutes", **where)
    for word in (
        "Fruit trees",
        "€8,000",
        "Many voted for it.",
        "3 for · 0 against · 0 abstained",
        "talked",
        "Seat 1: Amina",
    ):
        assert word in page.text, word
    assert (
        "<strong>talked</strong>" in page.html
        and "School hall" in visitor.get("committees.show", slug=sitting.round.slug).text
    )


def test_minutes_of_another_round_are_not_found(
    visitor: Visitor, session: Session, sitting: Sitting
) -> None:
    other, meeting = b.a_round(session, "allocate"), sitting.open(1)
    visitor.sign_in(sitting.staff).get(
        "committees.minutes", status=404, slug=other.slug, meeting_id=meeting.id
    )


@pytest.mark.parametrize("endpoint", ["table", "decide", "declare", "open_meeting"])
def test_the_table_is_for_the_committee(
    visitor: Visitor, session: Session, sitting: Sitting, trees: Project, endpoint: str
) -> None:
    values: dict[str, Any] = {"slug": sitting.round.slug} | (
        {"number": 1} if endpoint in ("decide", "declare") else {}
    )
    visitor.get(f"committees.{endpoint}", status=303, **values)
    strangers = [
        b.a_resident(session, sitting.round.place),
        b.an_officer(session, sitting.round.place),
        b.an_administrator(session),
    ]
    for person in strangers:
        visitor.sign_in(person).get(f"committees.{endpoint}", status=403, **values)
    is_for_staff = endpoint in ("table", "open_meeting")
    visitor.sign_in(sitting.staff).get(
        f"committees.{endpoint}", status=200 if is_for_staff else 403, **values
    )
    visitor.sign_in(sitting.people[0]).get(f"committees.{endpoint}", **values)


def test_a_member_of_another_committee_is_a_stranger_here(
    visitor: Visitor, session: Session, sitting: Sitting
) -> None:
    other = b.a_round(session, "allocate")
    b.a_project(session, other, number=7)
    visitor.sign_in(sitting.people[0])
    visitor.get("committees.table", status=403, slug=other.slug)
    visitor.get("committees.decide", status=403, slug=other.slug, number=7)


def test_staff_fill_and_end_seats(visitor: Visitor, session: Session, sitting: Sitting) -> None:
    fatou = b.a_resident(session, sitting.round.place, "Fatou")
    b.a_resident(session, b.a_neighbourhood(session), "Fatoumata")
    visitor.sign_in(sitting.staff)
    address = visitor.url("committees_desk.add_seat", slug=sitting.round.slug) + "?q=fat"
    page = visitor.get(address)
    assert "Fatou" in page.text and "Fatoumata" not in page.text
    term = {
        "person": str(fatou.id),
        "part": "member",
        "chosen_as": "resident",
        "starts_on": "2026-11-01",
        "ends_on": "2027-10-31",
    }
    bad = visitor.post(address, term | {"ends_on": "2026-10-01"}, status=422)
    assert (
        bad.errors() == ["The term ends before it begins."]
        and bad.fields()["starts_on"] == "2026-11-01"
    )
    visitor.post(address, term)
    page = visitor.get("committees_desk.committee", slug=sitting.round.slug)
    assert "Seat 5: Fatou" in page.text and "from November 1 to October 31, 2027" in page.text
    seat = session.scalars(select(CommitteeSeat).where(CommitteeSeat.person_id == fatou.id)).one()
    # The last day in the form is the last day of the seat.
    assert seat.ends_on == date(2027, 11, 1)
    assert visitor.fill(
        "committees_desk.end_seat", {"reason": ""}, status=422, seat_id=seat.id
    ).errors()
    visitor.fill("committees_desk.end_seat", {"reason": "Moved away."}, seat_id=seat.id)
    assert total(session, CommitteeSeat) == 5
    assert (
        "No confirmed resident"
        in visitor.get(
            visitor.url("committees_desk.add_seat", slug=sitting.round.slug) + "?q=%25"
        ).text
    )


@pytest.mark.parametrize("endpoint", ["committee", "add_seat", "end_seat"])
def test_the_desk_of_a_committee_is_for_staff(
    visitor: Visitor, session: Session, sitting: Sitting, endpoint: str
) -> None:
    values = (
        {"seat_id": sitting.seats[0].id} if endpoint == "end_seat" else {"slug": sitting.round.slug}
    )
    visitor.get(f"committees_desk.{endpoint}", status=303, **values)
    visitor.sign_in(sitting.people[0]).get(f"committees_desk.{endpoint}", status=403, **values)
    visitor.sign_in(sitting.staff).get(f"committees_desk.{endpoint}", **values)


def test_unpublished_minutes_wait_for_staff(session: Session, sitting: Sitting) -> None:
    from neighbourhood.committees.desk import minutes_to_publish

    meeting, staff = sitting.open(1, 2), b.actor_of(session, sitting.staff)
    assert [w.values for w in minutes_to_publish(session, staff, NOW)] == [
        {"slug": sitting.round.slug, "meeting_id": meeting.id}
    ]
    services.write_minutes(session, meeting, minutes="We met.", language="en", actor=staff, now=NOW)
    services.publish_minutes(session, meeting, actor=staff, now=NOW)
    assert minutes_to_publish(session, staff, NOW) == []
    assert minutes_to_publish(session, sitting.actor(1), NOW) == []


@pytest.mark.parametrize("endpoint", ["committees.decide", "committees.declare"])
def test_a_draft_taken_back_is_nobodys_business(
    visitor: Visitor, sitting: Sitting, endpoint: str
) -> None:
    for number, state in enumerate(("draft", "withdrawn"), start=1):
        b.a_project(sitting.session, sitting.round, number=number, state=state, submitted_at=None)
        visitor.sign_in(sitting.people[0]).get(
            endpoint, slug=sitting.round.slug, number=number, status=404
        )
