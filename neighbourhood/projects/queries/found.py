"""The projects that a search engine may find."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood.projects.models import Project
from neighbourhood.projects.queries.projects import is_for_everybody
from neighbourhood.rounds.models import Edition, Round


def public_numbers(session: Session) -> Sequence[tuple[str, int]]:
    """Return the slug of the round and the number of every public project, the oldest first."""
    question = (
        select(Round.slug, Project.number)
        .join(Project.round)
        .join(Round.edition)
        .where(~Edition.is_draft, is_for_everybody())
        .order_by(Project.id)
    )
    return [(slug, number) for slug, number in session.execute(question)]
