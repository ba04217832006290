"""Entering what somebody without an account dictates, and telling them in person."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.outbox import note_told_in_person
from neighbourhood.outbox.models import Message
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.projects import queries, rules
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import Content
from neighbourhood.projects.services.scribes import note_scribe
from neighbourhood.projects.services.write import new_draft
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import lock_round


def enter_project(
    session: Session,
    round_: Round,
    content: Content,
    *,
    author_name: str,
    has_agreed: bool,
    submission_key: str | None = None,
    actor: Actor,
    now: datetime,
) -> Project:
    """Keep a draft that somebody dictated, under the name that they choose or none; the same key
    again returns the same draft.
    """
    require(actor, Action.ENTER_PROJECT, round_)
    lock_round(session, round_)
    if submission_key and (
        known := queries.dictated_by_key(session, actor.person_id, submission_key)
    ):
        return known
    rules.require_may_write(round_, now)
    rules.require_agreed(has_agreed=has_agreed)
    rules.require_author_name(author_name)
    project = new_draft(
        session,
        round_,
        content,
        entered_by_id=actor.person_id,
        author_name=author_name,
        submission_key=submission_key,
        actor=actor,
        now=now,
    )
    note_scribe(session, project, "enter", actor=actor, now=now)
    return project


def tell_author(
    session: Session, project: Project, message: Message, *, actor: Actor, now: datetime
) -> None:
    """Take a message off the list, since an officer has told the person; telling twice changes
    nothing.
    """
    require(actor, Action.EDIT_PROJECT, project)
    note_told_in_person(message, now=now)
    note_scribe(session, project, "tell", actor=actor, now=now)
