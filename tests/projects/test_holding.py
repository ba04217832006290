"""Verdicts held back and released together: until then nothing of them is seen."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from neighbourhood.outbox.models import Message
from neighbourhood.permissions import SYSTEM
from neighbourhood.projects import queries, services, timed
from neighbourhood.projects.models import Review
from neighbourhood.refusals import NotAllowed, NotNow
from neighbourhood.trail.models import TrailEntry
from tests.projects.judging import FINE, REFUSED, a_judging
from tests.projects.writing import begin_of

CHEAPER = replace(FINE, corrections={1: (90_000, "Cheaper at the nursery")})


@pytest.fixture
def judging(session):
    judging = a_judging(session)
    judging.hold()
    return judging


def acts(session):
    return session.scalars(select(TrailEntry.act).order_by(TrailEntry.id)).all()


def test_a_held_verdict_changes_nothing_until_it_is_released(session, judging):
    judging.judge(CHEAPER)
    assert (judging.project.state, judging.project.cost) == ("submitted", 150_000)
    assert judging.project.reviews == []
    assert [m.kind for m in session.scalars(select(Message))] == ["project_submitted"]
    assert acts(session) == ["set_holding", "hold_verdict"]
    released = services.release_verdicts(
        session, judging.round, actor=judging.staff, now=judging.now
    )
    assert released == 1
    assert (judging.project.state, judging.project.cost) == ("feasible", 120_000)
    assert [review.verdict for review in judging.project.reviews] == ["feasible"]
    assert judging.project.held_review is None
    assert acts(session)[2:] == ["review_project", "release_verdicts"]


def test_the_trail_tells_nothing_of_a_held_verdict(session, judging):
    judging.judge(CHEAPER)
    entry = session.scalars(select(TrailEntry).where(TrailEntry.act == "hold_verdict")).one()
    assert "feasible" not in str(vars(entry))
    assert "90000" not in str(vars(entry))


def test_the_newest_held_verdict_replaces_the_older(session, judging):
    judging.judge(REFUSED)
    judging.judge(CHEAPER, by=judging.colleague)
    assert [review.verdict for review in session.scalars(select(Review))] == ["feasible"]


def test_the_same_held_verdict_twice_is_one(session, judging):
    judging.judge(CHEAPER)
    judging.judge(CHEAPER)
    assert acts(session) == ["set_holding", "hold_verdict"]


def test_a_question_to_the_author_never_waits(session, judging):
    judging.judge(REFUSED)
    judging.ask_back()
    assert judging.project.state == "asked_back"
    assert judging.project.held_review is None


def test_releasing_twice_says_it_once(session, judging):
    judging.judge(FINE)
    numbers = [
        services.release_verdicts(session, judging.round, actor=judging.staff, now=judging.now)
        for _ in range(2)
    ]
    assert numbers == [1, 0]
    assert acts(session).count("release_verdicts") == 1


def test_only_staff_hold_and_release(judging):
    with pytest.raises(NotAllowed, match="is_staff"):
        services.release_verdicts(
            judging.session, judging.round, actor=judging.reviewer, now=judging.now
        )
    with pytest.raises(NotAllowed, match="is_staff"):
        services.set_holding(
            judging.session, judging.round, holds=False, actor=judging.reviewer, now=judging.now
        )


def test_holding_ends_only_while_nothing_waits_and_begins_before_the_first_verdict(judging):
    judging.judge(FINE)
    with pytest.raises(NotNow, match="verdicts_wait"):
        judging.hold(holds=False)
    services.release_verdicts(judging.session, judging.round, actor=judging.staff, now=judging.now)
    judging.hold(holds=False)
    with pytest.raises(NotNow, match="verdicts_given"):
        judging.hold()


def test_the_clock_releases_what_waits_when_the_review_ends(session, judging):
    judging.judge(REFUSED)
    end = begin_of(judging.round, "vote") - timedelta(hours=1)
    assert timed.release_when_review_ends(session, end - timedelta(seconds=1)) == 0
    assert timed.release_when_review_ends(session, end) == 1
    assert timed.release_when_review_ends(session, end) == 0
    assert judging.project.state == "not_feasible"


def test_a_verdict_after_the_review_goes_out_at_once_and_replaces_what_waited(session, judging):
    judging.judge(REFUSED)
    end = begin_of(judging.round, "vote") - timedelta(hours=1)
    judging.judge(FINE, now=end)
    assert [review.verdict for review in session.scalars(select(Review))] == ["feasible"]
    assert judging.project.state == "feasible"


def test_a_project_taken_back_loses_what_waited(session, judging):
    judging.judge(FINE)
    services.withdraw_project(
        session, judging.project, reason="No.", actor=judging.author, now=judging.now
    )
    assert session.scalars(select(Review)).all() == []
    assert services.release_verdicts(session, judging.round, actor=SYSTEM, now=judging.now) == 0


def test_a_held_decision_on_an_appeal_decides_it_when_it_is_released(session):
    judging = a_judging(session)
    judging.round.holds_verdicts = True
    judging.judge(REFUSED)
    services.release_verdicts(session, judging.round, actor=judging.staff, now=judging.now)
    judging.judge(replace(REFUSED, reason="A second pipe."))
    judging.appeal()
    assert judging.project.held_review is None
    judging.judge(FINE, by=judging.colleague)
    assert judging.project.open_appeal is not None
    services.release_verdicts(session, judging.round, actor=judging.staff, now=judging.now)
    assert (judging.project.state, judging.project.open_appeal) == ("feasible", None)


def test_what_waits_counts_as_judged_in_the_queue(session, judging):
    assert queries.waiting_for_review(session, now=judging.now)[0] == 1
    judging.judge(FINE)
    assert queries.waiting_for_review(session, now=judging.now)[0] == 0
    assert queries.verdicts_of_round(session, judging.round.id) == (0, 1)
