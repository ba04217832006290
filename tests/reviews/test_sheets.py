"""The sheet: each department answers its part, a verdict wants all of them, and everybody reads the
answers with the verdict and never before.
"""

from dataclasses import replace

import pytest
from sqlalchemy import select

from neighbourhood.permissions import SYSTEM
from neighbourhood.projects import services as project_services
from neighbourhood.projects.models import Project
from neighbourhood.refusals import Invalid, NotAllowed, NotNow
from neighbourhood.reviews import queries, services
from neighbourhood.reviews.models import Assignment, SheetAnswer, SheetQuestion
from neighbourhood.reviews.rules import GivenAnswer, QuestionTerms
from tests import builders as b
from tests.projects.judging import FINE, REFUSED, a_judging
from tests.projects.test_races import at_once
from tests.reviews.departments import a_department, a_question, yes


class Checking:
    """A project that two departments look at, each with a question of its own."""

    def __init__(self, session) -> None:
        self.session = session
        nature = b.a_category(session)
        self.gardener = b.actor_of(session, b.a_reviewer(session))
        self.lawyer = b.actor_of(session, b.a_reviewer(session))
        self.parks = a_department(session, "parks", categories=(nature,), members=(self.gardener,))
        self.law = a_department(session, "law", categories=(nature,), members=(self.lawyer,))
        self.trees = a_question(session, "Do trees grow there?", self.parks)
        self.legal = a_question(session, "Is it legal?", self.law)
        self.inside = a_question(session, "Does it lie inside?", kind="formal")
        self.judging = a_judging(session)
        self.project = self.judging.project

    def answer(self, given, by, **more) -> int:
        return services.answer_sheet(
            self.session, self.project, given, actor=by, now=self.judging.now, **more
        )

    @property
    def done(self) -> list[str]:
        found = queries.assignments_of(self.session, [self.project.id])[self.project.id]
        return [one.department.slug for one in found if one.answered_at]


@pytest.fixture
def checking(session):
    return Checking(session)


def test_feasible_wants_each_required_answer_of_each_department(checking):
    with pytest.raises(Invalid) as refusal:
        checking.judging.judge(FINE)
    assert (refusal.value.code, refusal.value.values) == ("sheet_incomplete", {"number": 3})
    checking.answer(yes(checking.trees, checking.inside), checking.gardener, finishes=True)
    assert checking.done == ["parks"]
    with pytest.raises(Invalid, match="sheet_incomplete"):
        checking.judging.judge(FINE)
    checking.answer(yes(checking.legal), checking.lawyer, finishes=True)
    assert checking.done == ["law", "parks"]
    assert checking.judging.judge(FINE).verdict == "feasible"


def test_a_refusal_and_a_question_do_not_wait_for_the_sheet(checking):
    checking.judging.ask_back()
    checking.judging.answer()
    assert checking.judging.judge(REFUSED).verdict == "not_feasible"


def test_a_department_answers_its_own_questions_and_staff_those_of_all(checking):
    with pytest.raises(NotAllowed, match="other_department_answers"):
        checking.answer(yes(checking.legal), checking.gardener)
    assert checking.answer(yes(checking.legal, checking.trees), checking.judging.staff) == 2


def test_a_part_is_done_only_with_its_answers(checking):
    with pytest.raises(Invalid, match="part_incomplete"):
        checking.answer(yes(checking.trees), checking.gardener, finishes=True)
    checking.session.rollback()


def test_half_a_sheet_is_kept_with_its_notes(checking):
    half = {checking.trees.id: GivenAnswer("no", "There is a pipe.")}
    checking.answer(half, checking.gardener)
    kept = queries.answers_of(checking.session, checking.project.id)[checking.trees.id]
    assert (kept.answer, kept.note, kept.answered_by_id, checking.done) == (
        "no",
        "There is a pipe.",
        checking.gardener.person_id,
        [],
    )


def test_a_taken_back_answer_opens_the_part_again(checking):
    checking.answer(yes(checking.trees, checking.inside), checking.gardener, finishes=True)
    known = checking.judging.now.isoformat()
    checking.answer({checking.trees.id: GivenAnswer("", "", known)}, checking.gardener)
    assert checking.done == []


def test_nobody_writes_over_an_answer_that_they_have_not_read(checking):
    checking.answer(yes(checking.inside), checking.gardener)
    no = {checking.inside.id: GivenAnswer("no")}
    with pytest.raises(NotNow, match="answered_meanwhile"):
        checking.answer(no, checking.lawyer)
    assert checking.answer(yes(checking.inside), checking.lawyer) == 0


