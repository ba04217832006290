"""Questions about projects that officers entered for somebody without an account."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from neighbourhood.outbox.models import Message
from neighbourhood.outbox.queries import undeliverable_messages
from neighbourhood.projects.models import Project
from neighbourhood.rounds.models import Round


def dictated_projects(session: Session) -> Sequence[Project]:
    """Return all dictated projects with their rounds and verdicts, the newest first."""
    return session.scalars(
        select(Project)
        .where(Project.entered_by_id.is_not(None))
        .options(
            joinedload(Project.round).joinedload(Round.place),
            joinedload(Project.round).joinedload(Round.edition),
            joinedload(Project.round).selectinload(Round.phases),
            selectinload(Project.reviews),
            joinedload(Project.appeal),
            joinedload(Project.funding),
        )
        .order_by(Project.id.desc())
    ).all()


def dictated_by_key(
    session: Session, officer_id: int | None, submission_key: str
) -> Project | None:
    """Return what an officer's form with this key has already entered, or None."""
    return session.scalar(
        select(Project).where(
            Project.entered_by_id == officer_id, Project.submission_key == submission_key
        )
    )


def untold_messages(session: Session) -> dict[tuple[str, int], list[Message]]:
    """Return what nobody has told the authors of dictated projects yet: {(slug of the round, number
    of the project): messages}, the oldest first.
    """
    found: dict[tuple[str, int], list[Message]] = {}
    for message in undeliverable_messages(session):
        slug, number = message.content.get("slug"), message.content.get("number")
        if message.person_id is None and isinstance(slug, str) and isinstance(number, int):
            found.setdefault((slug, number), []).append(message)
    return found
