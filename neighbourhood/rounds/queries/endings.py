"""Questions about the bad ends of rounds."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, joinedload

from neighbourhood.questions import Question
from neighbourhood.refusals import NotFound
from neighbourhood.rounds.models import Edition, Phase, Round, RoundEnding
from neighbourhood.rounds.rules import Ending, PhaseKind

#: Results stand above rounds, and say it.
is_result_published: Question[[Session, int], bool] = Question(
    "whether the result of a round is published"
)


def ending_by_id(session: Session, ending_id: int) -> RoundEnding:
    """Return the ending of a round, asked for or confirmed; raises NotFound."""
    ending = session.get(RoundEnding, ending_id)
    if ending is None:
        raise NotFound
    return ending


def confirmed_ending(session: Session, round_id: int) -> tuple[Ending, str] | None:
    """Return how two people have ended a round, with their reason, as it stands now."""
    question = select(RoundEnding.kind, RoundEnding.reason).where(
        RoundEnding.round_id == round_id, RoundEnding.confirmed_at.is_not(None)
    )
    row = session.execute(question).one_or_none()
    return (Ending(row.kind), row.reason) if row else None


def open_endings(session: Session) -> Sequence[RoundEnding]:
    """Return the endings that wait for a second person, with their rounds, oldest first."""
    question = (
        select(RoundEnding)
        .where(RoundEnding.confirmed_at.is_(None))
        .options(joinedload(RoundEnding.round).joinedload(Round.place))
    )
    return session.scalars(question.order_by(RoundEnding.asked_at, RoundEnding.id)).all()


def unexplained_misses(session: Session, now: datetime) -> Sequence[tuple[str, datetime]]:
    """Return slug and end of the vote of each public round whose vote was never opened and for
    which nobody has given a reason yet, oldest first.
    """
    question = (
        select(Round.slug, Phase.ends_at)
        .join(Phase, and_(Phase.round_id == Round.id, Phase.kind == PhaseKind.VOTE))
        .join(Edition, Edition.id == Round.edition_id)
        .outerjoin(RoundEnding, RoundEnding.round_id == Round.id)
        .where(
            Edition.public_at.is_not(None),
            Round.opened_at.is_(None),
            Round.sealed_at.is_(None),
            Phase.ends_at <= now,
            RoundEnding.id.is_(None),
        )
    )
    rows = session.execute(question.order_by(Phase.ends_at, Round.id))
    return [(slug, ended) for slug, ended in rows if ended is not None]
