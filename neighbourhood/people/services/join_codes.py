"""Codes by which somebody joins those who write or speak for one thing: made, spent, taken back.

The room of the thing decides who may make one and what joining means.
"""

from datetime import datetime

from sqlalchemy import CursorResult, delete, update
from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.people import queries, rules
from neighbourhood.people.models import JoinCode
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import NotNow
from neighbourhood.things import ThingRef


def make_join_code(
    session: Session, thing: ThingRef, *, key: str, actor: Actor, now: datetime
) -> str:
    """Keep the hash of a new code and return its figures; the same key again returns the same. The
    caller holds the thing. Raises NotNow where too many are open.
    """
    require(actor, Action.JOIN_OTHERS)
    assert actor.person_id is not None
    code = rules.join_code_of(key)
    known = queries.join_code(session, code)
    if known is not None and known.used_at is None and known.made_by_id == actor.person_id:
        return code
    rules.require_few_codes(len(queries.open_join_codes(session, thing, now)))
    session.add(
        JoinCode(
            # The code is on the page or card alone: a copy of the database lets nobody in.
            code_hash=rules.token_hash(code),
            thing=str(thing),
            made_by_id=actor.person_id,
            made_at=now,
            expires_at=now + rules.INVITATION_LIFETIME,
        )
    )
    flush(session)
    return code


def spend_join_code(
    session: Session, thing: ThingRef, code: str, *, actor: Actor, now: datetime
) -> None:
    """Mark a code of a thing as used in one statement, so that of two at once only one succeeds;
    raises NotNow for any other code.
    """
    require(actor, Action.JOIN_OTHERS)
    spending = (
        update(JoinCode)
        .where(
            JoinCode.code_hash == rules.token_hash(code),
            JoinCode.thing == str(thing),
            JoinCode.used_at.is_(None),
            JoinCode.expires_at > now,
        )
        .values(used_at=now)
    )
    result = session.execute(spending.execution_options(synchronize_session=False))
    if not (isinstance(result, CursorResult) and result.rowcount == 1):
        raise NotNow("join_code_over")


def drop_join_code(session: Session, thing: ThingRef, number: int, *, actor: Actor) -> None:
    """Take an open code of a thing back, so that it opens nothing; nothing happens where it is gone
    already.
    """
    require(actor, Action.JOIN_OTHERS)
    session.execute(delete(JoinCode).where(JoinCode.id == number, JoinCode.thing == str(thing)))


def drop_join_codes_of(session: Session, thing: ThingRef, person_id: int, *, actor: Actor) -> None:
    """Take back all open codes that somebody made for a thing, since they could come back by one of
    their own. The room of the thing has asked whether they may be put out.
    """
    require(actor, Action.JOIN_OTHERS)
    session.execute(
        delete(JoinCode).where(
            JoinCode.thing == str(thing),
            JoinCode.made_by_id == person_id,
            JoinCode.used_at.is_(None),
        )
    )
