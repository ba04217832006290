"""The two printed halves of a round's key: shown to the one who keeps each, noted in the trail."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.ballots.vault.keys import KeyRing, half
from neighbourhood.outbox import queue
from neighbourhood.people.models import Person
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules.endings import require_going_on
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def show_key_half(
    session: Session, round_: Round, *, keys: KeyRing, actor: Actor, now: datetime
) -> tuple[int, str]:
    """Return the number of the actor's half (1 or 2) and the half to print; raises NotNow while
    there is no key.
    """
    require(actor, Action.HOLD_KEY_HALF, round_)
    require_going_on(round_, now)
    if round_.key_id is None or round_.sealed_at is not None:
        raise NotNow("no_key_to_show")
    number = round_.key_holder_ids.index(actor.person_id or 0) + 1
    text = half(keys.read(round_.key_id, round_.key_fingerprint), number)
    record(
        session,
        "show_key_half",
        ThingRef(ThingKind.ROUND, round_.id),
        actor=actor,
        now=now,
        half=number,
    )
    return number, text


def tell_key_holders(session: Session, round_: Round, kind: str, now: datetime) -> None:
    """Write to both key holders about their halves."""
    for person_id in round_.key_holder_ids:
        holder = session.get(Person, person_id)
        if holder is not None:
            queue(
                session,
                kind,
                holder,
                now=now,
                round=round_.slug,
                neighbourhood=round_.place.name,
            )
