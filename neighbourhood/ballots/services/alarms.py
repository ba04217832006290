"""Alarms of a round: raised where something stops its vote, ended by what mends it."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.ballots import queries
from neighbourhood.ballots.vault import secrecy
from neighbourhood.ballots.vault.keys import KeyRing
from neighbourhood.database import flush
from neighbourhood.permissions import SYSTEM, Action, Actor, require
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules.endings import require_going_on
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def raise_alarm(session: Session, round_id: int, code: str, *, now: datetime) -> None:
    """Set the round's alarm to a reason code, where it is not set to it already; the desk
    shows it.
    """
    round_ = queries.round_held_for_sealing(session, round_id)
    if round_.alarm == code:
        return
    round_.alarm = code
    flush(session)
    record(
        session,
        "raise_alarm",
        ThingRef(ThingKind.ROUND, round_id),
        actor=SYSTEM,
        now=now,
        alarm=code,
    )


def end_alarm(session: Session, round_: Round, *, actor: Actor, now: datetime) -> None:
    """End the round's alarm."""
    if not round_.alarm:
        return
    ended = round_.alarm
    round_.alarm = ""
    flush(session)
    record(
        session,
        "end_alarm",
        ThingRef(ThingKind.ROUND, round_.id),
        actor=actor,
        now=now,
        alarm=ended,
    )


def watch_round(session: Session, round_id: int, *, keys: KeyRing, now: datetime) -> str:
    """Look whether an open round has its key and a ballot for each right used online; return the
    alarm raised, if any.

    A lost key that came back ends its alarm; where roll and ballot box differ, two people decide.
    """
    round_ = queries.round_held_for_sealing(session, round_id)
    if round_.sealed_at is not None or round_.ended_as is not None:
        return ""
    alarm = _alarm_of(session, round_, keys)
    if alarm:
        raise_alarm(session, round_id, alarm, now=now)
    # Ended by itself, since a key with the right fingerprint proves that it is back. A mismatch
    # ends only by two people, as one that vanishes unexplained is the more suspicious.
    elif round_.alarm == "key_missing":
        end_alarm(session, round_, actor=SYSTEM, now=now)
    return alarm


def _alarm_of(session: Session, round_: Round, keys: KeyRing) -> str:
    # The cheap comparison first: it needs no key and finds what a lost key would hide.
    if queries.turnout(session, round_.id).online != queries.open_ballot_count(session, round_.id):
        return "ballots_do_not_match"
    if not keys.is_sound(round_.key_id, round_.key_fingerprint):
        return "key_missing"
    # Equal numbers may still be other ballots, so the tags are compared one by one.
    key = keys.read(round_.key_id, round_.key_fingerprint)
    expected = {
        secrecy.tag_of(key, right_id) for right_id in queries.online_right_ids(session, round_.id)
    }
    return "" if expected == set(queries.open_tags(session, round_.id)) else "ballots_do_not_match"


def restore_key(
    session: Session,
    round_: Round,
    halves: tuple[str, str],
    *,
    keys: KeyRing,
    actor: Actor,
    now: datetime,
) -> None:
    """Put a lost key back from its two printed halves; raises Invalid where they are not this
    round's, NotNow where no key is missing.
    """
    require(actor, Action.RESTORE_KEY, round_)
    require_going_on(round_, now)
    if round_.key_id is None or round_.sealed_at is not None:
        raise NotNow("no_key_to_restore")
    keys.restore(round_.key_id, round_.key_fingerprint or "", halves)
    if round_.alarm == "key_missing":
        end_alarm(session, round_, actor=actor, now=now)
    record(
        session,
        "restore_key",
        ThingRef(ThingKind.ROUND, round_.id),
        actor=actor,
        now=now,
        key=round_.key_fingerprint,
    )