def test_everybody_reads_the_answers_with_the_verdict_and_never_before(checking):
    session, judging = checking.session, checking.judging
    judging.hold()
    checking.answer(yes(checking.trees, checking.inside), checking.gardener)
    no = {checking.legal.id: GivenAnswer("no", "A secret note.")}
    checking.answer(no, checking.lawyer)
    held = judging.judge(REFUSED)
    assert queries.released_checks(session, [held.id]) == {held.id: []}
    project_services.release_verdicts(session, judging.round, actor=judging.staff, now=judging.now)
    shown = queries.released_checks(session, [held.id])[held.id]
    assert [(one.text["en"], one.answer) for one in shown] == [
        ("Does it lie inside?", "yes"),
        ("Do trees grow there?", "yes"),
        ("Is it legal?", "no"),
    ]


def test_a_question_that_has_answers_is_ended_and_not_changed(checking):
    session = checking.session
    checking.answer(yes(checking.inside), checking.gardener)
    terms = QuestionTerms("formal", {"en": "Does all of it lie inside?"})
    after = services.change_question(
        session, checking.inside, terms, actor=SYSTEM, now=checking.judging.now
    )
    assert after.id != checking.inside.id
    assert (checking.inside.text, after.replaces_id) == (
        {"en": "Does it lie inside?"},
        checking.inside.id,
    )
    same = services.change_question(
        session,
        checking.trees,
        QuestionTerms("substance", {"en": "Do trees grow?"}),
        actor=SYSTEM,
        now=checking.judging.now,
    )
    assert same.id == checking.trees.id
    with pytest.raises(NotNow, match="sheet_question_ended"):
        checking.answer(yes(checking.inside), checking.gardener)


def test_a_refusal_may_carry_a_standard_reason_alone(session):
    judging = a_judging(session)
    review = judging.judge(replace(REFUSED, reason="", standard_reason="upkeep"))
    assert (review.standard_reason, judging.project.state) == ("upkeep", "not_feasible")
    for wrong in (
        replace(REFUSED, standard_reason="weather"),
        replace(FINE, standard_reason="upkeep"),
    ):
        with pytest.raises(Invalid, match="standard_reason"):
            judging.judge(wrong)


def test_two_departments_that_answer_at_once_both_are_kept(session):
    checking = Checking(session)
    parts = [(checking.trees.id, checking.gardener), (checking.legal.id, checking.lawyer)]
    at_once(
        session,
        lambda own, n: services.answer_sheet(
            own,
            own.get(Project, checking.project.id),
            {parts[n][0]: GivenAnswer("yes")},
            actor=parts[n][1],
            now=checking.judging.now,
        ),
        number=2,
    )
    assert len(session.scalars(select(SheetAnswer)).all()) == 2


def test_a_verdict_never_passes_an_answer_that_is_taken_back(session):
    checking = Checking(session)
    everything = yes(checking.trees, checking.legal, checking.inside)
    checking.answer(everything, checking.judging.staff)
    known = checking.judging.now.isoformat()

    def act(own, n):
        project = own.get(Project, checking.project.id)
        if n == 0:
            return (
                checking.judging.__class__.judge.__name__
                and project_services.review_project(
                    own, project, FINE, actor=checking.judging.reviewer, now=checking.judging.now
                ).verdict
            )
        gone = {checking.legal.id: GivenAnswer("", "", known)}
        return services.answer_sheet(
            own, project, gone, actor=checking.judging.staff, now=checking.judging.now
        )

    verdict, taken_back = at_once(session, act, number=2)
    assert taken_back == 1
    # Either the verdict came first, or it was told what is missing.
    shown = queries.released_checks(session, [review.id for review in checking.project.reviews])
    complete = [len(checks) for checks in shown.values()]
    assert (verdict, complete) in (("feasible", [3]), ("sheet_incomplete", []))


def test_a_question_ended_while_somebody_answers_is_refused_or_kept(session):
    checking = Checking(session)

    def act(own, n):
        if n == 0:
            question = own.get(SheetQuestion, checking.trees.id)
            services.end_question(own, question, actor=SYSTEM, now=checking.judging.now)
            return "ended"
        return services.answer_sheet(
            own,
            own.get(Project, checking.project.id),
            yes(checking.trees),
            actor=checking.gardener,
            now=checking.judging.now,
        )

    answers = at_once(session, act, number=2)
    assert answers in (["ended", 1], ["ended", "sheet_question_ended"])
    assert session.scalar(select(Assignment).limit(1)) is not None
