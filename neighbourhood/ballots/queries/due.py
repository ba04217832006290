"""Questions about votes that are coming: what they lack, and whose half of a key waits."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from neighbourhood.places.models import Place
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import HOPEFUL_STATES
from neighbourhood.rounds.models import Edition, Fund, Phase, Round
from neighbourhood.rounds.queries import has_confirmed_ending, holds_city_role
from neighbourhood.rounds.queries.due import MOST_ROWS
from neighbourhood.rounds.rules import PhaseKind
from neighbourhood.things import ThingKind
from neighbourhood.trail.models import TrailEntry


def lacks_for_opening() -> ColumnElement[bool]:
    """Say of a round whose vote is still ahead that it lacks something which comes by no date: its
    key holders, a fund, a project, or an order of its dates in which a vote can open.
    """
    # Names of their own: the question may have these tables beside its rounds.
    review, vote, edition = aliased(Phase), aliased(Phase), aliased(Edition)
    is_review_late = (
        exists()
        .where(review.round_id == Round.id, review.kind == PhaseKind.REVIEW)
        .where(vote.round_id == Round.id, vote.kind == PhaseKind.VOTE)
        .where(review.ends_at > vote.starts_at)
    )
    has_age_window = exists().where(
        edition.id == Round.edition_id,
        or_(edition.youngest_voter.is_not(None), edition.oldest_voter.is_not(None)),
    )
    return or_(
        Round.first_key_holder_id.is_(None),
        Round.second_key_holder_id.is_(None),
        ~holds_city_role(Round.first_key_holder_id),
        ~holds_city_role(Round.second_key_holder_id),
        ~exists().where(Project.round_id == Round.id, Project.state.in_(HOPEFUL_STATES)),
        exists().where(Fund.round_id == Round.id, Fund.amount == 0),
        has_age_window,
        is_review_late,
    )


def is_unopened() -> ColumnElement[bool]:
    """Say of a round that its vote was never opened."""
    return and_(Round.opened_at.is_(None), Round.sealed_at.is_(None))


class KeptKey(NamedTuple):
    """A round of which somebody keeps a half of the key: its address and place, its vote's dates,
    when it was opened, and whether this half was shown to be printed.
    """

    slug: str
    place: str
    starts_at: datetime
    ends_at: datetime | None
    opened_at: datetime | None
    is_shown: bool


def keys_kept(session: Session, person_id: int, now: datetime) -> list[KeptKey]:
    """Return the rounds of public editions that go on, are not sealed and whose vote has not ended,
    of which somebody keeps a half of the key, the nearest vote first.
    """
    subject = ThingKind.ROUND + ":"
    shown = exists().where(
        TrailEntry.act == "show_key_half",
        TrailEntry.actor_id == person_id,
        TrailEntry.subject == subject + Round.id.cast(TrailEntry.subject.type),
        TrailEntry.at >= Round.opened_at,
    )
    question = (
        select(Round.slug, Place.name, Phase.starts_at, Phase.ends_at, Round.opened_at, shown)
        .join(Phase, and_(Phase.round_id == Round.id, Phase.kind == PhaseKind.VOTE))
        .join(Edition, Edition.id == Round.edition_id)
        .join(Place, Place.id == Round.place_id)
        .where(
            or_(Round.first_key_holder_id == person_id, Round.second_key_holder_id == person_id),
            ~Edition.is_draft,
            Round.sealed_at.is_(None),
            Phase.ends_at > now,
            ~has_confirmed_ending(),
        )
        .order_by(Phase.starts_at, Round.id)
    )
    return [KeptKey(*row) for row in session.execute(question.limit(MOST_ROWS))]


def lost_holders(session: Session, round_: Round) -> int:
    """Return how many of a round's two key holders no longer hold a role at the city."""
    first = holds_city_role(Round.first_key_holder_id)
    second = holds_city_role(Round.second_key_holder_id)
    row = session.execute(
        select(
            Round.first_key_holder_id.is_not(None) & ~first,
            Round.second_key_holder_id.is_not(None) & ~second,
        ).where(Round.id == round_.id)
    ).one()
    return sum(map(bool, row))
