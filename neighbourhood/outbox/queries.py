"""Questions to the outbox."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from neighbourhood.database.lists import ListChoice, ListQuestion
from neighbourhood.database.locks import exclusive_of_free
from neighbourhood.outbox import rules
from neighbourhood.outbox.models import Message
from neighbourhood.refusals import NotFound


def _is_open() -> ColumnElement[bool]:
    return and_(Message.sent_at.is_(None), Message.kept_at.is_(None))


def _is_undeliverable() -> ColumnElement[bool]:
    return and_(_is_open(), or_(Message.address.is_(None), Message.tries >= rules.MOST_TRIES))


def next_due(session: Session, now: datetime) -> Message | None:
    """Return the message that waits longest and may be sent now, locked; one that another worker
    holds is passed over.
    """
    question = (
        select(Message)
        .where(
            _is_open(),
            Message.address.is_not(None),
            Message.tries < rules.MOST_TRIES,
            Message.send_after <= now,
        )
        .order_by(Message.send_after, Message.id)
        .limit(1)
    )
    return session.scalar(exclusive_of_free(question))


def undeliverable_messages(session: Session, *, limit: int = 100) -> Sequence[Message]:
    """Return the messages nobody can mail, oldest first: the person has no address, or every try
    failed.
    """
    return session.scalars(
        select(Message)
        .where(_is_undeliverable())
        .order_by(Message.created_at, Message.id)
        .limit(limit)
    ).all()


def count_failed(session: Session) -> int:
    """Return how many messages were tried as often as they may be, and nobody has told the person
    yet.
    """
    failed = (
        select(func.count())
        .select_from(Message)
        .where(_is_open(), Message.address.is_not(None), Message.tries >= rules.MOST_TRIES)
    )
    return session.scalar(failed) or 0


def count_waiting(session: Session) -> int:
    """Return how many messages wait to be mailed."""
    waits = (
        select(func.count())
        .select_from(Message)
        .where(_is_open(), Message.address.is_not(None), Message.tries < rules.MOST_TRIES)
    )
    return session.scalar(waits) or 0


def messages_in(chosen: ListChoice) -> ListQuestion:
    """Return the question for messages, newest first, by a state of `rules.MessageState` and a
    kind.
    """
    question = select(Message)
    if state := chosen.filter("state"):
        question = question.where(_STATES[state])
    if kind := chosen.filter("kind"):
        question = question.where(Message.kind == kind)
    return ListQuestion(question, (Message.created_at.desc(), Message.id.desc()), Message.id)


#: The same as `rules.state_of`, where the database must count and cut pages.
_STATES: dict[str, ColumnElement[bool]] = {
    rules.MessageState.SENT: Message.sent_at.is_not(None),
    rules.MessageState.TOLD: and_(
        Message.sent_at.is_(None), Message.kept_at.is_not(None), Message.problem == rules.TOLD
    ),
    rules.MessageState.KEPT: and_(
        Message.sent_at.is_(None), Message.kept_at.is_not(None), Message.problem != rules.TOLD
    ),
    rules.MessageState.WAITING: and_(
        _is_open(), Message.address.is_not(None), Message.tries < rules.MOST_TRIES
    ),
    rules.MessageState.NO_ADDRESS: and_(_is_open(), Message.address.is_(None)),
    rules.MessageState.FAILED: and_(
        _is_open(), Message.address.is_not(None), Message.tries >= rules.MOST_TRIES
    ),
}


def readable_messages(
    session: Session,
    *,
    person_id: int | None = None,
    kinds: Collection[str] = (),
    limit: int = 20,
) -> Sequence[Message]:
    """Return the newest messages whose content a demo city still has, newest first: those to a
    person, or those of these kinds, to whomever.
    """
    oldest = select(Message.id).order_by(Message.id.desc()).limit(rules.MOST_KEPT)
    question = select(Message).where(
        Message.id.in_(oldest), Message.sent_at.is_(None), Message.problem != rules.TOLD
    )
    if person_id is not None:
        question = question.where(Message.person_id == person_id)
    if kinds:
        question = question.where(Message.kind.in_(kinds))
    return session.scalars(question.order_by(Message.id.desc()).limit(limit)).all()


def message_by_id(session: Session, message_id: int) -> Message:
    """Return a message; raises NotFound."""
    message = session.get(Message, message_id)
    if message is None:
        raise NotFound
    return message
