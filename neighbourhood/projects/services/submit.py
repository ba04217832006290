"""Handing a project in, answering what was asked back, and taking a project back."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.projects import queries, rules
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import ProjectState, Verdict
from neighbourhood.projects.services.asked import give_to_departments
from neighbourhood.projects.services.letters import tell_handed_in
from neighbourhood.projects.services.merge import end_merge_of
from neighbourhood.projects.services.review import drop_held
from neighbourhood.projects.services.scribes import note_scribe
from neighbourhood.projects.services.write import require_whole
from neighbourhood.rounds.queries import lock_round
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def submit_project(session: Session, project: Project, *, actor: Actor, now: datetime) -> Project:
    """Hand a draft in, which makes it public; raises Incomplete with all that is missing. Handing
    in twice changes nothing.
    """
    require(actor, Action.SUBMIT_PROJECT, project)
    # The round alone, since what somebody has handed in is counted.
    lock_round(session, project.round)
    queries.lock_project(session, project)
    # A doubled click, asked before the clock: it must not be refused where the phase has just
    # ended.
    if project.state == ProjectState.SUBMITTED:
        return project
    rules.require_may_submit(project.round, project.state, now)
    if project.author_id is not None:
        rules.require_room_for_project(
            queries.count_handed_in(session, project.round_id, project.author_id),
            most=project.round.edition.projects_each,
        )
    require_whole(session, project)
    project.state = ProjectState.SUBMITTED
    project.submitted_at = now
    give_to_departments(session, project, now)
    tell_handed_in(session, project, is_again=False, now=now)
    note_scribe(session, project, "submit", actor=actor, now=now)
    flush(session)
    return project


def answer_question(session: Session, project: Project, *, actor: Actor, now: datetime) -> Project:
    """Hand a project that was asked back in again, with the text as it stands; the same again
    changes nothing. Raises NotNow after the date, Incomplete with all that is missing.
    """
    require(actor, Action.EDIT_PROJECT, project)
    queries.lock_project(session, project)
    was_asked = project.reviews and project.reviews[-1].verdict == Verdict.ASKED_BACK
    if project.state == ProjectState.SUBMITTED and was_asked:
        return project
    rules.require_may_answer(project.round, project.state, now, answer_by=project.answer_by)
    require_whole(session, project)
    # The first day of handing in stays: it says since when the project waits.
    project.state = ProjectState.SUBMITTED
    give_to_departments(session, project, now)
    tell_handed_in(session, project, is_again=True, now=now)
    note_scribe(session, project, "answer", actor=actor, now=now)
    flush(session)
    return project


def withdraw_project(
    session: Session, project: Project, *, reason: str, actor: Actor, now: datetime
) -> Project:
    """Take a project back with a reason, public where the project was; taking back twice changes
    nothing.
    """
    require(actor, Action.WITHDRAW_PROJECT, project)
    # The round alone, since it may end a merge, which other projects stand in too.
    lock_round(session, project.round)
    queries.lock_project(session, project)
    if project.state == ProjectState.WITHDRAWN:
        return project
    rules.require_may_withdraw(project.round, project.state)
    rules.require_withdrawal_reason(reason)
    drop_held(session, project)
    # Written before the state changes, of which it keeps the old one.
    record(
        session,
        "withdraw_project",
        ThingRef(ThingKind.PROJECT, project.id),
        actor=actor,
        now=now,
        before=project.state,
    )
    # Nobody but its authors has seen a draft's; a public project's stay with its page.
    if project.submitted_at is None:
        project.pictures.clear()
        project.documents.clear()
    project.state = ProjectState.WITHDRAWN
    project.withdrawn_at = now
    project.withdrawal_reason = reason
    flush(session)
    end_merge_of(session, project, now=now)
    return project
