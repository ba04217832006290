"""Questions about closing a list: what is not settled, which lists wait, and the numbers drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, defer, joinedload

from neighbourhood.projects.models import Project, Review
from neighbourhood.projects.queries.merges import count_open_merges
from neighbourhood.projects.queries.projects import has_held_verdict, has_open_appeal
from neighbourhood.projects.rules import PUBLIC_STATES, TIME_TO_APPEAL, ProjectState, Unsettled
from neighbourhood.rounds.models import Edition, Phase, Round
from neighbourhood.rounds.queries import goes_on
from neighbourhood.rounds.queries.due import MOST_ROWS
from neighbourhood.rounds.rules import PhaseKind


def unsettled_in(session: Session, round_id: int, now: datetime) -> Unsettled:
    """Return what of a round's projects is not settled."""
    is_refused = Project.state == ProjectState.NOT_FEASIBLE
    fresh = and_(is_refused, ~has_open_appeal(), ~_is_decided(), _was_told_since(now))
    held = has_held_verdict()
    row = session.execute(
        select(
            _count(and_(is_refused, has_open_appeal())),
            _count(Project.state == ProjectState.ASKED_BACK),
            _count(and_(Project.state == ProjectState.SUBMITTED, ~held)),
            _count(held),
            _count(fresh),
            _count(Project.state == ProjectState.FEASIBLE),
        ).where(Project.round_id == round_id)
    ).one()
    return Unsettled(
        appeals=row[0],
        questions=row[1],
        unjudged=row[2],
        held=row[3],
        merges=count_open_merges(session, round_id),
        fresh_refusals=row[4],
        feasible=row[5],
    )


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(condition)


def _is_decided() -> ColumnElement[bool]:
    # Whoever has appealed once cannot do so again.
    return Project.appeal.has()


def _was_told_since(now: datetime) -> ColumnElement[bool]:
    return exists().where(
        Review.project_id == Project.id, Review.released_at > now - TIME_TO_APPEAL
    )


def numbered_projects(session: Session, round_id: int) -> Sequence[Project]:
    """Return the projects that have a drawn number, also those taken back since, by that number."""
    question = (
        select(Project)
        .options(defer(Project.description))
        .where(Project.round_id == round_id, Project.list_number.is_not(None))
        .order_by(Project.list_number)
    )
    return session.scalars(question).all()


@dataclass(frozen=True)
class ListToClose:
    """A round whose list is not closed, and when its vote begins."""

    slug: str
    place: str
    starts_at: datetime


def lists_to_close(session: Session, now: datetime, until: datetime) -> Sequence[ListToClose]:
    """Return the rounds of public editions whose vote begins between two instants, whose check is
    over, and whose list nobody has closed; the nearest first.
    """
    goes_on_checking = exists().where(
        Phase.round_id == Round.id,
        Phase.kind.in_((PhaseKind.PROPOSE, PhaseKind.REVIEW)),
        or_(Phase.ends_at.is_(None), Phase.ends_at > now),
    )
    has_projects = exists().where(Project.round_id == Round.id, Project.state.in_(PUBLIC_STATES))
    vote = aliased(Phase)
    question = (
        select(Round, vote.starts_at)
        .join(vote, and_(vote.round_id == Round.id, vote.kind == PhaseKind.VOTE))
        .join(Round.edition)
        .options(joinedload(Round.place))
        .where(
            vote.starts_at > now,
            vote.starts_at <= until,
            Round.list_closed_at.is_(None),
            Round.opened_at.is_(None),
            ~Edition.is_draft,
            ~goes_on_checking,
            has_projects,
            goes_on(now),
        )
        .order_by(vote.starts_at, Round.id)
        .limit(MOST_ROWS)
    )
    return [
        ListToClose(round_.slug, round_.place.name, starts_at)
        for round_, starts_at in session.execute(question).unique()
    ]
