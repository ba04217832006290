"""Beginning a transaction for reading or for writing, and the one commit."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.database.constraints import refuse_broken_constraint


def begin(session: Session, *, is_read_only: bool) -> None:
    """Begin the session's transaction: deferred and read-only, or for writing at once."""
    # Each database's driver knows the wish by another name.
    options: dict[str, bool] = {"is_read_only": is_read_only}
    if session.get_bind().dialect.name == "postgresql":
        options = {"postgresql_readonly": is_read_only}
    session.connection(execution_options=options)


def commit(session: Session) -> None:
    """Commit what services have flushed; a broken promise of the database becomes its refusal."""
    _or_refuse(session, session.commit)


def flush(session: Session) -> None:
    """Send what was changed to the database; a broken promise of the database becomes its
    refusal.
    """
    _or_refuse(session, session.flush)


def _or_refuse(session: Session, act: Callable[[], None]) -> None:
    try:
        act()
    except IntegrityError as error:
        # The reason is found in the error alone; the session is of no use before it is rolled back.
        session.rollback()
        refuse_broken_constraint(error)
        raise


def server_now(session: Session) -> datetime:
    """Return the database server's instant, which alone decides whether a vote is still open."""
    # SQLite runs within this machine, and a clock that is set is the one a test looks at.
    if clock.is_set() or session.get_bind().dialect.name == "sqlite":
        return clock.now()
    # Not now(): in PostgreSQL that is the beginning of the transaction, before a lock was waited
    # for.
    instant: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
    return instant.astimezone(UTC)
