"""Work that is due by the clock: the worker does what all rooms have, again and again."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import begin, commit
from neighbourhood.database.queries import note_public_change

LOG = logging.getLogger("neighbourhood.worker")

#: Gets a session in a transaction for writing and the present instant, and returns how many things
#: it did.
TimedWork = Callable[[Session, datetime], int]


def do_timed_work(session: Session, works: Iterable[TimedWork], *, now: datetime) -> int:
    """Do all that is due, each work in a transaction of its own; one that fails is logged and does
    not stop the others.
    """
    return sum(_do(session, work, now) for work in works)


def _do(session: Session, work: TimedWork, now: datetime) -> int:
    session.rollback()
    try:
        begin(session, is_read_only=False)
        done = work(session, now)
        if done:
            # A vote that opened or closed by the clock is to be seen with the next request.
            note_public_change(session)
        commit(session)
    except Exception:
        LOG.exception(
            "timed work failed", extra={"facts": {"work": f"{work.__module__}.{work.__qualname__}"}}
        )
        session.rollback()
        return 0
    return done
