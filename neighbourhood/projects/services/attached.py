"""Pictures and documents of a project: added, told in words, put in order, taken away.

The files are stored before, so that nobody waits for them; what is taken away here is deleted from
the store by timed work, once it is certain that no row names it.
"""

from collections.abc import Mapping, MutableSequence, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.projects import queries, rules
from neighbourhood.projects.models import Project, ProjectDocument, ProjectPicture
from neighbourhood.projects.rules import PictureText, StoredDocument, StoredPicture
from neighbourhood.projects.services.write import keep_version

Row = TypeVar("Row", ProjectPicture, ProjectDocument)
#: What moves from row to row when pictures change places: the unique constraint on the position
#: would be met in between if the rows themselves did.
PICTURE_COLUMNS = ("key", "digest", "width", "height", "alternative", "language")
DOCUMENT_COLUMNS = ("key", "digest", "name", "size")


def add_picture(
    session: Session,
    project: Project,
    picture: StoredPicture,
    *,
    text: PictureText | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Put a picture behind the others; the same one again changes nothing. Raises Invalid where
    the project has as many as it may.
    """
    _hold(session, project, actor, now)
    if any(picture.digest == standing.digest for standing in project.pictures):
        return
    rules.require_room("pictures", len(project.pictures))
    text = text or PictureText("", project.language)
    project.pictures.append(
        ProjectPicture(
            position=len(project.pictures) + 1,
            key=picture.key,
            digest=picture.digest,
            width=picture.width,
            height=picture.height,
            alternative=text.alternative,
            language=text.language,
        )
    )
    _keep(session, project, actor, now)


def describe_pictures(
    session: Session,
    project: Project,
    texts: Mapping[str, PictureText],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Say what is in pictures, {key: text}; one that was taken away meanwhile needs no words."""
    _hold(session, project, actor, now)
    changed = False
    for picture in project.pictures:
        text = texts.get(picture.key)
        # The language of words that did not change stays what it was.
        if text is None or text.alternative == picture.alternative:
            continue
        rules.require_alternative(picture.key, text.alternative)
        picture.alternative, picture.language = text.alternative, text.language
        changed = True
    if changed:
        _keep(session, project, actor, now)


def move_picture(
    session: Session, project: Project, key: str, *, by: int, actor: Actor, now: datetime
) -> None:
    """Let a picture change places with the one before it (by=-1) or behind it (by=1); the first
    one stands on the cards.
    """
    _hold(session, project, actor, now)
    order = [picture.key for picture in project.pictures]
    place = order.index(key) if key in order else -1
    other = place + by
    if place < 0 or not 0 <= other < len(order):
        return
    pictures = list(project.pictures)
    pictures[place], pictures[other] = pictures[other], pictures[place]
    _rewrite(project.pictures, pictures, PICTURE_COLUMNS)
    _keep(session, project, actor, now)


def remove_picture(
    session: Session, project: Project, key: str, *, actor: Actor, now: datetime
) -> None:
    """Take a picture away; one that is gone already is fine."""
    _hold(session, project, actor, now)
    _remove(session, project, project.pictures, key, PICTURE_COLUMNS, actor, now)


def add_document(
    session: Session, project: Project, document: StoredDocument, *, actor: Actor, now: datetime
) -> None:
    """Put a document behind the others; the same one again changes nothing. Raises Invalid where
    the project has as many as it may.
    """
    _hold(session, project, actor, now)
    if any(document.digest == standing.digest for standing in project.documents):
        return
    rules.require_room("documents", len(project.documents))
    project.documents.append(
        ProjectDocument(
            position=len(project.documents) + 1,
            key=document.key,
            digest=document.digest,
            name=document.name,
            size=document.size,
        )
    )
    _keep(session, project, actor, now)


def remove_document(
    session: Session, project: Project, key: str, *, actor: Actor, now: datetime
) -> None:
    """Take a document away; one that is gone already is fine."""
    _hold(session, project, actor, now)
    _remove(session, project, project.documents, key, DOCUMENT_COLUMNS, actor, now)


def _hold(session: Session, project: Project, actor: Actor, now: datetime) -> None:
    require(actor, Action.EDIT_PROJECT, project)
    queries.lock_project(session, project)
    rules.require_may_edit(project.round, project.state, now, answer_by=project.answer_by)


def _remove(
    session: Session,
    project: Project,
    rows: MutableSequence[Row],
    key: str,
    columns: Sequence[str],
    actor: Actor,
    now: datetime,
) -> None:
    kept = [row for row in rows if row.key != key]
    if len(kept) < len(rows):
        _rewrite(rows, kept, columns)
        _keep(session, project, actor, now)


def _rewrite(rows: MutableSequence[Row], wanted: Sequence[Row], columns: Sequence[str]) -> None:
    values = [{name: getattr(row, name) for name in columns} for row in wanted]
    for row, kept in zip(rows, values, strict=False):
        for name, value in kept.items():
            setattr(row, name, value)
    del rows[len(values) :]


def _keep(session: Session, project: Project, actor: Actor, now: datetime) -> None:
    project.version += 1
    flush(session)
    keep_version(session, project, actor=actor, now=now)
