"""Several people at once: numbers stay apart, a doubled form makes one draft, of two changes one is
told.
"""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.database import db
from neighbourhood.projects import queries, services, timed
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import Step
from neighbourhood.refusals import Refusal
from neighbourhood.rounds.models import Round
from tests import builders as b
from tests.projects.judging import FINE, REFUSED, a_judging
from tests.projects.writing import a_text, begin_of


@pytest.fixture
def round_(session):
    return b.a_round(session, "propose")


def at_once(session, act: Callable[[Session, int], object], number: int = 6) -> list[object]:
    """Run the act in so many threads with sessions of their own, released together; return what
    each did or was refused.
    """
    session.commit()
    barrier, answers, engine = Barrier(number), [None] * number, db.engine

    def run(n: int) -> None:
        with Session(engine, expire_on_commit=False) as own:
            barrier.wait(10)
            try:
                answers[n] = act(own, n)
                own.commit()
            except Refusal as refusal:
                answers[n] = refusal.code

    threads = [Thread(target=run, args=(n,)) for n in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    session.expire_all()
    return answers


def test_numbers_stay_apart(session, round_):
    authors = [b.actor_of(session, b.a_resident(session, round_.place)) for _ in range(6)]
    at_once(
        session,
        lambda own, n: services.write_draft(
            own, own.get(Round, round_.id), a_text(), actor=authors[n], now=clock.now()
        ),
    )
    assert sorted(session.scalars(select(Project.number))) == [1, 2, 3, 4, 5, 6]


def test_a_form_sent_six_times_at_once_makes_one_draft(session, round_):
    author = b.actor_of(session, b.a_resident(session, round_.place))
    answers = at_once(
        session,
        lambda own, _n: (
            services.write_draft(
                own,
                own.get(Round, round_.id),
                a_text(),
                submission_key="k" * 32,
                actor=author,
                now=clock.now(),
            ).number
        ),
    )
    assert answers == [1] * 6
    assert len(session.scalars(select(Project)).all()) == 1


def test_of_six_changes_at_once_one_is_kept_and_five_are_told(session, round_):
    author = b.actor_of(session, b.a_resident(session, round_.place))
    project = services.write_draft(session, round_, a_text(), actor=author, now=clock.now())
    answers = at_once(
        session,
        lambda own, n: (
            services.edit_project(
                own,
                queries.project_by_id(own, project.id),
                a_text(title=f"The title of window {n}"),
                version=1,
                actor=author,
                now=clock.now(),
            ).version
        ),
    )
    assert sorted(map(str, answers)) == ["2"] + ["changed_meanwhile"] * 5
    assert len(queries.history(session, project)) == 2


@pytest.fixture
def written_by_two(session, round_):
    """Return a draft and its two authors."""
    first = b.a_resident(session, round_.place)
    actor = b.actor_of(session, first)
    draft = services.write_draft(session, round_, a_text(), actor=actor, now=clock.now())
    second = b.a_co_author(session, draft, b.a_resident(session, round_.place))
    return draft.id, [actor, b.actor_of(session, second)]


def keep(own, project_id, step, values, actor):
    return services.change_part(
        own,
        queries.project_by_id(own, project_id),
        step,
        values,
        version=1,
        actor=actor,
        now=clock.now(),
    ).version


def test_two_authors_who_keep_different_steps_at_once_lose_nothing(session, written_by_two):
    project_id, authors = written_by_two
    parts = [
        (Step.WORDS, {"summary": "From the first author."}),
        (Step.PLACE, {"place": "From the second author"}),
    ]
    answers = at_once(session, lambda own, n: keep(own, project_id, *parts[n], authors[n]), 2)
    assert sorted(map(str, answers)) == ["2", "3"]
    project = queries.project_by_id(session, project_id)
    assert (project.summary, project.place) == ("From the first author.", "From the second author")


def test_of_two_authors_who_keep_the_same_step_at_once_one_is_told(session, written_by_two):
    project_id, authors = written_by_two
    answers = at_once(
        session,
        lambda own, n: keep(
            own, project_id, Step.WORDS, {"description": f"By author {n}"}, authors[n]
        ),
        2,
    )
    assert sorted(map(str, answers)) == ["2", "part_changed_meanwhile"]
    kept = queries.project_by_id(session, project_id).description
    assert kept == f"By author {answers.index(2)}"


def test_handing_in_and_changing_a_step_at_once_leave_a_whole_project(session, round_):
    author = b.actor_of(session, b.a_resident(session, round_.place))
    text = a_text(category_id=b.a_category(session).id)
    project = services.write_draft(session, round_, text, actor=author, now=clock.now())
    acts = [
        lambda own: services.submit_project(
            own, queries.project_by_id(own, project.id), actor=author, now=clock.now()
        ),
        lambda own: keep(own, project.id, Step.WORDS, {"summary": ""}, author),
    ]
    answers = at_once(session, lambda own, n: acts[n](own) and "done", 2)
    # Whoever is second meets what the first has left: never a public project without its summary.
    assert one_of(answers, ("done", "project_incomplete"), ("project_incomplete", "done"))
    now = queries.project_by_id(session, project.id)
    assert (now.state, bool(now.summary)) in {("submitted", True), ("draft", False)}


def test_handing_in_at_the_end_of_the_phase_is_in_time_or_not_at_all(session, round_):
    author = b.actor_of(session, b.a_resident(session, round_.place))
    text = a_text(category_id=b.a_category(session).id)
    drafts = [
        services.write_draft(session, round_, text, actor=author, now=clock.now()).id
        for _ in range(4)
    ]
    end = next(phase.ends_at for phase in round_.phases if phase.kind == "propose")
    # Two a moment before the end, two at the end itself.
    moments = [end - timedelta(seconds=1), end, end - timedelta(seconds=1), end]
    answers = at_once(
        session,
        lambda own, n: (
            services.submit_project(
                own, queries.project_by_id(own, drafts[n]), actor=author, now=moments[n]
            ).state
        ),
        4,
    )
    assert [answer == "submitted" for answer in answers] == [True, False, True, False]
    states = [queries.project_by_id(session, one).state for one in drafts]
    assert states == ["submitted", "draft", "submitted", "draft"]


@pytest.fixture
def judging(session):
    return a_judging(session)


def one_of(answers: list[object], *pairs: tuple[object, object]) -> bool:
    """Say whether the two answers are one of these pairs."""
    return tuple(answers) in pairs


def test_an_answer_and_more_time_at_once_leave_one_state(session, judging):
    judging.ask_back()
    project_id, later = judging.project.id, judging.last_days + timedelta(days=1)
    acts = [
        lambda own: services.answer_question(
            own, queries.project_by_id(own, project_id), actor=judging.author, now=judging.now
        ),
        lambda own: services.review_project(
            own,
            queries.project_by_id(own, project_id),
            judging.question(later),
            actor=judging.reviewer,
            now=judging.now,
        ),
    ]
    at_once(session, lambda own, n: acts[n](own) and n, 2)
    project = queries.project_by_id(session, project_id)
    # Whichever was last stands: an answer to the second question, or the second question.
    assert (project.state, len(project.reviews)) in {("submitted", 2), ("asked_back", 2)}


def test_an_edit_and_a_verdict_after_the_date_never_meet(session, judging):
    judging.ask_back()
    project_id, late = judging.project.id, judging.last_days
    text = a_text(category_id=judging.project.category_id, title="Three small trees")
    acts = [
        lambda own: services.edit_project(
            own,
            queries.project_by_id(own, project_id),
            text,
            version=1,
            actor=judging.author,
            now=late,
        ),
        lambda own: services.review_project(
            own, queries.project_by_id(own, project_id), REFUSED, actor=judging.reviewer, now=late
        ),
    ]
    answers = at_once(session, lambda own, n: acts[n](own) and n, 2)
    assert answers[1] == 1
    assert answers[0] in {"answer_too_late", "project_is_not_feasible"}
    project = queries.project_by_id(session, project_id)
    assert (project.state, project.title) == ("not_feasible", "Shade on the square")


def test_of_six_appeals_at_once_one_is_made(session, judging):
    judging.judge(REFUSED)
    answers = at_once(
        session,
        lambda own, n: (
            services.appeal_refusal(
                own,
                queries.project_by_id(own, judging.project.id),
                reason=f"Reason {n}",
                language="en",
                actor=judging.author,
                now=judging.now,
            )
            and "made"
        ),
    )
    assert sorted(map(str, answers)) == ["appealed_already"] * 5 + ["made"]


def test_an_appeal_and_a_better_verdict_at_once_leave_no_open_appeal_of_a_feasible_project(
    session, judging
):
    judging.judge(REFUSED)
    project_id = judging.project.id
    acts = [
        lambda own: services.appeal_refusal(
            own,
            queries.project_by_id(own, project_id),
            reason="Look again",
            language="en",
            actor=judging.author,
            now=judging.now,
        ),
        lambda own: services.review_project(
            own,
            queries.project_by_id(own, project_id),
            FINE,
            actor=judging.colleague,
            now=judging.now,
        ),
    ]
    answers = at_once(session, lambda own, n: acts[n](own) and n, 2)
    project = queries.project_by_id(session, project_id)
    assert (project.state, project.open_appeal) == ("feasible", None)
    assert one_of(answers, (0, 1), ("appeal_without_refusal", 1))


def test_releasing_and_judging_at_once_lose_no_verdict(session, judging):
    judging.hold()
    judging.judge(REFUSED)
    project_id, round_id = judging.project.id, judging.round.id
    acts = [
        lambda own: services.release_verdicts(
            own, own.get(Round, round_id), actor=judging.staff, now=judging.now
        ),
        lambda own: services.review_project(
            own,
            queries.project_by_id(own, project_id),
            FINE,
            actor=judging.colleague,
            now=judging.now,
        ),
    ]
    at_once(session, lambda own, n: acts[n](own) and n, 2)
    project = queries.project_by_id(session, project_id)
    released = [review.verdict for review in project.reviews]
    held = project.held_review and project.held_review.verdict
    # Either the refusal went out and the newer verdict waits, or the newer one went out alone.
    assert (project.state, released, held) in [
        ("not_feasible", ["not_feasible"], "feasible"),
        ("feasible", ["feasible"], None),
    ]


def test_several_workers_release_and_remind_once(session, judging):
    judging.hold()
    judging.judge(FINE)
    end = begin_of(judging.round, "vote") - timedelta(hours=1)
    assert sorted(
        map(str, at_once(session, lambda own, _n: timed.release_when_review_ends(own, end), 4))
    ) == ["0", "0", "0", "1"]
    other = a_judging(session)
    other.ask_back()
    before = other.last_days - timedelta(hours=2)
    answers = at_once(session, lambda own, _n: timed.remind_authors(own, before), 4)
    assert sorted(map(str, answers)) == ["0", "0", "0", "1"]


def _two_asked(session):
    """Return a merge to which two authors have not answered, and everybody by number."""
    judging = a_judging(session)
    other = b.a_resident(session, judging.round.place)
    part = b.a_project(
        session, judging.round, "Trees for the market", number=7, state="submitted", author=other
    )
    merge = services.propose_merge(
        session,
        judging.project,
        [part],
        reason="Both plant trees.",
        language="en",
        answer_by=judging.now + timedelta(days=3),
        actor=judging.reviewer,
        now=judging.now,
    )
    return judging, merge, part, b.actor_of(session, other)


@pytest.mark.backend("sqlite", "postgresql")
def test_of_the_last_two_yeses_at_once_one_makes_them_one(session):
    judging, merge, part, other = _two_asked(session)
    people, number, now = (judging.author, other), merge.id, judging.now

    def say_yes(own, n):
        found = queries.merge_by_id(own, number)
        services.answer_merge(own, found, is_yes=True, actor=people[n], now=now)
        return "done"

    assert at_once(session, say_yes, 2) == ["done", "done"]
    session.expire_all()
    assert (merge.outcome, part.state) == ("merged", "merged")
    assert session.get(Project, part.id).merged_into_id == judging.project.id


@pytest.mark.backend("sqlite", "postgresql")
def test_a_merge_and_a_withdrawal_at_once_leave_one_of_them(session):
    judging, merge, part, other = _two_asked(session)
    services.answer_merge(session, merge, is_yes=True, actor=judging.author, now=judging.now)
    merge_id, part_id, now = merge.id, part.id, judging.now

    def act(own, n):
        if n == 0:
            found = queries.merge_by_id(own, merge_id)
            services.answer_merge(own, found, is_yes=True, actor=other, now=now)
        else:
            found = queries.project_by_id(own, part_id)
            services.withdraw_project(own, found, reason="We moved.", actor=other, now=now)
        return "done"

    answers = at_once(session, act, 2)
    session.expire_all()
    states = (merge.outcome, part.state)
    assert states in {("merged", "merged"), ("overtaken", "withdrawn")}
    assert answers.count("done") == 1


@pytest.mark.backend("sqlite", "postgresql")
def test_closing_many_times_at_once_draws_once(session):
    judging = a_judging(session)
    judging.judge(FINE)
    round_id, staff = judging.round.id, judging.staff
    now = begin_of(judging.round, "vote") - timedelta(hours=1)

    def close(own, _n):
        return services.close_list(own, own.get(Round, round_id), actor=staff, now=now).list_seed

    assert len(set(at_once(session, close, 4))) == 1


@pytest.mark.backend("sqlite", "postgresql")
def test_closing_and_an_appeal_at_once_never_both_happen(session):
    judging = a_judging(session)
    b.a_project(session, judging.round, "Bench", number=9, state="feasible")
    now = begin_of(judging.round, "vote") - timedelta(hours=1)
    judging.judge(REFUSED, now=now - timedelta(days=3, hours=1))
    round_id, project_id = judging.round.id, judging.project.id
    staff, author = judging.staff, judging.author

    def act(own, n):
        if n == 0:
            services.close_list(own, own.get(Round, round_id), actor=staff, now=now)
        else:
            found = queries.project_by_id(own, project_id)
            services.appeal_refusal(
                own, found, reason="The pipe moved.", language="en", actor=author, now=now
            )
        return "done"

    assert at_once(session, act, 2).count("done") == 1
