"""Discarding the ballots of a round that was cancelled while its vote was open: nobody ever reads
them.

Four steps, each in a transaction of its own, each safe to repeat after a kill: see STEPS, in their
order. The roll stays: it says who took part, and never for what.
"""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from neighbourhood.ballots import queries
from neighbourhood.ballots.models import OpenBallot
from neighbourhood.ballots.services.key_shares import tell_key_holders
from neighbourhood.ballots.services.sealing import Step, clear_traces, note_destroyed_key
from neighbourhood.ballots.vault import Vault
from neighbourhood.permissions import SYSTEM, Action, require
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules import Ending
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def destroy_key(session: Session, round_id: int, vault: Vault, _now: datetime) -> None:
    """Destroy the key of a cancelled round; raises NotNow for any other.

    The key goes first: without it no ballot is cast any more, and those that were are unreadable
    from this moment on, whatever happens before the next step.
    """
    # A cast holds the round until it ends, so none is half done while the key goes.
    round_ = _cancelled(session, round_id)
    vault.keys.destroy(round_.key_id)


def discard_ballots(session: Session, round_id: int, vault: Vault, now: datetime) -> None:
    """Delete the encrypted ballots of a cancelled round, unread."""
    round_ = _cancelled(session, round_id)
    if vault.keys.holds(round_.key_id):
        raise NotNow("key_not_destroyed")
    number = queries.open_ballot_count(session, round_id)
    if not number:
        return
    session.execute(delete(OpenBallot).where(OpenBallot.round_id == round_id))
    record(
        session,
        "discard_ballots",
        ThingRef(ThingKind.ROUND, round_id),
        actor=SYSTEM,
        now=now,
        ballots=number,
    )


def mark_discarded(session: Session, round_id: int, vault: Vault, now: datetime) -> None:
    """Write down that key and ballots are gone, and ask for the printed halves to be destroyed."""
    round_ = _cancelled(session, round_id)
    # Written only where nothing is left; `check` names a cancelled round without this note.
    if round_.key_destroyed_at is not None or vault.keys.holds(round_.key_id):
        return
    if queries.open_ballot_count(session, round_id):
        raise NotNow("ballots_not_discarded")
    note_destroyed_key(session, round_, now)
    tell_key_holders(session, round_, "key_half_discarded", now)


def _cancelled(session: Session, round_id: int) -> Round:
    round_ = queries.round_held_for_sealing(session, round_id)
    require(SYSTEM, Action.DISCARD_BALLOTS, round_)
    # What is sealed stays sealed: its key goes by the steps of sealing, its ballots are kept and
    # never published.
    if round_.ended_as != Ending.CANCELLED or round_.sealed_at is not None:
        raise NotNow("vote_not_cancelled")
    return round_


#: What discarding does, in its order; the worker commits after each.
STEPS: tuple[Step, ...] = (destroy_key, discard_ballots, clear_traces, mark_discarded)
