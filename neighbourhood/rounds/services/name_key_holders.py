"""Naming the two people who keep a half of the round's key each."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.people.models import Person
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import lock_round
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def name_key_holders(
    session: Session, round_: Round, first: Person, second: Person, *, actor: Actor, now: datetime
) -> Round:
    """Name two different people; raises Invalid for one person twice, NotNow once the key has been
    split.
    """
    require(actor, Action.OPEN_EDITIONS)
    lock_round(session, round_)
    # A half that somebody holds cannot be taken back, so the holders stay.
    if round_.opened_at is not None or round_.key_id is not None:
        raise NotNow("key_is_split")
    if first.id == second.id:
        raise Invalid("key_holders_same", field="second")
    round_.first_key_holder_id = first.id
    round_.second_key_holder_id = second.id
    flush(session)
    record(
        session,
        "name_key_holders",
        ThingRef(ThingKind.ROUND, round_.id),
        actor=actor,
        now=now,
        first=first.id,
        second=second.id,
    )
    return round_
