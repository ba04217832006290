"""Stepping out of a project: declared by the member, entered for a member who told it in a meeting,
or noted by the system for authors.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.committees import queries, rules
from neighbourhood.committees.models import CommitteeSeat, Interest, Meeting
from neighbourhood.database import flush
from neighbourhood.outbox import queue
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.projects.models import Project
from neighbourhood.refusals import NotFound, NotNow
from neighbourhood.rounds.models import Round
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def declare_interest(
    session: Session, round_: Round, project: Project, *, note: str, actor: Actor, now: datetime
) -> Interest:
    """Let the member who acts step out of a project with a public note; it cannot be taken back.
    Raises NotNow the second time.
    """
    require(actor, Action.DECLARE_INTEREST, round_)
    # A draft is nobody's business yet, so its number is not confirmed by another answer.
    if project.round_id != round_.id or not project.is_public:
        raise NotFound
    rules.require_text(note, "note", rules.LONGEST_NOTE)
    # Only who holds a seat is let through above.
    seat = actor.seat_in(round_.id)
    assert seat is not None
    if seat.seat_id in queries.recused_seats(session, project.id):
        raise NotNow("interest_is_declared")
    interest = _add_declared(session, seat.seat_id, project, note, now)
    record(
        session,
        "declare_interest",
        ThingRef(ThingKind.PROJECT, project.id),
        actor=actor,
        now=now,
        seat=seat.seat_id,
        ground=rules.Ground.DECLARED,
    )
    return interest


def _add_declared(
    session: Session,
    seat_id: int,
    project: Project,
    note: str,
    now: datetime,
    *,
    entered_by: int | None = None,
) -> Interest:
    interest = Interest(
        seat_id=seat_id,
        project_id=project.id,
        ground=rules.Ground.DECLARED,
        note=note.strip(),
        declared_at=now,
        entered_by_id=entered_by,
    )
    session.add(interest)
    flush(session)
    return interest


def enter_interest(
    session: Session,
    meeting: Meeting,
    seat: CommitteeSeat,
    project: Project,
    *,
    note: str,
    actor: Actor,
    now: datetime,
) -> Interest:
    """Let whoever keeps the minutes enter what a member present at the meeting told of an interest;
    it binds as if they had declared it themselves, and they are told by mail.

    Raises NotNow where the interest is noted or the minutes are published, Invalid for a seat that
    is not present.
    """
    require(actor, Action.KEEP_MINUTES, meeting.round)
    if meeting.round_id != project.round_id or not project.is_public:
        raise NotFound
    # Held until the end: nobody decides on the project while this is entered.
    queries.lock_meeting(session, meeting)
    rules.require_open(meeting.published_at)
    rules.require_text(note, "note", rules.LONGEST_NOTE)
    # Nobody is stepped out behind their back.
    rules.require_present(seat.id, {attendance.seat_id for attendance in meeting.attendances})
    if seat.id in queries.recused_seats(session, project.id):
        raise NotNow("interest_is_declared")
    is_own = seat.person_id is not None and seat.person_id == actor.person_id
    entered_by = None if is_own else actor.person_id
    interest = _add_declared(session, seat.id, project, note, now, entered_by=entered_by)
    record(
        session,
        "enter_interest",
        ThingRef(ThingKind.PROJECT, project.id),
        actor=actor,
        now=now,
        seat=seat.id,
        meeting=meeting.id,
        ground=rules.Ground.DECLARED,
    )
    if not is_own:
        _tell_member(session, meeting, seat, project, interest, now=now)
    return interest


def _tell_member(
    session: Session,
    meeting: Meeting,
    seat: CommitteeSeat,
    project: Project,
    interest: Interest,
    *,
    now: datetime,
) -> None:
    # An erased account has left its seat without a person.
    if seat.person is None:
        return
    queue(
        session,
        "interest_entered",
        seat.person,
        now=now,
        slug=meeting.round.slug,
        place=meeting.round.place.name,
        number=project.number,
        title=project.title,
        note=interest.note,
    )


def recuse_authors(session: Session, round_: Round, *, now: datetime) -> int:
    """Note an interest wherever a seat's holder wrote a project of the round or speaks for an
    organisation behind it, and return how many were new; nobody needs to ask.
    """
    # Asked wherever a seat, a meeting or a decision is added: somebody may have been given a seat
    # after writing a project, or the other way round.
    missing = queries.stakes_without_interest(session, round_.id)
    session.add_all(
        Interest(
            seat_id=seat_id,
            project_id=project_id,
            ground=rules.Ground.AUTHOR if is_author else rules.Ground.CARRIER,
            note="",
            declared_at=now,
        )
        for seat_id, project_id, is_author in missing
    )
    flush(session)
    return len(missing)
