"""Freezing the rules of a round, once and for good."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.canonical import digest
from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.documents import FrozenRound, to_json
from neighbourhood.rounds.models import FrozenRules, Round
from neighbourhood.rounds.rules import settings
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def freeze(
    session: Session, round_: Round, rules: FrozenRound, *, actor: Actor, now: datetime
) -> FrozenRules:
    """Keep everything that may not change once voting opens, as canonical JSON with its SHA-256;
    raises NotNow the second time.
    """
    require(actor, Action.OPEN_VOTE, round_)
    if round_.edition.is_draft:
        raise NotNow("edition_is_draft")
    # The primary key refuses a second one too, and holds where two freeze at once; this spares the
    # work where it is plain from the start.
    settings.require_unfrozen(session.get(FrozenRules, round_.id) is not None)
    text = to_json(rules)
    frozen = FrozenRules(round=round_, document=text, digest=digest(text), frozen_at=now)
    session.add(frozen)
    flush(session)
    record(
        session,
        "freeze",
        ThingRef(ThingKind.ROUND, round_.id),
        actor=actor,
        now=now,
        digest=frozen.digest,
    )
    return frozen
