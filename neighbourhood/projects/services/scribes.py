"""What an officer does for somebody who dictated a project, noted in the trail."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.permissions import Actor
from neighbourhood.projects.models import Project
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def note_scribe(
    session: Session, project: Project, what: str, *, actor: Actor, now: datetime
) -> None:
    """Note in the trail that an officer did something for the author of a dictated project, such as
    "edit"; nothing for a project whose author did it.
    """
    if project.is_dictated:
        thing = ThingRef(ThingKind.PROJECT, project.id)
        record(session, "act_for_author", thing, actor=actor, now=now, what=what)
