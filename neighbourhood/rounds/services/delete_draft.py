"""Deleting what nobody has seen: a round of a draft, a draft, an edition without rounds."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.rounds import queries, rules
from neighbourhood.rounds.models import Edition, Round
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def delete_round(session: Session, round_: Round, *, actor: Actor, now: datetime) -> None:
    """Delete a round of a draft with its phases and its planned fund; raises NotNow once the
    edition is public.
    """
    require(actor, Action.OPEN_EDITIONS)
    queries.lock_edition(session, round_.edition)
    rules.require_draft(round_.edition)
    queries.lock_round(session, round_)
    record(
        session,
        "delete_round",
        ThingRef(ThingKind.ROUND, round_.id),
        actor=actor,
        now=now,
        slug=round_.slug,
        fund=round_.fund.planned,
    )
    _delete(session, round_)
    flush(session)


def delete_edition(session: Session, edition: Edition, *, actor: Actor, now: datetime) -> None:
    """Delete a draft with its rounds, or a public edition that has none; raises NotNow for any
    other.
    """
    require(actor, Action.OPEN_EDITIONS)
    queries.lock_edition(session, edition)
    rounds = queries.rounds_of_edition(session, edition.id)
    if rounds:
        rules.require_draft(edition)
    record(
        session,
        "delete_edition",
        ThingRef(ThingKind.EDITION, edition.id),
        actor=actor,
        now=now,
        slug=edition.slug,
        rounds=[round_.slug for round_ in rounds],
    )
    for round_ in rounds:
        _delete(session, round_)
    session.delete(edition)
    flush(session)


def _delete(session: Session, round_: Round) -> None:
    # Nobody has seen a draft, so nothing else hangs on its rounds: no project, no ledger, no move.
    for part in (*round_.phases, round_.fund, round_):
        session.delete(part)
    flush(session)
