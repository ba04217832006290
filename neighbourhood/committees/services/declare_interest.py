"""Stepping out of a project: declared by the member, or noted by the system for authors."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.committees import queries, rules
from neighbourhood.committees.models import Interest
from neighbourhood.database import flush
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
    interest = Interest(
        seat_id=seat.seat_id,
        project_id=project.id,
        ground=rules.Ground.DECLARED,
        note=note.strip(),
        declared_at=now,
    )
    session.add(interest)
    flush(session)
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


def recuse_authors(session: Session, round_: Round, *, now: datetime) -> int:
    """Note an interest wherever a seat's holder wrote a project of the round, and return how many
    were new; nobody needs to ask.
    """
    # Asked wherever a seat, a meeting or a decision is added: somebody may have been given a seat
    # after writing a project, or the other way round.
    missing = queries.authorships_without_interest(session, round_.id)
    session.add_all(
        Interest(
            seat_id=seat_id,
            project_id=project_id,
            ground=rules.Ground.AUTHOR,
            note="",
            declared_at=now,
        )
        for seat_id, project_id in missing
    )
    flush(session)
    return len(missing)
