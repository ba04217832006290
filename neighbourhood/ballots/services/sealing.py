"""Sealing a round: after its frozen end the ballots become what is counted, and everything that
could tell who cast them goes.

Five steps, each in a transaction of its own, each safe to repeat after a kill: see STEPS, in their
order.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, insert
from sqlalchemy.orm import Session

from neighbourhood.ballots import queries, rules
from neighbourhood.ballots.models import OpenBallot, ReceiptHash, SealedBallot
from neighbourhood.ballots.services.key_shares import tell_key_holders
from neighbourhood.ballots.vault import Vault, ballot_box, secrecy
from neighbourhood.ballots.vault import archive as files
from neighbourhood.ballots.vault.keys import KeyRing
from neighbourhood.database import flush, server_now
from neighbourhood.database.maintenance import clear_deleted_rows
from neighbourhood.permissions import SYSTEM, Action, require
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.models import FrozenRules, Round
from neighbourhood.rounds.rules import PhaseKind, phase_of
from neighbourhood.rounds.rules.endings import require_going_on
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


@dataclass(frozen=True)
class OpenedBallots:
    """What a source of ballots held: distinct ballots with their numbers, and receipt hashes."""

    ballots: Counter[str]
    receipts: tuple[str, ...] = ()


#: Opens the ballots that came by one channel, with the round's key; raises NotNow where they are
#: not exactly those of the rights that the roll says were used by it.
Source = Callable[[Session, int, bytes], OpenedBallots]


def seal_round(
    session: Session,
    round_id: int,
    *,
    keys: KeyRing,
    now: datetime,
    sources: Sequence[Source] | None = None,
) -> Round:
    """Turn the ballots of all sources (None: SOURCES) into sealed ones under the exclusive lock;
    raises NotNow before the end, for a cancelled round, without key, or where roll and ballots of
    a source differ.

    A sealed round stays as it is.
    """
    round_ = queries.round_held_for_sealing(session, round_id)
    require(SYSTEM, Action.SEAL_VOTE, round_)
    if round_.sealed_at is not None:
        return round_
    require_going_on(round_, now)
    frozen = session.get(FrozenRules, round_id)
    vote = phase_of(round_.phases, PhaseKind.VOTE)
    if frozen is None:
        raise NotNow("vote_not_opened")
    # By the clock of the database and under the lock: no cast can be under way when the end is
    # read, and a worker whose clock runs fast seals nothing early.
    rules.require_sealable(
        vote, server_now(session), closes_at=frozen.rules.closes_at, opened_at=round_.opened_at
    )
    key = keys.read(round_.key_id, round_.key_fingerprint)
    ballots, receipts = _merged([source(session, round_id, key) for source in (sources or SOURCES)])
    _write(session, round_id, ballots, receipts)
    # In the same transaction as the sealed ballots: a kill leaves the one or the other, never both.
    ballot_box.empty(session, round_id)
    # Noted before the file is written: whatever is on the disk later is compared with this.
    digest = files.sealed_digest(sealed_file(session, round_))
    round_.sealed_at = now
    round_.sealed_digest = digest
    round_.alarm = ""
    flush(session)
    record(
        session,
        "seal_round",
        ThingRef(ThingKind.ROUND, round_id),
        actor=SYSTEM,
        now=now,
        digest=round_.sealed_digest,
        ballots=ballots.total(),
    )
    return round_


def _merged(opened: Sequence[OpenedBallots]) -> tuple[Counter[str], list[str]]:
    """Return the ballots of all sources, equal ones together: nothing tells where one came from."""
    ballots: Counter[str] = Counter()
    receipts: list[str] = []
    for source in opened:
        ballots += source.ballots
        receipts += source.receipts
    return ballots, sorted(receipts)


def online_ballots(session: Session, round_id: int, key: bytes) -> OpenedBallots:
    """Return the ballots that were cast online; raises NotNow where their tags are not exactly
    the roll's.
    """
    expected = {
        secrecy.tag_of(key, right_id) for right_id in queries.online_right_ids(session, round_id)
    }
    rows = ballot_box.ciphertexts(session, round_id)
    # The tags are compared before a single ballot is read, so that one too many is never counted.
    if {row.tag for row in rows} != expected:
        raise NotNow("ballots_do_not_match")
    ballots = Counter(
        secrecy.decrypted(key, round_id=round_id, tag=row.tag, ciphertext=row.ciphertext)
        for row in rows
    )
    codes = (secrecy.receipt_of(key, tag) for tag in expected)
    return OpenedBallots(ballots, tuple(secrecy.receipt_hash(code) for code in codes))


#: Where ballots come from; paper will be a second source, with a roll and a check of its own.
SOURCES: tuple[Source, ...] = (online_ballots,)


def _write(session: Session, round_id: int, ballots: Counter[str], receipts: list[str]) -> None:
    if ballots:
        rows = [
            {"round_id": round_id, "choices": choices, "multiplicity": number}
            # Sorted by content, so that the order of the rows keeps nothing of the order of
            # casting.
            for choices, number in sorted(ballots.items())
        ]
        session.execute(insert(SealedBallot), rows)
    if receipts:
        session.execute(
            insert(ReceiptHash), [{"round_id": round_id, "digest": digest} for digest in receipts]
        )


def sealed_file(session: Session, round_: Round) -> str:
    """Return the text of a sealed round's file, always the same for the same round."""
    frozen = session.get(FrozenRules, round_.id)
    ballots = [
        (ballot.choices, ballot.multiplicity)
        for ballot in queries.sealed_ballots(session, round_.id)
    ]
    return files.sealed_text(
        round_.slug,
        frozen.digest if frozen else "",
        ballots,
        queries.receipt_hashes(session, round_.id),
    )


