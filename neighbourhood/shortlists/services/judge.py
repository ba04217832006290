"""What jurors say of projects, and the jury's public reasons."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush, server_now
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import ProjectState
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import lock_round
from neighbourhood.rounds.rules import PhaseKind, has_begun, require_phase
from neighbourhood.rounds.rules.endings import require_going_on
from neighbourhood.shortlists import queries, rules
from neighbourhood.shortlists.models import JuryOpinion, JuryReason
from neighbourhood.shortlists.rules import Way
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def give_opinion(
    session: Session,
    project: Project,
    *,
    is_yes: bool,
    reason: str = "",
    actor: Actor,
) -> JuryOpinion:
    """Say yes or no to a project as a juror, until the jury's time ends; a later opinion takes the
    place of an earlier one. Raises NotAllowed for one's own project, and for that of an
    organisation one speaks for.
    """
    jury = queries.jury_of(session, project.round)
    require(actor, Action.JUDGE_FOR_SHORTLIST, jury)
    lock_round(session, project.round, shared=True)
    now = server_now(session)
    _require_jury(session, project.round, now)
    require_phase(project.round.phases, PhaseKind.SHORTLIST, now)
    _require_in_question(project)
    concerned = (*project.author_ids, *project.member_ids)
    rules.require_unconcerned(actor.person_id, concerned)
    rules.require_reason(reason, most=rules.LONGEST_OPINION, is_needed=False)
    seat = jury.seat_of(actor.person_id)
    assert seat is not None
    opinion = session.get(JuryOpinion, (seat.id, project.id))
    if opinion is None:
        opinion = JuryOpinion(seat_id=seat.id, project_id=project.id)
        session.add(opinion)
    opinion.is_yes, opinion.reason = is_yes, reason.strip()
    flush(session)
    return opinion


def give_reason(
    session: Session,
    project: Project,
    *,
    reason: str,
    language: str,
    is_standard: bool = False,
    actor: Actor,
    now: datetime,
) -> JuryReason:
    """Write the jury's public reason about a project, or let its standard sentence stand for one;
    until the list is made. A list that was put forward waits for a new press after that.
    """
    require(actor, Action.LEAD_JURY, queries.jury_of(session, project.round))
    lock_round(session, project.round)
    _require_jury(session, project.round, now)
    if not has_begun(project.round.phases, PhaseKind.SHORTLIST, now):
        raise NotNow("jury_not_begun")
    _require_in_question(project)
    rules.require_reason(reason, most=rules.LONGEST_REASON, is_needed=not is_standard)
    written = session.get(JuryReason, project.id)
    if written is None:
        written = JuryReason(project_id=project.id)
        session.add(written)
    written.reason, written.is_standard = reason.strip(), is_standard and not reason.strip()
    written.language, written.written_by_id = language, actor.person_id
    _take_back_request(session, project.round)
    flush(session)
    record(
        session,
        "give_jury_reason",
        ThingRef(ThingKind.PROJECT, project.id),
        actor=actor,
        now=now,
        is_standard=written.is_standard,
    )
    return written


def _require_jury(session: Session, round_: Round, now: datetime) -> None:
    require_going_on(round_, now)
    terms = queries.terms_of(session, round_.id)
    rules.require_way(terms.terms if terms else None, Way.JURY)
    if round_.shortlisted_at is not None:
        raise NotNow("shortlist_is_made")


def _require_in_question(project: Project) -> None:
    if project.state != ProjectState.SUBMITTED:
        raise NotNow(f"project_is_{project.state}")


def _take_back_request(session: Session, round_: Round) -> None:
    # Nobody confirms other reasons than those that were put forward.
    terms = queries.terms_of(session, round_.id)
    if terms is not None:
        terms.asked_by_id = terms.asked_at = terms.asked_digest = None
