"""Questions to the trail."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from neighbourhood.trail import rules
from neighbourhood.trail.models import TrailEntry


def head(session: Session) -> str:
    """Return the hash of the last entry, or the first link where there is none."""
    return (
        session.scalar(select(TrailEntry.digest).order_by(TrailEntry.id.desc()).limit(1))
        or rules.FIRST
    )


def first_link(session: Session) -> str:
    """Return the hash of the first entry, by which one database is told from another; the link
    before it where there is none.
    """
    first = select(TrailEntry.digest).order_by(TrailEntry.id).limit(1)
    return session.scalar(first) or rules.FIRST


def count_entries(session: Session) -> int:
    """Return how many acts have been written down."""
    return session.scalar(select(func.count()).select_from(TrailEntry)) or 0


def broken_links(session: Session) -> list[int]:
    """Return the ids of entries whose place in the chain or whose payload does not match
    its hash.
    """
    broken, previous = [], rules.FIRST
    question = select(TrailEntry).options(joinedload(TrailEntry.payload)).order_by(TrailEntry.id)
    # In portions: the trail is never shortened, and all of it would not fit into memory some day.
    for entry in session.scalars(question.execution_options(yield_per=500)):
        if entry.previous != previous or not _is_sound(entry):
            broken.append(entry.id)
        # From what stands here, so that one bad link is told once and not for all that follow.
        previous = entry.digest
    return broken


def _is_sound(entry: TrailEntry) -> bool:
    expected = rules.entry_digest(
        entry.previous,
        act=entry.act,
        actor_id=entry.actor_id,
        subject=entry.subject,
        payload=entry.payload_digest,
        at=entry.at,
    )
    payload = entry.payload
    is_payload_sound = (
        # Erased on request; the chain goes on over its hash.
        payload is None
        or rules.payload_digest(payload.salt, payload.content) == entry.payload_digest
    )
    return entry.digest == expected and is_payload_sound
