"""A project asked back to its author: what may be changed until when, and what stays."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from neighbourhood.outbox.models import Message
from neighbourhood.projects import queries, rules, services, timed
from neighbourhood.projects.rules import TRANSITIONS, Cost, ProjectState
from neighbourhood.refusals import Invalid, NotAllowed, NotNow
from tests import builders as b
from tests.projects.judging import FINE, REFUSED, a_judging
from tests.projects.writing import begin_of

#: Every state with what may follow it, by hand.
PASSAGES = """
draft         submitted withdrawn
submitted     feasible not_feasible asked_back withdrawn merged not_shortlisted
asked_back    submitted feasible not_feasible asked_back withdrawn merged
feasible      feasible not_feasible asked_back withdrawn merged
not_feasible  feasible not_feasible asked_back withdrawn
withdrawn
merged
not_shortlisted withdrawn
"""


@pytest.fixture
def judging(session):
    return a_judging(session)


def kinds_of_mail(session):
    return session.scalars(select(Message.kind).order_by(Message.id)).all()


@pytest.mark.parametrize("line", PASSAGES.strip().splitlines())
def test_a_state_passes_into_these_and_no_others(line):
    state, *following = line.split()
    assert set(TRANSITIONS[state]) == set(following)
    for to in ProjectState:
        if to in following:
            rules.require_transition(state, to)
        else:
            with pytest.raises(NotNow, match=f"project_is_{state}"):
                rules.require_transition(state, to)


def test_an_author_changes_what_was_asked_back_and_hands_it_in_again(session, judging):
    judging.ask_back()
    assert (judging.project.state, judging.project.is_public) == ("asked_back", True)
    judging.edit(costs=(Cost("Trees", 60_000), Cost("Soil", 30_000)))
    assert judging.project.state == "asked_back"
    handed_in = judging.project.submitted_at
    judging.answer()
    assert (judging.project.state, judging.project.cost) == ("submitted", 90_000)
    assert judging.project.submitted_at == handed_in
    assert judging.project.reviews[-1].project_version == 1
    judging.judge(FINE)
    assert judging.project.state == "feasible"
    assert kinds_of_mail(session) == [
        "project_submitted",
        "project_asked_back",
        "project_submitted",
        "project_reviewed",
    ]


def test_handing_in_again_twice_changes_nothing(session, judging):
    judging.ask_back()
    judging.answer()
    judging.answer()
    assert len(kinds_of_mail(session)) == 3


def test_after_the_date_the_text_stands_and_the_reviewer_decides_on_it(judging):
    judging.ask_back()
    late = judging.last_days
    with pytest.raises(NotNow, match="answer_too_late"):
        judging.edit(place="The park", now=late)
    with pytest.raises(NotNow, match="answer_too_late"):
        judging.answer(now=late)
    judging.judge(REFUSED, now=late)
    assert (judging.project.state, judging.project.place) == ("not_feasible", "The square")


def test_the_last_moment_before_the_date_is_in_time(judging):
    judging.ask_back()
    judging.answer(now=judging.last_days - timedelta(seconds=1))
    assert judging.project.state == "submitted"


def test_while_the_author_may_answer_nobody_decides(judging):
    judging.ask_back()
    for verdict in (FINE, REFUSED):
        with pytest.raises(NotNow, match="author_may_answer"):
            judging.judge(verdict)
    with pytest.raises(Invalid, match="answer_by_shorter"):
        judging.ask_back(judging.last_days - timedelta(days=1))
    judging.ask_back(judging.last_days + timedelta(days=1))
    assert judging.project.answer_by == judging.last_days + timedelta(days=1)


def test_once_answered_the_text_rests_and_may_be_asked_back_again(judging):
    judging.ask_back()
    judging.answer()
    with pytest.raises(NotNow, match="review_has_begun"):
        judging.edit(place="The park")
    judging.ask_back()
    assert (judging.project.state, len(judging.project.reviews)) == ("asked_back", 2)


def test_a_question_needs_words_and_a_date_ahead_of_the_vote(judging):
    begin = begin_of(judging.round, "vote") - timedelta(hours=1)
    with pytest.raises(Invalid, match="answer_by_past"):
        judging.ask_back(judging.now)
    with pytest.raises(Invalid, match="answer_by_beyond_vote"):
        judging.ask_back(begin)
    no_date = rules.Judgement("asked_back", "Which trees?", "en")
    with pytest.raises(Invalid, match="answer_by_missing"):
        judging.judge(no_date)
    with pytest.raises(Invalid, match="question_missing"):
        judging.judge(rules.Judgement("asked_back", "", "en", answer_by=judging.last_days))
    assert judging.project.state == "submitted"
    judging.ask_back(begin - timedelta(seconds=1))
    assert judging.project.state == "asked_back"


def test_what_was_handed_in_stays_complete_while_it_is_changed(judging):
    judging.ask_back()
    with pytest.raises(rules.Incomplete):
        judging.edit(place="")
    assert judging.project.place == "The square"


def test_a_corrected_line_loses_its_correction_when_the_author_writes_it_anew(judging):
    judging.judge(
        rules.Judgement(
            "asked_back",
            "Fewer trees?",
            "en",
            corrections={1: (90_000, "Cheaper"), 2: (20_000, "Less soil")},
            answer_by=judging.last_days,
        )
    )
    assert judging.project.cost == 110_000
    judging.edit(costs=(Cost("Small trees", 50_000), Cost("Soil", 30_000)))
    assert [line.counted_amount for line in judging.project.cost_lines] == [50_000, 20_000]
    assert judging.project.cost == 70_000


def test_an_author_takes_back_what_was_asked_back(judging):
    judging.ask_back()
    services.withdraw_project(
        judging.session,
        judging.project,
        reason="We give up.",
        actor=judging.author,
        now=judging.now,
    )
    assert judging.project.state == "withdrawn"


def test_only_the_author_answers(judging):
    judging.ask_back()
    with pytest.raises(NotAllowed, match="is_author"):
        services.answer_question(
            judging.session, judging.project, actor=judging.reviewer, now=judging.now
        )


def test_a_draft_and_what_was_judged_are_not_answered(session, judging):
    judging.judge(FINE)
    with pytest.raises(NotNow, match="project_is_feasible"):
        judging.answer()
    judging.ask_back()
    with pytest.raises(NotNow, match="project_is_asked_back"):
        services.submit_project(
            session, judging.project, actor=judging.author, now=begin_of(judging.round, "propose")
        )


def test_the_author_is_reminded_once_on_the_day_before(session, judging):
    judging.ask_back()
    before = judging.last_days - timedelta(days=1)
    assert timed.remind_authors(session, before - timedelta(seconds=1)) == 0
    assert timed.remind_authors(session, before) == 1
    assert timed.remind_authors(session, before + timedelta(minutes=1)) == 0
    assert kinds_of_mail(session)[-1] == "answer_reminder"


def test_nobody_is_reminded_who_has_answered_or_was_asked_just_now(session, judging):
    judging.ask_back(judging.now + timedelta(hours=20))
    assert timed.remind_authors(session, judging.now + timedelta(hours=1)) == 0
    judging.ask_back()
    judging.answer()
    assert timed.remind_authors(session, judging.last_days - timedelta(hours=1)) == 0


def test_what_is_still_asked_back_when_the_vote_opens_is_on_no_ballot(session, judging):
    judging.ask_back()
    assert queries.ballot_projects(session, judging.round.id) == []
    assert queries.projects_to_freeze(session, judging.round.id) == []
    judging.round.opened_at = begin_of(judging.round, "vote")
    session.flush()
    for act in (judging.answer, judging.ask_back, lambda: judging.edit(place="The park")):
        with pytest.raises(NotNow, match="projects_frozen"):
            act()


def test_what_was_asked_back_stays_in_lists_and_special_rules(session, judging):
    judging.ask_back()
    listed = queries.projects_of_round(session, judging.round.id)
    assert [project.number for project in listed.projects] == [judging.project.number]
    assert "asked_back" in rules.HOPEFUL_STATES
    assert "asked_back" in rules.NAMED_STATES
    assert "asked_back" not in rules.JUDGED_STATES


def test_an_answer_waits_for_its_verdict_and_so_does_what_nobody_answered(session, judging):
    judging.ask_back()
    assert queries.waiting_for_review(session, now=judging.now)[0] == 0
    assert queries.waiting_for_review(session, now=judging.last_days)[0] == 1
    judging.answer()
    assert queries.waiting_for_review(session, now=judging.now)[0] == 1


def test_a_second_question_counts_by_its_own_date(session, judging):
    judging.ask_back(judging.now + timedelta(days=9))
    judging.answer()
    judging.ask_back()
    assert queries.waiting_for_review(session, now=judging.last_days)[0] == 1


def test_an_author_who_has_moved_away_can_still_answer(session, judging):
    moved = b.actor_of(session, b.a_person(session))
    judging.project.author_id = moved.person_id
    judging.author = moved
    session.flush()
    judging.ask_back()
    judging.answer()
    assert judging.project.state == "submitted"
