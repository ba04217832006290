"""Counting attempts at secrets; callers commit each count at once, so that it survives a
refusal.
"""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.database.locks import one_at_a_time
from neighbourhood.people import queries, rules
from neighbourhood.people.models import Attempt
from neighbourhood.permissions import Action, Actor, require


def count_attempt(
    session: Session, keys: rules.AttemptKeys, *, actor: Actor, now: datetime
) -> None:
    """Count one attempt by pair and by address; raises TooMany beyond the limits, where it is not
    counted any more.
    """
    require(actor, Action.SIGN_IN)
    # By the address, which every pair from there shares: one lock covers both counts.
    lock_key(session, keys.address)
    # Counted before it is judged: the one beyond the limit is undone by the refusal, so that
    # whoever keeps trying does not push the end of the wait ahead.
    session.add_all([Attempt(key=keys.pair, at=now), Attempt(key=keys.address, at=now)])
    flush(session)
    since = now - rules.ATTEMPT_WINDOW
    rules.require_few_attempts(
        of_pair=queries.count_attempts(session, keys.pair, since),
        of_address=queries.count_attempts(session, keys.address, since),
    )


def forget_attempts(
    session: Session, keys: rules.AttemptKeys, *, actor: Actor, now: datetime
) -> None:
    """Forget the attempts of a pair that has now shown the right password, and the address's count
    of this one.
    """
    require(actor, Action.SIGN_IN)
    session.execute(delete(Attempt).where(Attempt.key == keys.pair))
    # Only this one: an own account that opens must not clear the address for guessing at others.
    session.execute(delete(Attempt).where(Attempt.key == keys.address, Attempt.at == now))


def lock_key(session: Session, key: str) -> None:
    """Let one transaction at a time count under a key, so that attempts side by side are all
    seen.
    """
    # A key is a hash in hexadecimal; fifteen of its digits are as many as the lock's number holds.
    one_at_a_time(session, int(key[:15], 16))
