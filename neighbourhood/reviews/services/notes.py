"""Noting something on a project before a verdict."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.projects.models import Project
from neighbourhood.refusals import Invalid
from neighbourhood.reviews import queries, rules
from neighbourhood.reviews.models import ReviewNote


def add_note(
    session: Session, project: Project, text: str, *, actor: Actor, now: datetime
) -> ReviewNote:
    """Note something for those who review; one's own newest note again changes nothing."""
    require(actor, Action.REVIEW_PROJECT, project)
    if not text:
        raise Invalid("review_note_missing", field="note")
    if len(text) > rules.MOST_REMARK:
        raise Invalid("too_long", field="note", most=rules.MOST_REMARK, used=len(text))
    newest = next(iter(queries.notes_of(session, project.id)), None)
    if newest is not None and (newest.text, newest.written_by_id) == (text, actor.person_id):
        return newest
    note = ReviewNote(
        project_id=project.id, text=text, written_by_id=actor.person_id, written_at=now
    )
    session.add(note)
    flush(session)
    return note
