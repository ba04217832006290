"""Recording what the committee decided on a project, together with the ledger of the fund."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.committees import queries, rules
from neighbourhood.committees.models import Decision, Meeting
from neighbourhood.committees.rules import Motion
from neighbourhood.committees.services.declare_interest import recuse_authors
from neighbourhood.counting.queries import require_turn
from neighbourhood.database import flush
from neighbourhood.money import Money
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.projects.models import Project
from neighbourhood.refusals import NotFound
from neighbourhood.rounds.models import Fund
from neighbourhood.rounds.queries import currency
from neighbourhood.rounds.rules import LedgerKind, require_within_fund
from neighbourhood.rounds.services import write_ledger
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def record_decision(
    session: Session,
    meeting: Meeting,
    project: Project,
    motion: Motion,
    *,
    submission_key: str | None,
    seen: int | None = None,
    actor: Actor,
    now: datetime,
) -> Decision:
    """Record a decision, replacing the one that stands, and move the money with it; the same
    submission changes nothing. `seen` is the decision (by id, 0: none) that stood when the form was
    opened: raises NotNow where a newer one stands.

    The fund is held until the transaction ends, so that two who press at once never allocate more
    than it has.
    """
    require(actor, Action.DECIDE_ALLOCATION, meeting.round)
    if project.round_id != meeting.round_id:
        raise NotFound
    queries.lock_meeting(session, meeting)
    # A second click of one form: the decision it made is the answer.
    if submission_key and (known := queries.decision_sent_with(session, submission_key)):
        return known
    recused = _require_allowed(session, meeting, project, motion, actor, now)
    standing = queries.standing_decision(session, project.id)
    # Nobody replaces what they have not read.
    rules.require_newest(standing.id if standing else 0, seen)
    _require_money(session, meeting.round.fund, motion.amount, standing)
    decision = Decision(
        meeting=meeting,
        project=project,
        recused=recused,
        recorded_by_id=actor.person_id,
        recorded_at=now,
        submission_key=submission_key or None,
        **asdict(motion),
    )
    _replace(session, standing, decision, actor, now)
    _note(session, decision, standing, actor, now)
    return decision


def _require_allowed(
    session: Session,
    meeting: Meeting,
    project: Project,
    motion: Motion,
    actor: Actor,
    now: datetime,
) -> int:
    """Ask all rules and return how many present seats are recused from the project."""
    round_ = meeting.round
    rules.require_deciding(round_, round_.edition.decided_by, now)
    require_turn(session, round_, now)
    rules.require_open(meeting.published_at)
    rules.require_decidable(project.state)
    # Before it is asked who may vote: an author may have got a seat in the meantime.
    recuse_authors(session, round_, now=now)
    recused = queries.recused_seats(session, project.id)
    seat = actor.seat_in(round_.id)
    rules.require_unrecused(seat.seat_id if seat else 0, recused)
    rules.require_motion(motion, project.cost)
    present = [attendance.seat for attendance in meeting.attendances]
    # As many members as there were on the day of the meeting, whoever has come since.
    members = queries.number_of_members(session, round_.id, meeting.held_at.date())
    voting = rules.voting_seats(members, present, recused)
    rules.require_votes(motion, len(voting), round_.edition.quorum or 1)
    return sum(seat.id in recused for seat in present)


def _require_money(session: Session, fund: Fund, asked: int, standing: Decision | None) -> None:
    """Raise NotNow where the fund does not reach, once it has back what the standing decision
    took.
    """
    # The table refuses it too, whoever writes, but cannot say how much is left.
    left = fund.amount - fund.allocated + (standing.amount if standing else 0)
    unit = currency(session)
    require_within_fund(Money(asked, unit), Money(left, unit))


def _replace(
    session: Session, standing: Decision | None, decision: Decision, actor: Actor, now: datetime
) -> None:
    fund = decision.meeting.round.fund
    subject = ThingRef(ThingKind.PROJECT, decision.project.id)
    if standing is not None:
        standing.replaced_at = now
        # Before the new one is added: the database lets only one decision stand for a project.
        flush(session)
        # Given back and given anew, not the difference alone: the ledger tells what happened.
        if standing.amount:
            write_ledger(
                session,
                fund,
                LedgerKind.RELEASED,
                standing.amount,
                subject=subject,
                actor=actor,
                now=now,
            )
    session.add(decision)
    if decision.amount:
        write_ledger(
            session,
            fund,
            LedgerKind.ALLOCATED,
            decision.amount,
            subject=subject,
            actor=actor,
            now=now,
        )
    flush(session)


def _note(
    session: Session, decision: Decision, standing: Decision | None, actor: Actor, now: datetime
) -> None:
    record(
        session,
        "record_decision",
        ThingRef(ThingKind.DECISION, decision.id),
        actor=actor,
        now=now,
        project=decision.project.id,
        amount=decision.amount,
        votes=[decision.votes_for, decision.votes_against, decision.abstentions],
        replaces=standing and standing.id,
    )
