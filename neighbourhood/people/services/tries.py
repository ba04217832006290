"""Counting tries at secrets; callers commit each count at once, so that it survives a refusal."""

from datetime import datetime

from sqlalchemy import delete, text
from sqlalchemy.orm import Session

from neighbourhood.people import queries, rules
from neighbourhood.people.models import Try
from neighbourhood.permissions import Action, Actor, require


def count_try(session: Session, keys: rules.TryKeys, *, actor: Actor, now: datetime) -> None:
    """Count one try by pair and by address; raises TooMany beyond the limits, where it is not
    counted any more.
    """
    require(actor, Action.SIGN_IN)
    lock_key(session, keys.address)
    session.add_all([Try(key=keys.pair, at=now), Try(key=keys.address, at=now)])
    session.flush()
    since = now - rules.TRIES_WINDOW
    rules.require_few_tries(
        of_pair=queries.count_tries(session, keys.pair, since),
        of_address=queries.count_tries(session, keys.address, since),
    )


def forget_tries(session: Session, keys: rules.TryKeys, *, actor: Actor, now: datetime) -> None:
    """Forget the tries of a pair that has now shown the right password, and the address's count of
    this one.
    """
    require(actor, Action.SIGN_IN)
    session.execute(delete(Try).where(Try.key == keys.pair))
    session.execute(delete(Try).where(Try.key == keys.address, Try.at == now))


def lock_key(session: Session, key: str) -> None:
    """Let one transaction at a time count under a key, so that tries side by side are all seen."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(
            text("SELECT pg_advisory_xact_lock(:number)"), {"number": int(key[:15], 16)}
        )
