"""Projects become one when all their authors say yes, at once and wholly; else they stay apart."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from neighbourhood.outbox.models import Message
from neighbourhood.projects import services, timed
from neighbourhood.refusals import Invalid, NotAllowed, NotNow
from neighbourhood.trail.models import TrailEntry
from tests import builders as b
from tests.projects.judging import FINE, REFUSED, a_judging
from tests.projects.writing import a_text, begin_of

REASON = "Both plant trees on the same square."


@pytest.fixture
def judging(session):
    return a_judging(session)


@pytest.fixture
def other(session, judging):
    """Another neighbour, whose project is handed in too."""
    return b.actor_of(session, b.a_resident(session, judging.round.place))


@pytest.fixture
def part(session, judging, other):
    began = begin_of(judging.round, "propose")
    text = replace(a_text(category_id=judging.project.category_id), title="Trees for the market")
    draft = services.write_draft(session, judging.round, text, actor=other, now=began)
    return services.submit_project(session, draft, actor=other, now=began)


def ask(judging, part, by=None, **values):
    return services.propose_merge(
        judging.session,
        judging.project,
        [part],
        reason=REASON,
        language="en",
        answer_by=judging.now + timedelta(days=3),
        actor=by or judging.reviewer,
        now=judging.now,
        **values,
    )


def answer(judging, merge, who, *, is_yes=True, now=None, note=""):
    return services.answer_merge(
        judging.session, merge, is_yes=is_yes, note=note, actor=who, now=now or judging.now
    )


def letters(session, kind):
    return {m.person_id for m in session.scalars(select(Message).where(Message.kind == kind))}


def acts(session):
    return session.scalars(select(TrailEntry.act).order_by(TrailEntry.id)).all()


def test_the_last_yes_makes_them_one(session, judging, part, other):
    merge = ask(judging, part)
    assert letters(session, "merge_asked") == {judging.author.person_id, other.person_id}
    answer(judging, merge, judging.author)
    assert (judging.project.state, part.state, merge.outcome) == ("submitted", "submitted", "")
    answer(judging, merge, other)
    assert (part.state, part.merged_into_id) == ("merged", judging.project.id)
    assert merge.outcome == "merged"
    assert judging.project.author_ids == (judging.author.person_id, other.person_id)
    assert letters(session, "merge_done") == {judging.author.person_id, other.person_id}
    assert acts(session) == ["propose_merge", "answer_merge", "answer_merge", "merge_projects"]


def test_the_authors_may_put_the_text_together_and_it_is_judged_afresh(
    session, judging, part, other
):
    judging.judge(FINE)
    merge = ask(judging, part, by=other)
    answer(judging, merge, judging.author)
    assert judging.project.state == "asked_back"
    assert judging.project.answer_by == judging.now + (
        min(timedelta(days=7), (begin_of(judging.round, "vote") - judging.now) / 2)
    )
    text = replace(services.content_of(judging.project), summary="Trees for square and market.")
    services.edit_project(
        session,
        judging.project,
        text,
        version=judging.project.version,
        actor=other,
        now=judging.now,
    )
    services.answer_question(session, judging.project, actor=other, now=judging.now)
    assert judging.project.state == "submitted"


def test_before_the_review_the_whole_stays_handed_in(session, judging, part, other):
    judging.now = begin_of(judging.round, "propose") + timedelta(hours=1)
    merge = ask(judging, part, by=judging.author)
    answer(judging, merge, other)
    assert (judging.project.state, part.state) == ("submitted", "merged")


def test_one_no_ends_it(session, judging, part, other):
    merge = ask(judging, part)
    answer(judging, merge, other, is_yes=False, note="Ours is about the market.")
    assert (merge.outcome, part.state) == ("refused", "submitted")
    assert letters(session, "merge_ended") == {judging.author.person_id, other.person_id}
    with pytest.raises(NotNow, match="merge_is_over"):
        answer(judging, merge, judging.author)
    assert ask(judging, part).id != merge.id


def test_silence_is_no(session, judging, part, other):
    merge = ask(judging, part)
    answer(judging, merge, judging.author)
    assert timed.end_merges(session, merge.answer_by - timedelta(seconds=1)) == 0
    with pytest.raises(NotNow, match="merge_too_late"):
        answer(judging, merge, other, now=merge.answer_by)
    assert timed.end_merges(session, merge.answer_by) == 1
    assert (merge.outcome, part.state) == ("silent", "submitted")


def test_taking_a_project_back_ends_it(session, judging, part, other):
    merge = ask(judging, part)
    services.withdraw_project(session, part, reason="We moved.", actor=other, now=judging.now)
    assert merge.outcome == "overtaken"


def test_a_refusal_meanwhile_ends_it(session, judging, part, other):
    merge = ask(judging, part)
    judging.judge(REFUSED)
    with pytest.raises(NotNow, match="merge_overtaken"):
        answer(judging, merge, other)
    assert timed.end_merges(session, judging.now) == 1
    assert merge.outcome == "overtaken"


def test_an_author_of_both_needs_to_ask_nobody(session, judging):
    began = begin_of(judging.round, "propose")
    text = replace(a_text(category_id=judging.project.category_id), title="Trees for the market")
    own = services.write_draft(session, judging.round, text, actor=judging.author, now=began)
    services.submit_project(session, own, actor=judging.author, now=began)
    merge = ask(judging, own, by=judging.author)
    assert (merge.outcome, own.state) == ("merged", "merged")
    assert judging.project.author_ids == (judging.author.person_id,)


def test_the_same_proposal_twice_asks_once(session, judging, part):
    assert ask(judging, part).id == ask(judging, part).id
    assert acts(session) == ["propose_merge"]


def test_a_project_stands_in_one_open_merge(session, judging, part):
    ask(judging, part)
    third = b.a_project(
        session, judging.round, "Bench", number=9, state="submitted", author=b.a_person(session)
    )
    with pytest.raises(NotNow, match="merge_running"):
        services.propose_merge(
            session,
            third,
            [part],
            reason=REASON,
            language="en",
            answer_by=judging.now + timedelta(days=1),
            actor=judging.reviewer,
            now=judging.now,
        )


def test_strangers_neither_propose_nor_answer(session, judging, part):
    stranger = b.actor_of(session, b.a_resident(session, judging.round.place))
    with pytest.raises(NotAllowed):
        ask(judging, part, by=stranger)
    merge = ask(judging, part)
    with pytest.raises(NotAllowed):
        answer(judging, merge, stranger)
    with pytest.raises(NotAllowed):
        answer(judging, merge, judging.reviewer)


def test_a_project_without_anybody_to_ask_stays(session, judging):
    nobodys = b.a_project(session, judging.round, "Bench", number=9, state="submitted")
    with pytest.raises(NotNow, match="merge_nobody_to_ask"):
        ask(judging, nobodys)


def test_a_merge_needs_another_project_and_a_reason(session, judging, part):
    with pytest.raises(Invalid, match="merge_with_nothing"):
        services.propose_merge(
            session,
            judging.project,
            [],
            reason=REASON,
            language="en",
            answer_by=judging.now + timedelta(days=1),
            actor=judging.author,
            now=judging.now,
        )
    with pytest.raises(Invalid, match="answer_by_past"):
        services.propose_merge(
            session,
            judging.project,
            [part],
            reason=REASON,
            language="en",
            answer_by=judging.now,
            actor=judging.author,
            now=judging.now,
        )
