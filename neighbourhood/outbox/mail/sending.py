"""Sending what waits: each message is claimed, carried and noted in transactions of their own.

A crash after carrying and before noting sends that one message twice, with the same Message-ID;
nothing is ever lost.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import begin, commit
from neighbourhood.outbox import services
from neighbourhood.outbox.mail.delivery import Carrier, Undeliverable
from neighbourhood.outbox.mail.letters import Letter, mail_of
from neighbourhood.outbox.models import Message

LOG = logging.getLogger("neighbourhood.outbox")
MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Post:
    """How messages leave: the making of their words and the carrying of the mail."""

    render: Callable[[Message], Letter]
    carry: Carrier


def send_waiting(session: Session, post: Post, *, now: datetime, most: int = MOST_AT_ONCE) -> int:
    """Send at most `most` messages that are due, oldest first, and return how many went out."""
    sent = 0
    # Bounded, so that the worker's other duties are never far away.
    for _turn in range(most):
        message = _claim(session, now)
        if message is None:
            break
        problem, is_final = _carry(session, message, post, now)
        _note(session, message, problem, is_final=is_final, now=now)
        sent += not problem
    return sent


def keep_waiting(session: Session, *, now: datetime) -> int:
    """Send nothing: mark what waits as kept, as a demo city does, and return how many."""
    session.rollback()
    begin(session, is_read_only=False)
    number = services.keep_all(session, now=now)
    commit(session)
    return number


def _claim(session: Session, now: datetime) -> Message | None:
    session.rollback()
    begin(session, is_read_only=False)
    message = services.claim_next(session, now=now)
    commit(session)
    return message


def _note(
    session: Session, message: Message, problem: str, *, is_final: bool, now: datetime
) -> None:
    begin(session, is_read_only=False)
    if problem:
        services.note_problem(message, problem, is_final=is_final)
    else:
        services.note_sent(message, now=now)
    commit(session)


def _carry(session: Session, message: Message, post: Post, now: datetime) -> tuple[str, bool]:
    """Return why the message could not go out ("" where it went) and whether that is final."""
    begin(session, is_read_only=True)
    try:
        letter = post.render(message)
        session.rollback()
        # No transaction is open while the mail server is waited for.
        post.carry(mail_of(letter, now=now))
    except Undeliverable as refusal:
        return str(refusal), True
    # Whatever it is, the other messages must go out; the try is counted, so it ends some day.
    except Exception as error:
        session.rollback()
        LOG.warning("message not sent", extra={"facts": {"error": type(error).__name__}})
        return f"{type(error).__name__}: {error}", False
    return "", False
