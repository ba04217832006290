"""What the worker does for votes by the clock: open those that are due, seal those that have ended,
watch those between.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.ballots import queries
from neighbourhood.ballots.services import (
    discarding,
    open_voting,
    raise_alarm,
    sealing,
    watch_round,
)
from neighbourhood.ballots.services.sealing import Step
from neighbourhood.ballots.vault import Vault
from neighbourhood.ballots.vault.installed import the_vault
from neighbourhood.database import begin, commit
from neighbourhood.permissions import SYSTEM
from neighbourhood.refusals import Refusal
from neighbourhood.rounds.queries import round_by_id
from neighbourhood.rounds.rules import Ending

LOG = logging.getLogger("neighbourhood.worker")
#: Reasons to try again later that nobody need hear of.
PATIENCE = frozenset(
    {
        "vote_still_open",
        "log_in_use",
        "vote_end_has_come",
        # Ended by two people since it was found due, or missed by a moment.
        *(f"round_{end}{how}" for end in Ending for how in ("", "_unexplained")),
    }
)


def tend_votes(session: Session, now: datetime) -> int:
    """Open, seal, discard and watch what is due, each round in transactions of its own; return how
    many rounds were opened, sealed or discarded.
    """
    vault = the_vault()
    # Watched last, so that what was opened just now is looked at in the same turn.
    opened = [
        _try(session, number, now, _opening(vault))
        for number in queries.rounds_due_to_open(session, now)
    ]
    sealed = [
        seal(session, number, vault, now) for number in queries.rounds_due_to_seal(session, now)
    ]
    discarded = [
        discard(session, number, vault, now) for number in queries.rounds_due_to_discard(session)
    ]
    for number in queries.rounds_open(session):
        _try(session, number, now, lambda s, n, at: watch_round(s, n, keys=vault.keys, now=at))
    return sum(opened) + sum(sealed) + sum(discarded)


def seal(
    session: Session,
    round_id: int,
    vault: Vault,
    now: datetime,
    steps: tuple[Step, ...] = sealing.STEPS,
) -> bool:
    """Go through the steps of sealing from the first one; those done before change nothing. Say
    whether all went through.
    """
    return all(_try(session, round_id, now, _step(step, vault)) for step in steps)


def discard(
    session: Session,
    round_id: int,
    vault: Vault,
    now: datetime,
    steps: tuple[Step, ...] = discarding.STEPS,
) -> bool:
    """Go through the steps of discarding a cancelled round's ballots, like `seal`."""
    return all(_try(session, round_id, now, _step(step, vault)) for step in steps)


Act = Callable[[Session, int, datetime], object]


def _opening(vault: Vault) -> Act:
    return lambda session, number, now: open_voting(
        session, round_by_id(session, number), keys=vault.keys, actor=SYSTEM, now=now
    )


def _step(step: Step, vault: Vault) -> Act:
    return lambda session, number, now: step(session, number, vault, now)


def _try(session: Session, round_id: int, now: datetime, act: Act) -> bool:
    """Do one act and commit it; what went wrong becomes the round's alarm."""
    session.rollback()
    begin(session, is_read_only=False)
    try:
        act(session, round_id, now)
        commit(session)
    except Refusal as refusal:
        _alarm(session, round_id, refusal.code, now)
        return False
    # A full or broken disk must not stop the other rounds; it is logged, and tried again later.
    except OSError as error:
        LOG.exception(
            "a vote cannot be tended", exc_info=error, extra={"facts": {"round": round_id}}
        )
        _alarm(session, round_id, "disk_fails", now)
        return False
    return True


def _alarm(session: Session, round_id: int, code: str, now: datetime) -> None:
    session.rollback()
    if code not in PATIENCE:
        raise_alarm(session, round_id, code, now=now)
        commit(session)
