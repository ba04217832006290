"""When a message is tried again, and when it is given up."""

from collections.abc import Mapping
from datetime import datetime, timedelta

FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=6)
MOST_TRIES = 10
LONGEST_PROBLEM = 300
NO_ADDRESS = "no_address"
#: What a message may carry to its receiver alone.
SECRETS = {"token"}


def next_try_at(tries: int, now: datetime) -> datetime:
    """Return when a message that has now been tried `tries` times may be tried again; the wait doubles up to six hours."""
    return now + min(FIRST_WAIT * 2 ** (max(tries, 1) - 1), LONGEST_WAIT)


def is_given_up(tries: int) -> bool:
    """Say whether a message has been tried so often that a person has to look at it."""
    return tries >= MOST_TRIES


def without_secrets(content: Mapping[str, object]) -> dict[str, object]:
    """Return what an officer may read of a message in order to tell the person."""
    return {name: value for name, value in content.items() if name not in SECRETS}
