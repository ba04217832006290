"""Appealing a refusal, once."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.projects import queries, rules
from neighbourhood.projects.models import Appeal, Project
from neighbourhood.projects.services.review import drop_held
from neighbourhood.projects.services.scribes import note_scribe


def appeal_refusal(
    session: Session,
    project: Project,
    *,
    reason: str,
    language: str,
    actor: Actor,
    now: datetime,
) -> Appeal:
    """Ask for a second look at a refused project, with a public reason; the same again changes
    nothing. Raises NotNow for a second appeal and once the vote has begun.
    """
    require(actor, Action.APPEAL_REFUSAL, project)
    queries.lock_project(session, project)
    # A doubled click, asked before anything else.
    if project.appeal is not None and project.appeal.reason == reason:
        return project.appeal
    rules.require_may_appeal(
        project.round, project.state, now, is_appealed=project.appeal is not None
    )
    rules.require_appeal_reason(reason)
    # A verdict that waits was given without knowing of the appeal.
    drop_held(session, project)
    appeal = Appeal(
        project_id=project.id,
        review_id=project.reviews[-1].id,
        reason=reason,
        language=language,
        made_at=now,
    )
    session.add(appeal)
    flush(session)
    session.refresh(project, ["appeal"])
    note_scribe(session, project, "appeal", actor=actor, now=now)
    return appeal