def keep_sealed_file(session: Session, round_id: int, vault: Vault, _now: datetime) -> None:
    """Write the sealed file and its copy; raises NotNow where what was written is not what was
    sealed.
    """
    round_ = _sealed(session, round_id)
    name = files.file_name(round_.slug)
    vault.archive.keep(name, sealed_file(session, round_))
    if not vault.archive.is_kept(name, round_.sealed_digest or ""):
        raise NotNow("sealed_file_differs")


def destroy_key(session: Session, round_id: int, vault: Vault, _now: datetime) -> None:
    """Destroy the round's key, once file and copy are proved to be kept; raises NotNow before."""
    round_ = _sealed(session, round_id)
    # Proved again although the step before did so: a restart or a restore may lie between them, and
    # without the file the ballots could not be made again from a destroyed key.
    if not vault.archive.is_kept(files.file_name(round_.slug), round_.sealed_digest or ""):
        raise NotNow("sealed_file_differs")
    vault.keys.destroy(round_.key_id)


def clear_traces(session: Session, _round_id: int, _vault: Vault, _now: datetime) -> None:
    """Rewrite the ballot box's table without the deleted ballots, and empty the log; raises NotNow
    where a reader still holds it.
    """
    session.rollback()
    # Outside of a transaction: neither VACUUM nor the end of the write-ahead log runs within one.
    engine = session.get_bind()
    assert isinstance(engine, Engine)
    if not clear_deleted_rows(engine, OpenBallot.__tablename__):
        raise NotNow("log_in_use")


def mark_key_destroyed(session: Session, round_id: int, vault: Vault, now: datetime) -> None:
    """Write down that the key is gone and nothing of the ballot box is left: the round is wholly
    sealed.
    """
    round_ = _sealed(session, round_id)
    # Written only where no file is left; `check` names a sealed round without this note.
    if round_.key_destroyed_at is not None or vault.keys.holds(round_.key_id):
        return
    note_destroyed_key(session, round_, now)
    tell_key_holders(session, round_, "key_half_over", now)


def note_destroyed_key(session: Session, round_: Round, now: datetime) -> None:
    """Write into the round and the trail that the key is gone; nothing troubles its vote any
    more.
    """
    round_.key_destroyed_at = now
    round_.alarm = ""
    flush(session)
    record(
        session,
        "destroy_key",
        ThingRef(ThingKind.ROUND, round_.id),
        actor=SYSTEM,
        now=now,
        key=round_.key_fingerprint,
    )


def _sealed(session: Session, round_id: int) -> Round:
    round_ = queries.round_held_for_sealing(session, round_id)
    require(SYSTEM, Action.SEAL_VOTE, round_)
    if round_.sealed_at is None:
        raise NotNow("vote_not_sealed")
    return round_


def _seal(session: Session, round_id: int, vault: Vault, now: datetime) -> None:
    seal_round(session, round_id, keys=vault.keys, now=now)


Step = Callable[[Session, int, Vault, datetime], None]

#: What sealing does, in its order; the worker commits after each.
STEPS: tuple[Step, ...] = (_seal, keep_sealed_file, destroy_key, clear_traces, mark_key_destroyed)
