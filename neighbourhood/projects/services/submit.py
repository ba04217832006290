"""Handing a project in and taking it back."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.projects import queries, rules
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import ProjectState
from neighbourhood.projects.services.write import content_of
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def submit_project(session: Session, project: Project, *, actor: Actor, now: datetime) -> Project:
    """Hand a draft in, which makes it public; raises Incomplete with all that is missing. Handing
    in twice changes nothing.
    """
    require(actor, Action.SUBMIT_PROJECT, project)
    queries.lock_project(session, project)
    # A doubled click, asked before the clock: it must not be refused where the phase has just
    # ended.
    if project.state == ProjectState.SUBMITTED:
        return project
    rules.require_may_submit(project.round, project.state, now)
    rules.require_complete(content_of(project), fund=project.round.fund.amount)
    project.state = ProjectState.SUBMITTED
    project.submitted_at = now
    flush(session)
    return project


def withdraw_project(
    session: Session, project: Project, *, reason: str, actor: Actor, now: datetime
) -> Project:
    """Take a project back with a reason, public where the project was; taking back twice changes
    nothing.
    """
    require(actor, Action.WITHDRAW_PROJECT, project)
    queries.lock_project(session, project)
    if project.state == ProjectState.WITHDRAWN:
        return project
    rules.require_may_withdraw(project.round, project.state)
    rules.require_withdrawal_reason(reason)
    # Written before the state changes, of which it keeps the old one.
    record(
        session,
        "withdraw_project",
        ThingRef(ThingKind.PROJECT, project.id),
        actor=actor,
        now=now,
        before=project.state,
    )
    project.state = ProjectState.WITHDRAWN
    project.withdrawn_at = now
    project.withdrawal_reason = reason
    flush(session)
    return project
