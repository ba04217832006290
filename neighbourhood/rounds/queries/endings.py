"""Questions about the bad ends of rounds."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from neighbourhood.database.columns import Instant
from neighbourhood.places.models import Place
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


def has_confirmed_ending() -> ColumnElement[bool]:
    """Say of a round in a question that two people have ended it."""
    # A name of its own: the question may have the endings, or the phases below, beside its rounds.
    ending = aliased(RoundEnding)
    return exists().where(ending.round_id == Round.id, ending.confirmed_at.is_not(None))


def goes_on(now: datetime) -> ColumnElement[bool]:
    """Say of a round in a question what `bad_end` denies of one at hand: that it has not ended
    badly.
    """
    vote = aliased(Phase)
    is_voted_over = exists().where(
        vote.round_id == Round.id, vote.kind == PhaseKind.VOTE, vote.ends_at <= now
    )
    has_vote = or_(Round.opened_at.is_not(None), Round.sealed_at.is_not(None))
    return and_(~has_confirmed_ending(), or_(has_vote, ~is_voted_over))


def has_shortlist_to_come() -> ColumnElement[bool]:
    """Say of a round in a question what `awaits_shortlist` says of one at hand."""
    shortlist = aliased(Phase)
    has_phase = exists().where(
        shortlist.round_id == Round.id, shortlist.kind == PhaseKind.SHORTLIST
    )
    return and_(Round.shortlisted_at.is_(None), has_phase)


def confirmed_ending(session: Session, round_id: int) -> tuple[Ending, str] | None:
    """Return how two people have ended a round, with their reason, as it stands now."""
    question = select(RoundEnding.kind, RoundEnding.reason).where(
        RoundEnding.round_id == round_id, RoundEnding.confirmed_at.is_not(None)
    )
    row = session.execute(question).one_or_none()
    return (Ending(row.kind), row.reason) if row else None


@dataclass(frozen=True)
class WaitingEnd:
    """A round whose end waits for somebody: for a second person since it was asked, or for a reason
    since its vote was missed; then nobody has asked.
    """

    slug: str
    place: str
    since: datetime
    asked_by_id: int | None


def waiting_ends(session: Session, now: datetime) -> list[WaitingEnd]:
    """Return the public rounds whose end waits for somebody, oldest round first."""
    is_missed = and_(
        Round.opened_at.is_(None),
        Round.sealed_at.is_(None),
        Phase.ends_at <= now,
        RoundEnding.id.is_(None),
    )
    is_asked = and_(RoundEnding.id.is_not(None), RoundEnding.confirmed_at.is_(None))
    question = (
        select(
            Round.slug,
            Place.name,
            func.coalesce(RoundEnding.asked_at, Phase.ends_at, type_=Instant),
            RoundEnding.asked_by_id,
        )
        .join(Edition, Edition.id == Round.edition_id)
        .join(Place, Place.id == Round.place_id)
        .outerjoin(Phase, and_(Phase.round_id == Round.id, Phase.kind == PhaseKind.VOTE))
        .outerjoin(RoundEnding, RoundEnding.round_id == Round.id)
        .where(Edition.public_at.is_not(None), or_(is_missed, is_asked))
    )
    return [WaitingEnd(*row) for row in session.execute(question.order_by(Round.id))]
