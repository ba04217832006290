"""Moving a phase of a public edition: one person asks, another confirms."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush, server_now
from neighbourhood.permissions import Action, Actor, Role, require, require_second_person
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds import queries
from neighbourhood.rounds.models import MovedDate, Phase
from neighbourhood.rounds.rules import Dates, endings, moves
from neighbourhood.rounds.services.set_dates import plain_dates, set_phases
from neighbourhood.rounds.services.tell_those_concerned import tell_those_concerned
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record

LONGEST_REASON = 500


def ask_to_move_phase(
    session: Session,
    phase: Phase,
    *,
    new_start: datetime,
    new_end: datetime | None,
    reason: str,
    actor: Actor,
    now: datetime,
) -> MovedDate:
    """Ask that a phase get these dates, with a reason that will be public; raises a refusal where
    it may not (`rules.moves`), or where the edition is still a draft.
    """
    require(actor, Action.MOVE_DATES, phase.round)
    queries.lock_round(session, phase.round)
    _require_movable(session, phase, Dates(phase.kind, new_start, new_end))
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise Invalid("reason_needed", field="reason", most=LONGEST_REASON)
    if queries.open_move(session, phase) is not None:
        raise NotNow("move_already_asked")
    moved = MovedDate(
        phase=phase,
        old_start=phase.starts_at,
        new_start=new_start,
        old_end=phase.ends_at,
        new_end=new_end,
        reason=reason.strip(),
        asked_by_id=actor.person_id,
        asked_at=now,
    )
    session.add(moved)
    flush(session)
    _note(session, "ask_to_move_end", moved, actor=actor, now=now)
    return moved


def confirm_moved_phase(
    session: Session, moved: MovedDate, *, actor: Actor, now: datetime
) -> Phase:
    """Move a phase as somebody else asked, push on the phases after it where they would begin
    before it ends, and tell those whom the round concerns.

    Raises NotAllowed where `actor` is no second person, NotNow where the phase can no longer move
    so or was moved meanwhile.
    """
    phase = moved.phase
    require(actor, Action.MOVE_DATES, phase.round)
    require_second_person(moved.asked_by_id, actor, Role.STAFF, now)
    # The round first and then the move afresh: of two who confirm at once, the second waits here
    # and then sees that it is done.
    queries.lock_round(session, phase.round)
    session.refresh(moved)
    old_dates = (moved.old_start, moved.old_end)
    if moved.confirmed_at is not None or old_dates != (phase.starts_at, phase.ends_at):
        raise NotNow("phase_moved_meanwhile")
    new = Dates(phase.kind, moved.new_start, moved.new_end)
    # Asked again: the phase may have begun or ended between asking and confirming.
    _require_movable(session, phase, new)
    set_phases(phase.round, moves.after_move(phase.round.phases, new))
    moved.confirmed_by_id = actor.person_id
    moved.confirmed_at = now
    flush(session)
    _note(session, "confirm_moved_end", moved, actor=actor, now=now)
    _tell(session, moved, now)
    return phase


def withdraw_move(session: Session, moved: MovedDate, *, actor: Actor, now: datetime) -> Phase:
    """Take back what waits for a second person, so that something else can be asked; raises NotNow
    once it is confirmed.
    """
    phase = moved.phase
    require(actor, Action.MOVE_DATES, phase.round)
    queries.lock_round(session, phase.round)
    session.refresh(moved)
    if moved.confirmed_at is not None:
        raise NotNow("phase_moved_meanwhile")
    _note(session, "withdraw_move", moved, actor=actor, now=now)
    session.delete(moved)
    flush(session)
    return phase


def _require_movable(session: Session, phase: Phase, new: Dates) -> None:
    round_ = phase.round
    if round_.edition.is_draft:
        raise NotNow("draft_has_a_sheet")
    # By the database's clock, by which the vote is sealed too: two machines need not agree on the
    # time, and an end that has come for one must not move for the other.
    now = server_now(session)
    moves.require_movable(round_.phases, new, now, is_frozen=round_.opened_at is not None)
    endings.require_going_on(round_, now)


def _note(session: Session, act: str, moved: MovedDate, *, actor: Actor, now: datetime) -> None:
    phase = moved.phase
    old = plain_dates([Dates(phase.kind, moved.old_start, moved.old_end)])
    new = plain_dates([Dates(phase.kind, moved.new_start, moved.new_end)])
    record(
        session,
        act,
        ThingRef(ThingKind.ROUND, phase.round_id),
        actor=actor,
        now=now,
        old_dates=old,
        new_dates=new,
        reason=moved.reason,
    )


def _tell(session: Session, moved: MovedDate, now: datetime) -> None:
    instants = {
        "old_start_at": moved.old_start,
        "new_start_at": moved.new_start,
        "old_end_at": moved.old_end,
        "new_end_at": moved.new_end,
    }
    tell_those_concerned(
        session,
        moved.phase.round,
        "phase_moved",
        now=now,
        phase=moved.phase.kind,
        reason=moved.reason,
        **{name: instant and instant.isoformat() for name, instant in instants.items()},
    )
