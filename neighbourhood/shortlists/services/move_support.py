"""What becomes of support when projects become one: each person counts once."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.projects.models import Project
from neighbourhood.shortlists.models import ShortlistTerms, Support


def move_support(session: Session, whole: Project, parts: Sequence[Project]) -> None:
    """Let who supported a part support the whole; who supported several of them gets the other
    supports back. Once the short list is made, nothing of it changes.
    """
    terms = session.get(ShortlistTerms, whole.round_id)
    if terms is None or terms.outcome is not None:
        return
    ids = [project.id for project in (whole, *parts)]
    # The one for the whole first, so that it is the one that stays.
    given = session.scalars(
        select(Support)
        .where(Support.project_id.in_(ids))
        .order_by(Support.person_id, Support.project_id != whole.id, Support.slot)
    ).all()
    counted = set()
    for support in given:
        if support.person_id in counted:
            session.delete(support)
            continue
        counted.add(support.person_id)
        support.project_id = whole.id
    flush(session)
