"""Questions about what rounds have coming: counted for each instant, so that the answer stays short
in a city with very many of them.
"""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from neighbourhood.people.models import GivenRole
from neighbourhood.permissions import Role
from neighbourhood.places.models import Place
from neighbourhood.rounds.models import Edition, MovedDate, Phase, Round
from neighbourhood.rounds.queries.endings import goes_on, has_confirmed_ending

#: More than this many different instants of one kind in two weeks are nobody's reading.
MOST_ROWS = 20
KEY_HOLDER_ROLES = (Role.STAFF, Role.ADMINISTRATOR, Role.OFFICER)


class DueRounds(NamedTuple):
    """Rounds that have something at one instant: how many, and the address and place of one."""

    at: datetime
    number: int
    slug: str
    place: str


def due_rounds(
    session: Session,
    column: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
    kind: str,
    now: datetime,
    until: datetime,
    *conditions: ColumnElement[bool],
) -> list[DueRounds]:
    """Return the public rounds that go on and whose phase of this kind begins or ends (`column`)
    from now until an instant, the nearest first.
    """
    question = (
        select(column, func.count(Round.id), func.min(Round.slug), func.min(Place.name))
        .join(Phase, Phase.round_id == Round.id)
        .join(Edition, Edition.id == Round.edition_id)
        .join(Place, Place.id == Round.place_id)
        .where(~Edition.is_draft, Phase.kind == kind, column > now, column <= until)
        .where(~has_confirmed_ending(), *conditions)
        .group_by(column)
        .order_by(column)
    )
    rows = session.execute(question.limit(MOST_ROWS))
    return [
        DueRounds(at, number, slug, place) for at, number, slug, place in rows if at is not None
    ]


class DueDraft(NamedTuple):
    """A draft whose first day comes: its address, and the day."""

    slug: str
    at: datetime


def drafts_begin(session: Session, now: datetime, until: datetime) -> list[DueDraft]:
    """Return the drafts whose first phase begins from now until an instant, the nearest first."""
    first = func.min(Phase.starts_at)
    question = (
        select(Edition.slug, first)
        .join(Round, Round.edition_id == Edition.id)
        .join(Phase, Phase.round_id == Round.id)
        .where(Edition.is_draft)
        .group_by(Edition.id, Edition.slug)
        .having(first > now, first <= until)
    )
    return [DueDraft(*row) for row in session.execute(question.order_by(first).limit(MOST_ROWS))]


class DueMove(NamedTuple):
    """A moved phase that nobody has confirmed: its round, and the date it should move."""

    slug: str
    place: str
    starts_at: datetime
    ends_at: datetime | None
    asked_by_id: int


def moves_before(session: Session, now: datetime, until: datetime) -> list[DueMove]:
    """Return the moves that wait for a second person and whose old date comes from now until an
    instant, the oldest first.
    """
    question = (
        select(Round.slug, Place.name, Phase.starts_at, Phase.ends_at, MovedDate.asked_by_id)
        .join(Phase, Phase.id == MovedDate.phase_id)
        .join(Round, Round.id == Phase.round_id)
        .join(Place, Place.id == Round.place_id)
        .where(
            MovedDate.confirmed_at.is_(None),
            MovedDate.old_start == Phase.starts_at,
            MovedDate.old_end.is_not_distinct_from(Phase.ends_at),
            Phase.starts_at.between(now, until) | Phase.ends_at.between(now, until),
            goes_on(now),
        )
        .order_by(MovedDate.id)
    )
    return [DueMove(*row) for row in session.execute(question.limit(MOST_ROWS))]


def holds_city_role(
    person_id: InstrumentedAttribute[int | None], roles: Collection[Role] = KEY_HOLDER_ROLES
) -> ColumnElement[bool]:
    """Return the condition that a person still holds a role with which one may keep a key."""
    held = select(GivenRole.id).where(
        GivenRole.person_id == person_id, GivenRole.ended_at.is_(None), GivenRole.role.in_(roles)
    )
    return held.exists()
