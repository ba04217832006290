"""Services of committees, on both databases."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.committees import queries, services
from neighbourhood.committees.models import CommitteeSeat, Decision, Interest, Meeting
from neighbourhood.committees.rules import Motion
from neighbourhood.committees.services.manage_seats import SeatTerm
from neighbourhood.database import begin, commit, db
from neighbourhood.outbox.mail.rendering import Sender, render
from neighbourhood.outbox.models import Message
from neighbourhood.places.rules.levels import Level
from neighbourhood.projects.models import Project
from neighbourhood.refusals import Invalid, NotAllowed, NotFound, NotNow, Refusal
from neighbourhood.rounds.models import Fund, FundEntry, SharedProject
from neighbourhood.rounds.queries import round_by_slug
from neighbourhood.trail.models import TrailEntry
from tests import builders as b
from tests.committees.conftest import NOW, Sitting, a_sitting, seal


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.at(NOW):
        yield


def ledger(sitting: Sitting) -> list[tuple[str, int]]:
    rows = sitting.session.scalars(
        select(FundEntry).where(FundEntry.fund_id == sitting.round.fund.id).order_by(FundEntry.id)
    )
    return [(row.kind, row.amount) for row in rows][1:]


def count_of(sitting: Sitting, table: type) -> int:
    return sitting.session.scalar(select(func.count()).select_from(table)) or 0


@contextmanager
def refused(sitting: Sitting, code: str, kind: type[Refusal] = Refusal) -> Iterator[None]:
    before = count_of(sitting, Decision), ledger(sitting)
    with pytest.raises(kind) as refusal:
        yield
    assert refusal.value.code == code
    assert (count_of(sitting, Decision), ledger(sitting)) == before


def test_a_decision_moves_the_money_with_it(sitting: Sitting) -> None:
    project = b.a_project(sitting.session, sitting.round)
    decision = sitting.decide(project, 900_000)
    assert (decision.amount, decision.recused, decision.replaced_at) == (900_000, 0, None)
    assert sitting.round.fund.allocated == 900_000 and ledger(sitting) == [("allocated", 900_000)]
    acts = list(sitting.session.scalars(select(TrailEntry.act).order_by(TrailEntry.id)))
    assert acts[-2:] == ["open_meeting", "record_decision"]


def test_a_new_decision_replaces_the_one_that_stands(sitting: Sitting) -> None:
    project = b.a_project(sitting.session, sitting.round)
    first, second = sitting.decide(project, 900_000), sitting.decide(project, 500_000)
    assert first.replaced_at == NOW and second.replaced_at is None
    assert sitting.round.fund.allocated == 500_000
    assert ledger(sitting) == [
        ("allocated", 900_000),
        ("released", 900_000),
        ("allocated", 500_000),
    ]
    assert [d.id for d in queries.standing_decisions(sitting.session, sitting.round.id)] == [
        second.id
    ]


def test_the_same_submission_changes_nothing(sitting: Sitting) -> None:
    project = b.a_project(sitting.session, sitting.round)
    first = sitting.decide(project, 900_000, submission_key="k1")
    assert sitting.decide(project, 1, submission_key="k1") is first
    assert count_of(sitting, Decision) == 1 and ledger(sitting) == [("allocated", 900_000)]


def test_nothing_is_a_decision_too(sitting: Sitting) -> None:
    decision = sitting.decide(b.a_project(sitting.session, sitting.round), 0, (0, 3, 0))
    assert decision.amount == 0 and ledger(sitting) == []


def test_the_fund_is_never_exceeded(sitting: Sitting) -> None:
    for _ in range(3):
        sitting.decide(b.a_project(sitting.session, sitting.round), 1_000_000)
    with refused(sitting, "fund_exceeded", NotNow):
        sitting.decide(b.a_project(sitting.session, sitting.round), 1)


def test_replacing_counts_what_is_released_first(sitting: Sitting) -> None:
    dear = b.a_project(sitting.session, sitting.round, cost=3_000_000)
    sitting.decide(dear, 3_000_000)
    assert sitting.decide(dear, 2_999_999).amount == 2_999_999
    assert sitting.round.fund.allocated == 2_999_999


@pytest.mark.parametrize(
    ("amount", "votes", "changed", "code"),
    [
        (1_000_001, (3, 0, 0), {}, "amount_over_cost"),
        (-1, (3, 0, 0), {}, "money_negative"),
        (1, (3, 0, 0), {"reason": "  "}, "reason_missing"),
        (1, (3, 0, 0), {"reason": "x" * 2001}, "text_too_long"),
        (1, (1, 2, 0), {}, "majority_missing"),
        (1, (2, 0, 0), {}, "votes_do_not_add_up"),
        (1, (4, 0, 0), {}, "votes_do_not_add_up"),
    ],
)
def test_a_bad_decision_changes_no_row(
    sitting: Sitting, amount: int, votes: tuple[int, int, int], changed: dict[str, Any], code: str
) -> None:
    project = b.a_project(sitting.session, sitting.round)
    sitting.open(1, 2, 3)
    with refused(sitting, code, Invalid):
        sitting.decide(project, amount, votes, **changed)


def test_an_author_steps_out_without_being_asked(sitting: Sitting) -> None:
    project = b.a_project(sitting.session, sitting.round, author_id=sitting.people[1].id)
    sitting.open(1, 2, 3)
    with refused(sitting, "votes_do_not_add_up"):
        sitting.decide(project, 1, (3, 0, 0))
    assert sitting.decide(project, 1, (2, 0, 0)).recused == 1
    interest = sitting.session.scalars(select(Interest)).one()
    assert (interest.ground, interest.seat_id) == ("author", sitting.seats[1].id)


def test_a_substitute_votes_for_a_recused_member(sitting: Sitting) -> None:
    project = b.a_project(sitting.session, sitting.round, author_id=sitting.people[1].id)
    sitting.open(1, 2, 3, 4)
    assert sitting.decide(project, 1, (3, 0, 0)).recused == 1


def test_who_has_an_interest_does_not_record(sitting: Sitting) -> None:
    project = b.a_project(sitting.session, sitting.round)
    services.declare_interest(
        sitting.session,
        sitting.round,
        project,
        note="My sister's garden.",
        actor=sitting.actor(2),
        now=NOW,
    )
    sitting.open(1, 2, 3)
    with refused(sitting, "recused_from_project", NotAllowed):
        sitting.decide(project, 1, (2, 0, 0), actor=sitting.actor(2))


def test_without_a_quorum_nothing_is_decided(sitting: Sitting) -> None:
    project = b.a_project(sitting.session, sitting.round)
    sitting.open(1)
    with refused(sitting, "quorum_missing", NotNow):
        sitting.decide(project, 1, (1, 0, 0))


def test_before_the_votes_are_sealed_nothing_is_decided_or_seen(session: Session) -> None:
    sitting = a_sitting(session)
    sitting.round.opened_at = NOW
    project = b.a_project(session, sitting.round)
    with refused(sitting, "votes_not_sealed", NotNow):
        sitting.decide(project, 1)
    assert queries.advice_of_vote(session, sitting.round, clock.now()) == {}


def test_the_advice_follows_the_rules_as_they_were_frozen(session: Session) -> None:
    sitting = a_sitting(session)
    project = b.a_project(session, sitting.round, number=1, reference="1", cost=2_000_000)
    seal(session, sitting.round, ("1", 3))
    project.cost = 9_000_000
    session.flush()
    assert queries.advice_of_vote(session, sitting.round, clock.now())["1"].is_within_fund


def test_after_its_phase_the_committee_decides_nothing(sitting: Sitting) -> None:
    project = b.a_project(sitting.session, sitting.round)
    with refused(sitting, "allocate_over", NotNow):
        sitting.decide(project, 1, now=NOW.replace(month=12))


def test_where_the_vote_decides_no_committee_does(session: Session) -> None:
    sitting = a_sitting(session, decided_by="vote")
    seal(session, sitting.round)
    with refused(sitting, "allocate_never", NotNow):
        sitting.decide(b.a_project(session, sitting.round), 1)


@pytest.mark.parametrize("state", ["submitted", "not_feasible", "withdrawn"])
def test_only_feasible_projects_are_decided(sitting: Sitting, state: str) -> None:
    project = b.a_project(sitting.session, sitting.round, state=state)
    with refused(sitting, "project_not_feasible", NotNow):
        sitting.decide(project, 1)


def test_another_rounds_project_is_not_found(sitting: Sitting) -> None:
    project = b.a_project(sitting.session, b.a_round(sitting.session, "allocate"))
    with pytest.raises(NotFound):
        sitting.decide(project, 1)


def test_only_members_decide(sitting: Sitting) -> None:
    project = b.a_project(sitting.session, sitting.round)
    for person in (
        sitting.staff,
        b.a_resident(sitting.session, sitting.round.place),
        b.an_officer(sitting.session, sitting.round.place),
    ):
        with pytest.raises(NotAllowed):
            sitting.decide(project, 1, actor=b.actor_of(sitting.session, person))


def test_published_minutes_are_final(sitting: Sitting) -> None:
    project, meeting = b.a_project(sitting.session, sitting.round), sitting.open(1, 2, 3)
    with pytest.raises(Invalid, match="minutes_missing"):
        services.publish_minutes(sitting.session, meeting, actor=sitting.actor(1), now=NOW)
    services.write_minutes(
        sitting.session, meeting, minutes="We met.", language="en", actor=sitting.actor(1), now=NOW
    )
    services.publish_minutes(
        sitting.session, meeting, actor=b.actor_of(sitting.session, sitting.staff), now=NOW
    )
    for act in (
        lambda: services.write_minutes(
            sitting.session, meeting, minutes="No.", language="en", actor=sitting.actor(1), now=NOW
        ),
        lambda: services.publish_minutes(sitting.session, meeting, actor=sitting.actor(1), now=NOW),
        lambda: sitting.decide(project, 1),
    ):
        with refused(sitting, "minutes_are_published", NotNow):
            act()


@pytest.mark.parametrize(("present", "code"), [((), "nobody_present"), ((99,), "seat_not_held")])
def test_a_meeting_needs_seats_that_are_held(
    sitting: Sitting, present: tuple[int, ...], code: str
) -> None:
    given = {
        "held_at": NOW,
        "place": "Hall",
        "language": "en",
        "actor": sitting.actor(1),
        "now": NOW,
    }
    with pytest.raises(Invalid, match=code):
        services.open_meeting(sitting.session, sitting.round, present=present, **given)
    assert count_of(sitting, Meeting) == 0


def test_an_interest_is_declared_once_and_with_a_note(sitting: Sitting) -> None:
    project = b.a_project(sitting.session, sitting.round)
    given = {"actor": sitting.actor(2), "now": NOW}
    with pytest.raises(Invalid, match="note_missing"):
        services.declare_interest(sitting.session, sitting.round, project, note=" ", **given)
    services.declare_interest(
        sitting.session, sitting.round, project, note="My sister's garden.", **given
    )
    with pytest.raises(NotNow, match="interest_is_declared"):
        services.declare_interest(sitting.session, sitting.round, project, note="Again.", **given)
    assert count_of(sitting, Interest) == 1


def entered(sitting: Sitting, meeting: Meeting, project: Project, seat: int = 3) -> Interest:
    return services.enter_interest(
        sitting.session,
        meeting,
        sitting.seats[seat - 1],
        project,
        note="Her brother's garden.",
        actor=b.actor_of(sitting.session, sitting.staff),
        now=NOW,
    )


def test_an_interest_entered_for_a_member_binds_and_is_told(sitting: Sitting) -> None:
    project, meeting = b.a_project(sitting.session, sitting.round), sitting.open(1, 2, 3)
    interest = entered(sitting, meeting, project)
    assert interest.entered_by_id == sitting.staff.id and interest.ground == "declared"
    with refused(sitting, "votes_do_not_add_up", Invalid):
        sitting.decide(project, 1, (3, 0, 0))
    sitting.decide(project, 1, (2, 0, 0))
    mails = sitting.session.scalars(select(Message).where(Message.kind == "interest_entered"))
    assert [mail.person_id for mail in mails] == [sitting.people[2].id]
    acts = sitting.session.scalars(select(TrailEntry.act))
    assert "enter_interest" in list(acts)


def test_only_what_a_member_tells_in_the_open_meeting_is_entered(sitting: Sitting) -> None:
    project, meeting = b.a_project(sitting.session, sitting.round), sitting.open(1, 2)
    with refused(sitting, "seat_not_present", Invalid):
        entered(sitting, meeting, project)
    other = b.a_project(sitting.session, b.a_round(sitting.session, "allocate"))
    with pytest.raises(NotFound):
        entered(sitting, meeting, other, seat=2)
    meeting.published_at = NOW
    with refused(sitting, "minutes_are_published", NotNow):
        entered(sitting, meeting, project, seat=2)
    assert count_of(sitting, Interest) == 0


def test_whoever_enters_their_own_interest_has_declared_it(sitting: Sitting) -> None:
    project, meeting = b.a_project(sitting.session, sitting.round), sitting.open(1, 2)
    given = {"note": "My garden.", "actor": sitting.actor(2), "now": NOW}
    interest = services.enter_interest(sitting.session, meeting, sitting.seats[1], project, **given)
    assert interest.entered_by_id is None
    kinds = set(sitting.session.scalars(select(Message.kind)))
    assert "interest_entered" not in kinds


def test_nobody_replaces_a_decision_they_have_not_read(sitting: Sitting) -> None:
    project = b.a_project(sitting.session, sitting.round)
    first = sitting.decide(project, 700_000, seen=0)
    with refused(sitting, "decided_meanwhile", NotNow):
        sitting.decide(project, 800_000, seen=0)
    assert sitting.decide(project, 800_000, seen=first.id).amount == 800_000


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"ends_on": date(2026, 1, 1)}, "term_ends_too_early"),
        ({"ends_on": date(2040, 1, 1)}, "term_too_long"),
        ({"is_chair": True}, "chair_is_taken"),
        ({"is_chair": True, "is_substitute": True}, "chair_is_no_substitute"),
        ({"chosen_as": "king"}, "chosen_as_unknown"),
    ],
)
def test_a_bad_seat_is_refused(sitting: Sitting, changed: dict[str, Any], code: str) -> None:
    person, staff = b.a_person(sitting.session), b.actor_of(sitting.session, sitting.staff)
    given = {
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2027, 1, 1),
        "actor": staff,
        "now": NOW,
    } | changed
    with pytest.raises(Invalid, match=code):
        services.add_seat(sitting.session, sitting.round, person, **given)
    assert count_of(sitting, CommitteeSeat) == 4


def test_a_person_has_one_seat_and_a_seat_ends(sitting: Sitting) -> None:
    staff = b.actor_of(sitting.session, sitting.staff)
    given = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 1, 1), "actor": staff, "now": NOW}
    with pytest.raises(Invalid, match="person_has_seat"):
        services.add_seat(sitting.session, sitting.round, sitting.people[0], **given)
    services.end_seat(sitting.session, sitting.seats[1], reason="Moved away.", actor=staff, now=NOW)
    assert sitting.actor(2).seats == ()
    with pytest.raises(NotNow, match="seat_has_ended"):
        services.end_seat(
            sitting.session, sitting.seats[1], reason="Moved away.", actor=staff, now=NOW
        )


def test_two_clerks_pressing_at_once_never_exceed_the_fund(app: Flask, sitting: Sitting) -> None:
    projects = [b.a_project(sitting.session, sitting.round).id for _ in range(8)]
    meeting = sitting.open(1, 2, 3).id
    actors = [sitting.actor(number) for number in (1, 2, 3)]
    slug, fund = sitting.round.slug, sitting.round.fund.id
    commit(sitting.session)
    barrier = Barrier(len(projects))

    def press(at: int) -> str:
        with app.app_context(), clock.at(NOW):
            session = db.session()
            begin(session, is_read_only=True)
            round_by_slug(session, slug)
            session.rollback()
            barrier.wait()
            begin(session, is_read_only=False)
            try:
                project, sat = (
                    session.get(Project, projects[at]),
                    queries.meeting_by_id(session, meeting),
                )
                services.record_decision(
                    session,
                    sat,
                    project,
                    Motion(700_000, "Now.", 3, 0, 0, "en"),
                    submission_key=f"key-{at}",
                    actor=actors[at % 3],
                    now=NOW,
                )
                commit(session)
            except NotNow as refusal:
                session.rollback()
                return refusal.code
            return "done"

    with ThreadPoolExecutor(len(projects)) as pool:
        answers = sorted(pool.map(press, range(len(projects))))
    sitting.session.expire_all()
    # 3 000 000 hold four times 700 000.
    assert answers == ["done"] * 4 + ["fund_exceeded"] * 4
    assert sitting.session.get(Fund, fund).allocated == 2_800_000
    assert [amount for _kind, amount in ledger(sitting)] == [700_000] * 4


def test_a_meeting_sent_twice_is_opened_once(sitting: Sitting) -> None:
    assert sitting.open(1, 2, 3) is sitting.open(1, 2, 3)
    assert count_of(sitting, Meeting) == 1


def test_nobody_gives_a_seat_to_themselves(sitting: Sitting) -> None:
    staff = b.actor_of(sitting.session, sitting.staff)
    before = count_of(sitting, CommitteeSeat)
    with pytest.raises(NotAllowed) as refusal:
        services.add_seat(
            sitting.session,
            sitting.round,
            sitting.staff,
            starts_on=date(2026, 1, 1),
            ends_on=date(2027, 1, 1),
            actor=staff,
            now=NOW,
        )
    assert refusal.value.code == "needs_is_not_self" and count_of(sitting, CommitteeSeat) == before


@pytest.mark.backend("postgresql")
def test_minutes_published_meanwhile_are_not_written_over(sitting: Sitting) -> None:
    meeting, session = sitting.open(1, 2, 3), sitting.session
    services.write_minutes(
        session, meeting, minutes="What was said.", language="en", actor=sitting.actor(1), now=NOW
    )
    session.commit()
    with Session(db.engine, expire_on_commit=False) as own:
        read_before, member = queries.meeting_by_id(own, meeting.id), sitting.actor(2)
        services.publish_minutes(session, meeting, actor=sitting.actor(1), now=NOW)
        session.commit()
        with pytest.raises(NotNow) as refusal:
            services.write_minutes(
                own, read_before, minutes="Something else.", language="en", actor=member, now=NOW
            )
    assert refusal.value.code == "minutes_are_published"


def test_a_seat_of_the_citys_committee_is_for_residents_of_every_neighbourhood(
    session: Session,
) -> None:
    city = b.a_neighbourhood(session, "whole-city", level=Level.CITY)
    north = b.a_neighbourhood(session, "north", parent=city)
    other = b.a_neighbourhood(session, "other")
    b.a_resident(session, north, "Ada North")
    b.a_resident(session, other, "Ada Elsewhere")
    names = [person.name for person in queries.residents_named(session, city.id, "ada")]
    assert names == ["Ada North"]
    assert queries.residents_named(session, other.id, "north") == []


def test_what_another_list_has_funded_gets_nothing_here(session: Session, sitting: Sitting) -> None:
    project = b.a_project(session, sitting.round, number=1)
    city = b.a_neighbourhood(session, "the-city", level=Level.CITY)
    other = b.a_project(session, b.a_round(session, edition=sitting.round.edition, place=city))
    pair = SharedProject(lower_id=project.id, higher_id=other.id, funded_id=other.id)
    b.added(session, pair)
    with pytest.raises(NotNow, match="funded_on_other_list"):
        sitting.decide(project, 900_000)
    assert ledger(sitting) == []


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ({"is_chair": True}, "You chair the committee that decides"),
        ({"is_substitute": True}, "You are a substitute on the committee that decides"),
        ({}, "You have a seat on the committee that decides"),
    ],
)
def test_whoever_gets_a_seat_is_told(
    session: Session, part: dict[str, bool], sentence: str
) -> None:
    round_ = b.a_round(session)
    staff = b.actor_of(session, b.a_staff_member(session))
    person = b.a_resident(session, round_.place)
    term = SeatTerm(starts_on=date(2026, 1, 1), ends_on=date(2028, 1, 1), **part)
    services.add_seat(session, round_, person, actor=staff, now=NOW, **term)
    letter = session.scalars(select(Message).where(Message.person_id == person.id)).one()
    words = render(letter, Sender("Toulouse", "", "http://127.0.0.1:5000")).text
    assert sentence in " ".join(words.split())
    assert f"http://127.0.0.1:5000/en/rounds/{round_.slug}/committee/" in words
