"""A refusal appealed: once, before the vote, decided by somebody else."""

import pytest
from sqlalchemy import select

from neighbourhood.database import commit
from neighbourhood.outbox.models import Message
from neighbourhood.projects import queries, services
from neighbourhood.projects.models import Appeal
from neighbourhood.refusals import Invalid, NotAllowed, NotNow
from neighbourhood.trail.models import TrailEntry
from tests.projects.judging import FINE, REFUSED, a_judging
from tests.projects.writing import begin_of


@pytest.fixture
def judging(session):
    return a_judging(session)


@pytest.fixture
def refused(judging):
    judging.judge(REFUSED)
    return judging


def test_an_appeal_is_decided_by_somebody_else(session, refused):
    refused.appeal()
    assert refused.project.state == "not_feasible"
    with pytest.raises(NotAllowed, match="appeal_needs_another"):
        refused.judge(FINE)
    decision = refused.judge(FINE, by=refused.colleague)
    assert (refused.project.state, refused.project.appeal.decision_id) == ("feasible", decision.id)
    letter = session.scalars(select(Message).order_by(Message.id.desc())).first()
    assert (letter.kind, letter.content["on_appeal"]) == ("project_reviewed", True)
    entry = session.scalars(select(TrailEntry).order_by(TrailEntry.id.desc())).first()
    assert entry.act == "review_project"


@pytest.mark.parametrize("verdict", ["feasible", "not_feasible", "asked_back"])
def test_every_verdict_decides_an_appeal(refused, verdict):
    refused.appeal()
    judgement = {"feasible": FINE, "not_feasible": REFUSED}.get(verdict) or refused.question()
    refused.judge(judgement, by=refused.colleague)
    assert refused.project.state == verdict
    assert refused.project.open_appeal is None


def test_a_project_is_appealed_once(session, refused):
    refused.appeal()
    refused.appeal()
    assert len(session.scalars(select(Appeal)).all()) == 1
    with pytest.raises(NotNow, match="appealed_already"):
        refused.appeal("Another reason.")
    refused.judge(REFUSED, by=refused.colleague)
    with pytest.raises(NotNow, match="appealed_already"):
        refused.appeal("Another reason.")


def test_an_appeal_waits_for_everybody_but_the_one_who_refused(session, refused):
    refused.appeal()
    numbers = [
        queries.waiting_for_review(session, now=refused.now, reviewer_id=actor.person_id)[0]
        for actor in (refused.reviewer, refused.colleague)
    ]
    assert numbers == [0, 1]


def test_once_decided_the_first_reviewer_judges_again(refused):
    refused.appeal()
    refused.judge(REFUSED, by=refused.colleague)
    refused.judge(FINE)
    assert refused.project.state == "feasible"


def test_only_a_refusal_is_appealed_by_its_author_before_the_vote(refused):
    with pytest.raises(NotAllowed, match="is_author"):
        services.appeal_refusal(
            refused.session,
            refused.project,
            reason="Please",
            language="en",
            actor=refused.colleague,
            now=refused.now,
        )
    with pytest.raises(Invalid, match="appeal_reason_missing"):
        refused.appeal("")
    with pytest.raises(NotNow, match="appeal_too_late"):
        refused.appeal(now=begin_of(refused.round, "vote"))
    refused.judge(FINE)
    with pytest.raises(NotNow, match="appeal_without_refusal"):
        refused.appeal()


def test_a_second_row_of_an_appeal_is_refused_by_the_database(session, refused):
    refused.appeal()
    session.commit()
    first = session.scalars(select(Appeal)).one()
    values = {"reason": "Again", "language": "en", "made_at": refused.now}
    session.expunge(first)
    session.add(Appeal(project_id=first.project_id, review_id=first.review_id, **values))
    with pytest.raises(NotNow, match="appealed_already"):
        commit(session)
    session.rollback()
