"""Pictures and documents of projects, for whoever may see the project."""

from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, request, send_file
from werkzeug.wrappers import Response

from neighbourhood.permissions import Action, decide
from neighbourhood.projects import queries
from neighbourhood.projects.models import ProjectDocument, ProjectPicture
from neighbourhood.refusals import NotFound
from neighbourhood.web import actor, guard, session
from neighbourhood.web.assets import FOREVER
from neighbourhood.web.installation import the_uploads
from neighbourhood.web.kept_pages import never_keep

files = Blueprint("project_files", __name__)
#: Whatever a document holds, a browser that opens it all the same runs nothing of it.
SANDBOX = "default-src 'none'; sandbox"


@dataclass(frozen=True)
class ServedFile:
    """A file in the store with its name and what decides who may have it."""

    path: Path
    name: str
    is_public: bool
    author_ids: tuple[int, ...]


def load_picture(key: str, size: str) -> ServedFile:
    """Return a copy of a picture; what the reader may not see does not exist."""
    return _load(queries.picture_by_key(session(), key), f"-{size}.webp", "")


def load_document(key: str) -> ServedFile:
    """Return a document; what the reader may not see does not exist."""
    found = queries.document_by_key(session(), key)
    return _load(found, ".pdf", found.name)


def _load(found: ProjectPicture | ProjectDocument, suffix: str, name: str) -> ServedFile:
    path, project = the_uploads().path(found.key, suffix), found.project
    if path is None or not decide(actor(), Action.SEE_PROJECT, project).is_allowed:
        raise NotFound
    return ServedFile(path, name, project.is_public, project.author_ids)


@files.route("/pictures/<string(length=32):key>-<any(small, large):size>.webp")
@guard(Action.SEE_PROJECT, load_picture)
def picture(found: ServedFile) -> Response:
    answer = send_file(found.path, mimetype="image/webp", max_age=None, etag=request.path)
    return _as_seen(answer, found)


@files.route("/documents/<string(length=32):key>.pdf")
@guard(Action.SEE_PROJECT, load_document)
def document(found: ServedFile) -> Response:
    # Never shown inside a page or a tab of this site: it may say what it likes about who we are.
    answer = send_file(
        found.path,
        mimetype="application/pdf",
        as_attachment=True,
        download_name=found.name,
        max_age=None,
        etag=request.path,
    )
    answer.headers["Content-Security-Policy"] = SANDBOX
    return _as_seen(answer, found)


def _as_seen(answer: Response, found: ServedFile) -> Response:
    # From the disk each time; pages kept in memory have better use for it.
    never_keep()
    # Neither changes under its key; a draft's stays with its authors.
    answer.headers["Cache-Control"] = FOREVER if found.is_public else "private, no-store"
    return answer
