"""Holding the verdicts of a round back, and releasing them together."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import SYSTEM, Action, Actor, require
from neighbourhood.projects import queries, rules
from neighbourhood.projects.services.review import release_review
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import lock_round
from neighbourhood.rounds.rules.endings import require_going_on
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def set_holding(
    session: Session, round_: Round, *, holds: bool, actor: Actor, now: datetime
) -> Round:
    """Say whether the verdicts of a round wait until all are released; the same again changes
    nothing. Raises NotNow once one was given, or while one waits.
    """
    require(actor, Action.HOLD_VERDICTS)
    # The round alone: whoever judges shares it.
    lock_round(session, round_)
    session.refresh(round_, ["holds_verdicts"])
    if round_.holds_verdicts == holds:
        return round_
    require_going_on(round_, now)
    given, held = queries.verdicts_of_round(session, round_.id)
    rules.require_may_hold(round_, now, verdicts=given, held=held)
    round_.holds_verdicts = holds
    record(
        session,
        "set_holding",
        ThingRef(ThingKind.ROUND, round_.id),
        actor=actor,
        now=now,
        holds=holds,
    )
    flush(session)
    return round_


def release_verdicts(session: Session, round_: Round, *, actor: Actor, now: datetime) -> int:
    """Release all verdicts that a round holds back, with their letters; return how many. Where
    nothing waits, nothing happens.
    """
    require(actor, Action.RELEASE_VERDICTS)
    lock_round(session, round_)
    require_going_on(round_, now)
    rules.require_not_frozen(round_)
    return release_held(session, round_, actor=actor, now=now)


def release_held(session: Session, round_: Round, *, now: datetime, actor: Actor = SYSTEM) -> int:
    """Release like `release_verdicts`, for whoever holds the round and knows that it is time."""
    projects = queries.projects_with_held_verdict(session, round_.id)
    for project in projects:
        assert project.held_review is not None
        release_review(session, project, project.held_review, actor=actor, now=now)
    if projects:
        record(
            session,
            "release_verdicts",
            ThingRef(ThingKind.ROUND, round_.id),
            actor=actor,
            now=now,
            number=len(projects),
        )
    return len(projects)
