"""Where roll and ballot box differ, as after a restored backup: two people let the vote go on with
what fits together.
"""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from neighbourhood.ballots import queries
from neighbourhood.ballots.models import OpenBallot
from neighbourhood.ballots.rules import Channel
from neighbourhood.ballots.services.alarms import end_alarm
from neighbourhood.ballots.vault import secrecy
from neighbourhood.ballots.vault.keys import KeyRing
from neighbourhood.database import flush
from neighbourhood.outbox import queue
from neighbourhood.people.models import Person
from neighbourhood.permissions import Action, Actor, Role, require, require_second_person
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.models import Round
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record

MISMATCH = "ballots_do_not_match"


def ask_to_settle(session: Session, round_: Round, *, actor: Actor, now: datetime) -> None:
    """Ask, as the first of two people, that a stopped vote goes on; raises NotNow where nothing
    stopped it.
    """
    require(actor, Action.SETTLE_ROLL, round_)
    if round_.alarm != MISMATCH or round_.sealed_at is not None:
        raise NotNow("nothing_to_settle")
    round_.settling_asked_by_id = actor.person_id
    flush(session)
    record(session, "ask_to_settle", ThingRef(ThingKind.ROUND, round_.id), actor=actor, now=now)


def confirm_settling(
    session: Session, round_: Round, *, keys: KeyRing, actor: Actor, now: datetime
) -> tuple[int, int]:
    """Confirm as the second person: rights without a ballot are free again, ballots without a right
    go; return how many of each.

    Raises NotAllowed where the actor is no second person, NotNow where nobody asked first or the
    key is missing.
    """
    require(actor, Action.SETTLE_ROLL, round_)
    # Asked of the locked row: two confirmations at once must not settle twice.
    held = queries.round_held_for_sealing(session, round_.id)
    if held.alarm != MISMATCH or held.settling_asked_by_id is None or held.sealed_at is not None:
        raise NotNow("nothing_to_settle")
    # One person alone could free a right and use it again, or let a ballot vanish.
    require_second_person(held.settling_asked_by_id, actor, Role.STAFF, now)
    freed, removed = _settle(session, held, keys.read(held.key_id, held.key_fingerprint), now)
    held.settling_asked_by_id = None
    end_alarm(session, held, actor=actor, now=now)
    record(
        session,
        "settle",
        ThingRef(ThingKind.ROUND, held.id),
        actor=actor,
        now=now,
        freed=freed,
        removed=removed,
    )
    return freed, removed


def _settle(session: Session, round_: Round, key: bytes, now: datetime) -> tuple[int, int]:
    rights = {
        secrecy.tag_of(key, right.id): right
        for right in queries.rights_used_online(session, round_.id)
    }
    tags = set(queries.open_tags(session, round_.id))
    # The ballot is gone and cannot be made again; its owner is asked, since nobody else knows it.
    lost = [right for tag, right in rights.items() if tag not in tags]
    for right in lost:
        right.channel = Channel.UNUSED
        right.casts = 0
        # Else a form sent before the backup would pass for a replay and answer with a receipt.
        right.last_submission = ""
        owner = session.get(Person, right.person_id) if right.person_id else None
        if owner is not None:
            queue(
                session,
                "vote_again",
                owner,
                now=now,
                round=round_.slug,
                neighbourhood=round_.place.name,
            )
    # Without a right nobody is known to have cast them: counted, they would be votes from nowhere.
    ownerless = tags - set(rights)
    if ownerless:
        session.execute(
            delete(OpenBallot).where(
                OpenBallot.round_id == round_.id, OpenBallot.tag.in_(ownerless)
            )
        )
    flush(session)
    return len(lost), len(ownerless)
