"""Questions about the codes by which people join each other."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood.people import rules
from neighbourhood.people.models import JoinCode
from neighbourhood.things import ThingRef


def join_code(session: Session, code: str) -> JoinCode | None:
    """Return what is kept of a code to join something, if there is such a code."""
    return session.scalar(select(JoinCode).where(JoinCode.code_hash == rules.token_hash(code)))


def fresh_join_code(session: Session, code: str, now: datetime) -> JoinCode | None:
    """Return a code to join something that has neither been used nor expired, or None."""
    known = join_code(session, code)
    return known if known and known.used_at is None and known.expires_at > now else None


def open_join_codes(session: Session, thing: ThingRef, now: datetime) -> Sequence[JoinCode]:
    """Return the codes by which somebody may still join a thing, the newest last."""
    question = select(JoinCode).where(
        JoinCode.thing == str(thing), JoinCode.used_at.is_(None), JoinCode.expires_at > now
    )
    return session.scalars(question.order_by(JoinCode.id)).all()
