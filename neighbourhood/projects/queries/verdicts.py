"""Questions about verdicts: what is held back, and what was asked and waits for an answer."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from neighbourhood.database.locks import exclusive, exclusive_of_free
from neighbourhood.projects.models import Project, Review
from neighbourhood.projects.rules import ProjectState
from neighbourhood.rounds.models import Phase, Round
from neighbourhood.rounds.queries import goes_on
from neighbourhood.rounds.rules import PhaseKind


def verdicts_of_round(session: Session, round_id: int) -> tuple[int, int]:
    """Return how many verdicts of a round are released, and how many are held back."""
    question = (
        select(func.count(Review.released_at), func.count(Review.id))
        .join(Project, Project.id == Review.project_id)
        .where(Project.round_id == round_id)
    )
    released, all_ = session.execute(question).one()
    return released, all_ - released


def projects_with_held_verdict(session: Session, round_id: int) -> Sequence[Project]:
    """Return the projects of a round whose verdict is held back, in number order, held until the
    transaction ends and read afresh.
    """
    is_held = exists().where(Review.project_id == Project.id, Review.released_at.is_(None))
    question = (
        select(Project)
        .where(Project.round_id == round_id, is_held)
        .options(
            selectinload(Project.cost_lines),
            selectinload(Project.reviews),
            selectinload(Project.held_review),
            selectinload(Project.appeal),
        )
        .order_by(Project.number)
    )
    return session.scalars(exclusive(question)).all()


def held_verdicts(session: Session, round_id: int) -> Sequence[Review]:
    """Return the verdicts that a round holds back with their projects, by number; for those who
    review alone.
    """
    question = (
        select(Review)
        .join(Review.project)
        .options(contains_eager(Review.project).selectinload(Project.cost_lines))
        .where(Project.round_id == round_id, Review.released_at.is_(None))
        .order_by(Project.number)
    )
    return session.scalars(question).all()


def rounds_to_release(session: Session, now: datetime) -> Sequence[int]:
    """Return the numbers of the rounds whose review is over while verdicts are still held back."""
    is_over = exists().where(
        Phase.round_id == Round.id, Phase.kind == PhaseKind.REVIEW, Phase.ends_at <= now
    )
    question = (
        select(Project.round_id)
        .join(Review, Review.project_id == Project.id)
        .join(Project.round)
        .where(Review.released_at.is_(None), Round.opened_at.is_(None), is_over, goes_on(now))
        .distinct()
        .order_by(Project.round_id)
    )
    return session.scalars(question).all()


def questions_to_remind_of(session: Session, now: datetime, until: datetime) -> Sequence[Review]:
    """Return the questions whose time for an answer ends between two instants and of which nobody
    was reminded, held until the transaction ends; what somebody else holds is left to them.
    """
    newest = (
        select(func.max(Review.id))
        .join(Project, Project.id == Review.project_id)
        .join(Project.round)
        .where(
            Project.state == ProjectState.ASKED_BACK,
            Review.released_at.is_not(None),
            Round.opened_at.is_(None),
            goes_on(now),
        )
        .group_by(Review.project_id)
    )
    # The rounds and projects in a question of their own, so that they are not held too.
    question = select(Review).where(
        Review.id.in_(newest),
        Review.reminded_at.is_(None),
        Review.answer_by > now,
        Review.answer_by <= until,
    )
    return session.scalars(exclusive_of_free(question.order_by(Review.id))).all()
