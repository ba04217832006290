"""When a message is tried again, and when it is given up."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

#: Short at first, as most failures pass; then ever longer, to be no burden to a mail server in
#: trouble. Ten tries reach over nearly a day.
FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=6)
MOST_TRIES = 10
LONGEST_PROBLEM = 300
NO_ADDRESS = "no_address"
TOLD = "told_in_person"
#: So many of its newest messages a demo city keeps to be read.
MOST_KEPT = 200
#: What a message may carry to its receiver alone.
SECRETS = {"token"}


def next_try_at(tries: int, now: datetime) -> datetime:
    """Return when a message that has now been tried `tries` times may be tried again; the wait
    doubles up to six hours.
    """
    doublings: int = 2 ** (max(tries, 1) - 1)
    return now + min(FIRST_WAIT * doublings, LONGEST_WAIT)


def is_given_up(tries: int) -> bool:
    """Say whether a message has been tried so often that a person has to look at it."""
    return tries >= MOST_TRIES


def without_secrets(content: Mapping[str, object]) -> dict[str, object]:
    """Return what an officer may read of a message in order to tell the person."""
    return {name: value for name, value in content.items() if name not in SECRETS}


class MessageState(StrEnum):
    """What became of a message."""

    SENT = "sent"
    #: Nobody could mail it, and somebody has told the person instead.
    TOLD = "told"
    #: A demo city sends nothing.
    KEPT = "kept"
    WAITING = "waiting"
    NO_ADDRESS = "no_address"
    FAILED = "failed"


#: States of a message that nobody can mail, so that a person has to be told.
UNDELIVERABLE = (MessageState.NO_ADDRESS, MessageState.FAILED)


class MessageFacts(Protocol):
    """A message as far as it says what became of it."""

    address: str | None
    tries: int
    problem: str
    sent_at: datetime | None
    kept_at: datetime | None


def state_of(message: MessageFacts) -> MessageState:
    """Return what became of a message."""
    if message.sent_at is not None:
        return MessageState.SENT
    if message.kept_at is not None:
        return MessageState.TOLD if message.problem == TOLD else MessageState.KEPT
    if message.address is None:
        return MessageState.NO_ADDRESS
    return MessageState.FAILED if is_given_up(message.tries) else MessageState.WAITING
