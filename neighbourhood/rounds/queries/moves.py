"""Questions about moved phases."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from neighbourhood.refusals import NotFound
from neighbourhood.rounds.models import (
    MovedDate,
    Phase,
    Round,
)
from neighbourhood.rounds.queries.endings import goes_on


def open_move(session: Session, phase: Phase) -> MovedDate | None:
    """Return the move of this phase that waits for a second person."""
    # A move asked for before the phase was moved another way is void: nobody can confirm it, and it
    # must not stand in the way of a new one.
    waiting = select(MovedDate).where(
        MovedDate.phase_id == phase.id,
        MovedDate.confirmed_at.is_(None),
        MovedDate.old_start == phase.starts_at,
        MovedDate.old_end.is_not_distinct_from(phase.ends_at),
    )
    return session.scalars(waiting.order_by(MovedDate.id)).first()


def moves_of_round(session: Session, round_id: int) -> Sequence[MovedDate]:
    """Return all moves of a round's phases with them, asked and confirmed, oldest first."""
    moves = (
        select(MovedDate)
        .join(MovedDate.phase)
        .options(joinedload(MovedDate.phase))
        .where(Phase.round_id == round_id)
    )
    return session.scalars(moves.order_by(MovedDate.asked_at, MovedDate.id)).all()


def move_by_id(session: Session, move_id: int) -> MovedDate:
    """Return a move of a phase; raises NotFound."""
    move = session.get(MovedDate, move_id)
    if move is None:
        raise NotFound
    return move


def moves_of_edition(session: Session, edition_id: int) -> Sequence[MovedDate]:
    """Return all moves of phases in an edition with them, rounds and places, oldest
    first.
    """
    around = joinedload(MovedDate.phase).joinedload(Phase.round).joinedload(Round.place)
    moves = (
        select(MovedDate)
        .join(MovedDate.phase)
        .join(Phase.round)
        .options(around)
        .where(Round.edition_id == edition_id)
    )
    return session.scalars(moves.order_by(MovedDate.asked_at, MovedDate.id)).all()


def open_moves(session: Session, now: datetime) -> Sequence[MovedDate]:
    """Return the moves that wait for a second person and can still be confirmed, oldest first."""
    moves = (
        select(MovedDate)
        .join(MovedDate.phase)
        .join(Phase.round)
        .options(joinedload(MovedDate.phase).joinedload(Phase.round))
        .where(
            MovedDate.confirmed_at.is_(None),
            goes_on(now),
            MovedDate.old_start == Phase.starts_at,
            MovedDate.old_end.is_not_distinct_from(Phase.ends_at),
            or_(Phase.starts_at > now, Phase.ends_at > now),
            # Once it has begun, its beginning no longer moves.
            or_(Phase.starts_at > now, MovedDate.new_start == MovedDate.old_start),
        )
    )
    return session.scalars(moves.order_by(MovedDate.asked_at, MovedDate.id)).all()
