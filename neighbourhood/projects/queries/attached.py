"""Questions about pictures and documents: by their keys, and first pictures of many projects."""

from collections.abc import Collection

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session, joinedload

from neighbourhood.projects.models import Project, ProjectDocument, ProjectPicture
from neighbourhood.refusals import NotFound


def picture_by_key(session: Session, key: str) -> ProjectPicture:
    """Return a picture with its project; raises NotFound."""
    question = select(ProjectPicture).where(ProjectPicture.key == key)
    found = session.scalars(question.options(joinedload(ProjectPicture.project))).first()
    if found is None:
        raise NotFound
    return found


def document_by_key(session: Session, key: str) -> ProjectDocument:
    """Return a document with its project; raises NotFound."""
    question = select(ProjectDocument).where(ProjectDocument.key == key)
    found = session.scalars(question.options(joinedload(ProjectDocument.project))).first()
    if found is None:
        raise NotFound
    return found


def first_pictures(
    session: Session, round_ids: Collection[int], numbers: Collection[int] | None = None
) -> dict[tuple[int, int], ProjectPicture]:
    """Return {(round, number of the project): its first picture} for these rounds, of projects
    with these numbers or of all; one question.
    """
    question = (
        select(Project.round_id, Project.number, ProjectPicture)
        .join(ProjectPicture.project)
        .where(Project.round_id.in_(round_ids), ProjectPicture.position == 1)
    )
    if numbers is not None:
        question = question.where(Project.number.in_(numbers))
    rows = session.execute(question)
    return {(row.round_id, row.number): row.ProjectPicture for row in rows}


def needed_keys(session: Session) -> set[str]:
    """Return the key of every file that a picture or a document needs."""
    keys = union_all(select(ProjectPicture.key), select(ProjectDocument.key))
    return set(session.scalars(keys))
