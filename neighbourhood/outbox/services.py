"""Putting messages into the outbox; the worker sends them."""

import secrets
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from neighbourhood.outbox.models import Message


class Recipient(Protocol):
    """Whoever can be written to; without an address the message becomes a line on the officers' list."""

    id: int
    email: str | None
    language: str


def queue(session: Session, kind: str, recipient: Recipient, *, now: datetime, **content: object) -> Message:
    """Write a message of `kind` (a template in templates/messages) in the running transaction; `content` is JSON-ready."""
    message = Message(
        message_id=f"{secrets.token_hex(16)}@neighbourhood", person_id=recipient.id, address=recipient.email,
        language=recipient.language, kind=kind, content=dict(content), created_at=now, send_after=now, tries=0, problem="",
    )
    session.add(message)
    return message
