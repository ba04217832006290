"""Many threads that begin at the same instant, each with a database session of its own."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

from flask import Flask
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.database import begin, commit, db
from neighbourhood.refusals import Refusal

Act = Callable[[Session], object]
AT_ONCE = 16
LONGEST = 90


def all_at_once(app: Flask, acts: Sequence[Act], *, at: datetime | None = None) -> Counter[str]:
    """Run all acts in threads released together, each committed; return how often each ended in
    "done" or a refusal's code.
    """
    barrier = Barrier(min(AT_ONCE, len(acts)))

    def worker(mine: Sequence[Act]) -> list[str]:
        barrier.wait(LONGEST)
        return [outcome(app, act, at) for act in mine]

    shares = [acts[start :: barrier.parties] for start in range(barrier.parties)]
    with ThreadPoolExecutor(barrier.parties) as threads:
        return Counter(end for ends in threads.map(worker, shares, timeout=LONGEST) for end in ends)


def outcome(app: Flask, act: Act, at: datetime | None) -> str:
    """Do one act in a transaction of its own, as a request does."""
    with app.app_context():
        session = db.session()
        try:
            begin(session, is_read_only=False)
            if at is None:
                act(session)
            else:
                with clock.at(at):
                    act(session)
            commit(session)
        except Refusal as refusal:
            session.rollback()
            return refusal.code
        finally:
            db.session.remove()
    return "done"
