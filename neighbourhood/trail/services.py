"""Writing to the trail."""

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.database.locks import one_at_a_time
from neighbourhood.permissions import Actor
from neighbourhood.things import ThingRef
from neighbourhood.trail import queries, rules
from neighbourhood.trail.models import TrailEntry, TrailPayload

#: The number of the lock under which one transaction at a time adds to the chain.
CHAIN_LOCK = 7_216_021


def record(
    session: Session, act: str, subject: ThingRef, *, actor: Actor, now: datetime, **content: object
) -> TrailEntry:
    """Write an act of power in the running transaction; `subject` is the thing acted on,
    `content` is JSON-ready.
    """
    # Held to the end of the transaction: two acts at once would both follow on the same entry.
    one_at_a_time(session, CHAIN_LOCK)
    previous, salt = queries.head(session), secrets.token_hex(16)
    payload = rules.payload_digest(salt, content)
    digest = rules.entry_digest(
        previous, act=act, actor_id=actor.person_id, subject=str(subject), payload=payload, at=now
    )
    entry = TrailEntry(
        previous=previous,
        digest=digest,
        act=act,
        actor_id=actor.person_id,
        subject=str(subject),
        payload_digest=payload,
        at=now,
        payload=TrailPayload(salt=salt, content=dict(content)),
    )
    session.add(entry)
    flush(session)
    return entry
