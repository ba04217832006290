"""Closing a list: what must be settled before, the draw by hand, and what is frozen then."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DatabaseError

from neighbourhood import clock
from neighbourhood.outbox.models import Message
from neighbourhood.projects import queries, rules, services
from neighbourhood.projects.rules import Unsettled
from neighbourhood.refusals import NotAllowed, NotNow
from neighbourhood.rounds.models import Round
from neighbourhood.trail.models import TrailEntry
from tests import builders as b
from tests.projects.judging import FINE, REFUSED, a_judging
from tests.projects.writing import begin_of


@pytest.fixture
def judging(session):
    return a_judging(session)


def after_review(judging):
    return begin_of(judging.round, "vote") - timedelta(hours=1)


def close(judging, now=None):
    services.close_list(
        judging.session, judging.round, actor=judging.staff, now=now or after_review(judging)
    )


def test_the_draw_by_hand():
    # As `printf '%s' 'stone:1' | sha256sum` says it; the order is that of the text.
    marks = {reference: rules.draw_mark("stone", reference) for reference in "123"}
    assert {reference: mark[:8] for reference, mark in marks.items()} == {
        "1": "ec42d308",
        "2": "a98afa08",
        "3": "b858b231",
    }
    assert rules.drawn_numbers("stone", ["1", "2", "3"]) == {"1": 3, "2": 1, "3": 2}


def test_the_draw_does_not_depend_on_the_order_in_which_projects_come():
    assert rules.drawn_numbers("s", ["a", "b", "c"]) == rules.drawn_numbers("s", ["c", "a", "b"])


def test_a_closed_list_numbers_what_can_be_carried_out_and_tells_the_authors(session, judging):
    judging.judge(FINE)
    close(judging)
    assert (judging.project.list_number, judging.project.shown_number) == (1, 1)
    assert judging.round.list_closed_at == after_review(judging)
    entry = session.scalars(select(TrailEntry).where(TrailEntry.act == "close_list")).one()
    assert entry.subject == f"round:{judging.round.id}"
    letter = session.scalars(select(Message).where(Message.kind == "list_closed")).one()
    assert letter.person_id == judging.author.person_id


def test_closing_twice_draws_once(session, judging):
    judging.judge(FINE)
    close(judging)
    seed = judging.round.list_seed
    close(judging)
    assert judging.round.list_seed == seed


@pytest.mark.parametrize(
    ("unsettled", "code"),
    [
        (Unsettled(unjudged=1, feasible=1), "list_unjudged"),
        (Unsettled(questions=1, feasible=1), "list_questions_open"),
        (Unsettled(held=1, feasible=1), "list_verdicts_held"),
        (Unsettled(appeals=1, feasible=1), "list_appeals_open"),
        (Unsettled(fresh_refusals=1, feasible=1), "list_refusals_fresh"),
        (Unsettled(merges=1, feasible=1), "list_merges_open"),
        (Unsettled(), "list_empty"),
    ],
)
def test_a_list_closes_only_when_all_is_settled(session, judging, unsettled, code):
    with pytest.raises(NotNow, match=code):
        rules.require_may_close(judging.round, unsettled, after_review(judging))


def test_a_list_may_be_closed_while_the_review_runs_but_not_before_it(judging):
    judging.judge(FINE)
    begins = begin_of(judging.round, "review")
    with pytest.raises(NotNow, match="list_review_ahead"):
        close(judging, begins - timedelta(hours=2))
    close(judging, judging.now)
    assert judging.round.list_closed_at == judging.now


def test_a_list_stays_open_while_an_appeal_waits(judging):
    judging.judge(REFUSED)
    judging.appeal()
    with pytest.raises(NotNow, match="list_appeals_open"):
        close(judging)


def test_whoever_was_refused_has_three_days_to_appeal(session, judging):
    other = b.a_project(session, judging.round, "Bench", number=9, state="feasible")
    late = after_review(judging)
    judging.judge(REFUSED, now=late - timedelta(days=2, hours=23))
    with pytest.raises(NotNow, match="list_refusals_fresh"):
        close(judging, late)
    close(judging, late + timedelta(hours=1))
    assert other.list_number == 1
    assert judging.project.list_number is None


def test_staff_alone_close_a_list(session, judging):
    judging.judge(FINE)
    with pytest.raises(NotAllowed):
        services.close_list(
            session, judging.round, actor=judging.reviewer, now=after_review(judging)
        )


def test_nothing_of_a_closed_list_changes_but_by_taking_back(session, judging):
    judging.judge(FINE)
    close(judging)
    now = after_review(judging)
    for act in (
        lambda: judging.judge(REFUSED, now=now),
        lambda: judging.appeal(now=now),
        lambda: judging.edit(now=now, title="Another title"),
    ):
        with pytest.raises(NotNow, match="list_is_closed"):
            act()
    services.withdraw_project(
        session, judging.project, reason="We moved.", actor=judging.author, now=now
    )
    assert judging.project.list_number == 1
    assert [one.id for one in queries.numbered_projects(session, judging.round.id)] == [
        judging.project.id
    ]


@pytest.mark.backend("sqlite", "postgresql")
def test_the_database_keeps_the_seed(session, judging):
    judging.judge(FINE)
    close(judging)
    session.commit()
    with pytest.raises(DatabaseError):
        session.execute(
            update(Round).where(Round.id == judging.round.id).values(list_seed="another")
        )
    session.rollback()
    assert session.scalar(text("SELECT list_seed FROM rounds")) != "another"


def test_the_desk_closes_a_list_with_a_tick_and_everybody_reads_the_draw(visitor, session, judging):
    judging.judge(FINE)
    at = {"slug": judging.round.slug}
    with clock.at(after_review(judging)):
        visitor.sign_in(session.get(b.Person, judging.staff.person_id))
        visitor.fill("projects_desk.close_list", {}, status=422, **at)
        visitor.fill("projects_desk.close_list", {"is_meant": "y"}, **at)
        session.expire_all()
        seed = session.get(Round, judging.round.id).list_seed
        assert seed in visitor.get("projects.numbers", **at).text
        visitor.get("projects_desk.close_list", **at)
