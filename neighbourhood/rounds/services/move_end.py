"""Moving the end of a phase later: one person asks, another confirms."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush, server_now
from neighbourhood.permissions import Action, Actor, Role, require, require_second_person
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds import queries, rules
from neighbourhood.rounds.models import MovedDate, Phase
from neighbourhood.rounds.rules import endings
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record

LONGEST_REASON = 500


def ask_to_move_end(
    session: Session, phase: Phase, *, new_end: datetime, reason: str, actor: Actor, now: datetime
) -> MovedDate:
    """Ask that a phase end later, with a reason that will be public; raises a refusal for an
    earlier end or one that has come.
    """
    require(actor, Action.MOVE_DATES, phase.round)
    queries.lock_round(session, phase.round)
    # By the database's clock, by which the vote is sealed too: two machines need not agree on the
    # time, and an end that has come for one must not move for the other.
    rules.require_movable(phase, new_end, server_now(session))
    endings.require_going_on(phase.round, server_now(session))
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise Invalid("reason_needed", field="reason", most=LONGEST_REASON)
    if queries.open_move(session, phase) is not None:
        raise NotNow("move_already_asked")
    old_end = phase.ends_at
    assert old_end is not None
    moved = MovedDate(
        phase=phase,
        old_start=phase.starts_at,
        new_start=phase.starts_at,
        old_end=old_end,
        new_end=new_end,
        reason=reason.strip(),
        asked_by_id=actor.person_id,
        asked_at=now,
    )
    session.add(moved)
    flush(session)
    content = {
        "phase": phase.kind,
        "old_end": old_end.isoformat(),
        "new_end": new_end.isoformat(),
        "reason": moved.reason,
    }
    record(
        session,
        "ask_to_move_end",
        ThingRef(ThingKind.ROUND, phase.round_id),
        actor=actor,
        now=now,
        **content,
    )
    return moved


def confirm_moved_end(session: Session, moved: MovedDate, *, actor: Actor, now: datetime) -> Phase:
    """Move the end as somebody else asked; the phases after it are pushed on where they would begin
    before.

    Raises NotAllowed where `actor` is no second person, NotNow where the end has come or was moved
    meanwhile.
    """
    phase = moved.phase
    require(actor, Action.MOVE_DATES, phase.round)
    require_second_person(moved.asked_by_id, actor, Role.STAFF, now)
    # The round first and then the move afresh: of two who confirm at once, the second waits here
    # and then sees that it is done.
    queries.lock_round(session, phase.round)
    session.refresh(moved)
    if moved.confirmed_at is not None or phase.ends_at != moved.old_end:
        raise NotNow("end_moved_meanwhile")
    assert moved.new_end is not None
    # Asked again: the end may have come between asking and confirming.
    rules.require_movable(phase, moved.new_end, server_now(session))
    endings.require_going_on(phase.round, server_now(session))
    phases = phase.round.phases
    for later, dates in zip(phases, rules.pushed(phases, phase.kind, moved.new_end), strict=True):
        later.starts_at = dates.starts_at
        later.ends_at = dates.ends_at
    moved.confirmed_by_id = actor.person_id
    moved.confirmed_at = now
    flush(session)
    content = {"phase": phase.kind, "new_end": moved.new_end.isoformat()}
    record(
        session,
        "confirm_moved_end",
        ThingRef(ThingKind.ROUND, phase.round_id),
        actor=actor,
        now=now,
        **content,
    )
    return phase
