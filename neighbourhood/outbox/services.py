"""Putting messages into the outbox, and noting what became of them."""

import secrets
from datetime import datetime
from typing import Protocol

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.outbox import queries, rules
from neighbourhood.outbox.models import Message
from neighbourhood.permissions import Action, Actor, require


class Recipient(Protocol):
    """Whoever can be written to, by number where they have an account; without an address the
    message waits for an officer.
    """

    @property
    def person_id(self) -> int | None:
        """Return the person's number, None for somebody without an account."""

    @property
    def email(self) -> str | None:
        """Return the address, None for somebody without one."""

    @property
    def language(self) -> str:
        """Return the code of the language the message is written in."""


def queue(
    session: Session, kind: str, recipient: Recipient, *, now: datetime, **content: object
) -> Message:
    """Write a message of `kind` (a template in templates/messages) in the running transaction;
    `content` is JSON-ready.
    """
    message = Message(
        # Drawn once and kept: a message sent twice after a crash is known to mailboxes as one.
        message_id=f"{secrets.token_hex(16)}@neighbourhood",
        person_id=recipient.person_id,
        address=recipient.email,
        language=recipient.language,
        kind=kind,
        # Values and no words: the letter is worded when it goes, in its reader's language.
        content=dict(content),
        created_at=now,
        send_after=now,
        tries=0,
        problem="" if recipient.email else rules.NO_ADDRESS,
    )
    session.add(message)
    return message


def claim_next(session: Session, *, now: datetime) -> Message | None:
    """Take the next message due and note the try; nobody else takes it before its wait is over."""
    message = queries.next_due(session, now)
    if message is not None:
        # Noted before anything is sent: a worker that dies has used up this try.
        message.tries += 1
        message.send_after = rules.next_try_at(message.tries, now)
        flush(session)
    return message


def note_sent(message: Message, *, now: datetime) -> None:
    """Note that a message went out, and forget what it said."""
    # What was in it may name a person or a secret link, and nobody needs it any more.
    message.sent_at = now
    message.problem = ""
    message.content = {}


def note_problem(message: Message, problem: str, *, is_final: bool = False) -> None:
    """Note why a message could not be sent; a final problem is not tried again."""
    message.problem = problem[: rules.LONGEST_PROBLEM]
    message.tries = rules.MOST_TRIES if is_final else message.tries
    if rules.is_given_up(message.tries):
        # From here on an officer reads it, who must not find a link that signs somebody in.
        message.content = rules.without_secrets(message.content)


def keep_all(session: Session, *, now: datetime) -> int:
    """Mark what waits as kept instead of sent, as a demo city does, where it can be read instead;
    return how many. Of all but the newest messages the content is forgotten.
    """
    waiting = (
        update(Message)
        .where(Message.sent_at.is_(None), Message.kept_at.is_(None))
        .values(kept_at=now)
    )
    # In one statement, since there may be very many; nothing in this session has read them.
    result = session.execute(waiting.execution_options(synchronize_session=False))
    number: int = result.rowcount  # type: ignore[attr-defined] # an UPDATE's result has it
    if number:
        _forget_older(session)
    return number


def _forget_older(session: Session) -> None:
    newest = select(Message.id).order_by(Message.id.desc()).offset(rules.MOST_KEPT).limit(1)
    last = session.scalar(newest)
    if last is not None:
        older = update(Message).where(Message.id <= last, Message.kept_at.is_not(None))
        forgotten = older.values(content={}).execution_options(synchronize_session=False)
        session.execute(forgotten)


def note_told(message: Message, *, actor: Actor, now: datetime) -> None:
    """Take a message that could not be mailed off the list, since somebody has told the person; any
    other one stays as it is.
    """
    require(actor, Action.READ_OUTBOX)
    note_told_in_person(message, now=now)


def note_told_in_person(message: Message, *, now: datetime) -> None:
    """Note that the person was told what a message says; the room whose message it is has asked
    whether this may be done.
    """
    if rules.state_of(message) not in rules.UNDELIVERABLE:
        return
    message.kept_at = now
    message.problem = rules.TOLD
    message.content = {}
