"""A vote never opens over verdicts that wait: they are released, and the ballot follows them."""

from datetime import timedelta

from sqlalchemy import select

from neighbourhood import clock
from neighbourhood.ballots.services import open_voting
from neighbourhood.outbox.models import Message
from neighbourhood.permissions import SYSTEM
from neighbourhood.projects.models import Review
from neighbourhood.projects.queries import ballot_projects
from neighbourhood.projects.services import review_project, set_holding
from neighbourhood.rounds.rules import PhaseKind, phase_of
from tests import builders as b
from tests.ballots.builders import a_ready_round
from tests.projects.judging import FINE, REFUSED


def hold_and_judge(session, round_):
    """Hold verdicts while the review ran, and give two: trees stay, a new project comes."""
    review = phase_of(round_.phases, PhaseKind.REVIEW)
    during = review.ends_at - timedelta(days=1)
    reviewer = b.actor_of(session, b.a_reviewer(session))
    staff = b.actor_of(session, b.a_staff_member(session))
    author = b.a_person(session)
    waiting = [
        b.a_project(session, round_, f"Bench {n}", number=n, state="submitted", author=author)
        for n in (11, 12)
    ]
    set_holding(session, round_, holds=True, actor=staff, now=during)
    for project, judgement in zip(waiting, (FINE, REFUSED), strict=True):
        review_project(session, project, judgement, actor=reviewer, now=during)
    assert len(ballot_projects(session, round_.id)) == 5


def test_opening_a_vote_releases_what_still_waits(session, vault):
    round_ = a_ready_round(session)
    hold_and_judge(session, round_)
    open_voting(session, round_, keys=vault.keys, actor=SYSTEM, now=clock.now())
    on_ballot = sorted(project.number for project in ballot_projects(session, round_.id))
    assert on_ballot == [1, 2, 3, 4, 5, 11]
    assert 11 in [project.number for project in round_.frozen.rules.projects]
    waiting = select(Review).where(Review.released_at.is_(None))
    assert session.scalars(waiting).all() == []
    told = session.scalars(select(Message).where(Message.kind == "project_reviewed")).all()
    assert len(told) == 2
