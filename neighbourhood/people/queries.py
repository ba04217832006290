"""Questions about people."""

from datetime import datetime

from sqlalchemy import Boolean, ColumnElement, Date, Integer, and_, cast, column, false, literal, null, select, table, union_all
from sqlalchemy.orm import Session

from neighbourhood.database import Instant
from neighbourhood.people.models import GivenRole, Person, Residency
from neighbourhood.permissions import Actor, Role, Seat
from neighbourhood.permissions.actor import GivenRole as HeldRole

#: The committees' table, named here because their room stands above this one.
SEATS = table(
    "committee_seats", column("id", Integer), column("person_id", Integer), column("round_id", Integer), column("is_chair", Boolean),
    column("is_substitute", Boolean), column("starts_on", Date), column("ends_on", Date),
)


def actor_by_id(session: Session, person_id: int, *, now: datetime) -> tuple[Actor, int] | None:
    """Return a person as the one who acts and their sign-in epoch; None where there is no such person."""
    question = (
        select(Person.id, Person.name, Person.language, Person.sign_in_epoch, Residency.neighbourhood_id)
        .outerjoin(Residency, and_(Residency.person_id == Person.id, Residency.state == "confirmed", _is_valid(now)))
        .where(Person.id == person_id)
    )
    row = session.execute(question).one_or_none()
    if row is None:
        return None
    roles, seats = _standing(session, person_id, now)
    return Actor(row.id, row.name, row.language, row.neighbourhood_id, roles, seats), row.sign_in_epoch


def _is_valid(now: datetime) -> ColumnElement[bool]:
    return (Residency.expires_at.is_(None)) | (Residency.expires_at > now)


def _standing(session: Session, person_id: int, now: datetime) -> tuple[tuple[HeldRole, ...], tuple[Seat, ...]]:
    roles = select(
        GivenRole.role, GivenRole.neighbourhood_id.label("thing_id"), GivenRole.given_by_id, GivenRole.given_at,
        null().label("seat_id"), false().label("is_chair"), false().label("is_substitute"),
    ).where(GivenRole.person_id == person_id, GivenRole.ended_at.is_(None))
    seats = select(
        literal("seat"), SEATS.c.round_id, cast(null(), Integer), cast(null(), Instant), SEATS.c.id, SEATS.c.is_chair, SEATS.c.is_substitute
    ).where(SEATS.c.person_id == person_id, SEATS.c.starts_on <= now.date(), SEATS.c.ends_on > now.date())
    rows = session.execute(union_all(roles, seats)).all()
    held = tuple(HeldRole(Role(r.role), r.thing_id, r.given_by_id, r.given_at) for r in rows if r.role != "seat")
    return held, tuple(Seat(r.seat_id, r.thing_id, bool(r.is_chair), bool(r.is_substitute)) for r in rows if r.role == "seat")
