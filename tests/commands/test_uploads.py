"""Pictures and documents over a backup and its restore, and what `check` says of them."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.commands import check
from neighbourhood.commands.backup import backup, restore
from neighbourhood.database import db
from neighbourhood.projects.models import Project, ProjectDocument, ProjectPicture
from neighbourhood.uploads import Uploads
from neighbourhood.web.installation import the_uploads
from tests import builders as b
from tests.databases import TestDatabase


@pytest.fixture
def store(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Uploads:
    own = replace(
        app.extensions["settings"],
        uploads_url=f"file:{tmp_path / 'uploads'}",
        sealed_directory=tmp_path / "sealed",
    )
    monkeypatch.setitem(app.extensions, "settings", own)
    with app.app_context():
        return the_uploads()


@pytest.fixture
def project(session: Session, store: Uploads) -> Project:
    """Return a project with a picture and a document."""
    project = b.a_project(session, b.a_round(session, "propose"), state="submitted")
    picture = store.store({"-large.webp": b"large", "-small.webp": b"small"})
    document = store.store({".pdf": b"%PDF-1.4\n%%EOF"})
    shape = {"digest": "0" * 64, "position": 1}
    project.pictures.append(
        ProjectPicture(key=picture, width=900, height=600, language="en", **shape)
    )
    project.documents.append(ProjectDocument(key=document, name="Plan.pdf", size=14, **shape))
    session.commit()
    return project


def problems(session: Session) -> list[str]:
    return check._uploads(session)


def test_a_backup_brings_pictures_and_documents_back(
    app: Flask, session: Session, store: Uploads, project: Project, database: TestDatabase,
    tmp_path: Path,
) -> None:  # fmt: skip
    file, picture, document = (
        tmp_path / "night.tar.gz",
        *(row.key for row in (project.pictures[0], project.documents[0])),
    )
    session.rollback()
    done = app.test_cli_runner().invoke(backup, [str(file)])
    assert done.exit_code == 0, done.output
    session.close()
    database.empty(db.engine)
    shutil.rmtree(store.folder)
    done = app.test_cli_runner().invoke(restore, [str(file)])
    assert done.exit_code == 0, done.output
    assert session.scalars(select(ProjectPicture.key)).all() == [picture]
    assert session.scalars(select(ProjectDocument.name)).all() == ["Plan.pdf"]
    contents = [
        store.path(key, suffix).read_bytes()  # type: ignore[union-attr]
        for key, suffix in ((picture, "-large.webp"), (picture, "-small.webp"), (document, ".pdf"))
    ]
    assert contents == [b"large", b"small", b"%PDF-1.4\n%%EOF"]
    assert problems(session) == []


def test_a_lost_file_is_told(session: Session, store: Uploads, project: Project) -> None:
    assert problems(session) == []
    store.delete(project.pictures[0].key)
    assert problems(session) == [f"1 pictures or documents have lost their file in {store.folder}."]


def test_files_that_should_have_gone_are_told(
    session: Session, store: Uploads, project: Project
) -> None:
    left = store.store({".pdf": b"x"})
    needed = store.keys() - {left}
    store.sweep(needed, now=clock.now() - timedelta(days=1))
    assert problems(session) == []
    store.sweep(needed, now=clock.now() - timedelta(days=3))
    (store.folder / left[:2] / f"{left}.unused").unlink(missing_ok=True)
    store.sweep(needed, now=clock.now() - timedelta(days=3))
    assert "belong to nothing: is the worker running?" in problems(session)[0]


def test_the_folder_of_another_database_is_told(
    session: Session, store: Uploads, project: Project
) -> None:
    assert store.is_ours("another database")
    assert "belongs to another database" in problems(session)[0]
