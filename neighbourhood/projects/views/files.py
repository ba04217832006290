"""Pictures and documents of projects, for whoever may see the project."""

from pathlib import Path

from flask import Blueprint, request, send_file
from werkzeug.wrappers import Response

from neighbourhood.permissions import Action, decide
from neighbourhood.projects import queries
from neighbourhood.projects.models import Project
from neighbourhood.refusals import NotFound
from neighbourhood.web import actor, guard, session
from neighbourhood.web.assets import FOREVER
from neighbourhood.web.installation import the_uploads
from neighbourhood.web.kept_pages import never_keep

files = Blueprint("project_files", __name__)
#: Whatever a document holds, a browser that opens it all the same runs nothing of it.
SANDBOX = "default-src 'none'; sandbox"


def load_with_picture(key: str, **_size: str) -> Project:
    """Return the project of a picture; what the reader may not see does not exist."""
    return _visible(queries.picture_by_key(session(), key).project)


def load_with_document(key: str) -> Project:
    """Return the project of a document; what the reader may not see does not exist."""
    return _visible(queries.document_by_key(session(), key).project)


def _visible(project: Project) -> Project:
    if not decide(actor(), Action.SEE_PROJECT, project).is_allowed:
        raise NotFound
    return project


@files.route("/pictures/<string(length=32):key>-<any(small, large):size>.webp")
@guard(Action.SEE_PROJECT, load_with_picture)
def picture(project: Project) -> Response:
    key, size = _asked("key"), _asked("size")
    answer = send_file(_path(key, f"-{size}.webp"), mimetype="image/webp", etag=f"{key}-{size}")
    return _as_seen(answer, project)


@files.route("/documents/<string(length=32):key>.pdf")
@guard(Action.SEE_PROJECT, load_with_document)
def document(project: Project) -> Response:
    key = _asked("key")
    # Never shown inside a page or a tab of this site: it may say what it likes about who we are.
    answer = send_file(
        _path(key, ".pdf"),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=queries.document_by_key(session(), key).name,
        etag=key,
    )
    answer.headers["Content-Security-Policy"] = SANDBOX
    return _as_seen(answer, project)


def _asked(name: str) -> str:
    return str((request.view_args or {})[name])


def _path(key: str, suffix: str) -> Path:
    path = the_uploads().path(key, suffix)
    if path is None:
        raise NotFound
    return path


def _as_seen(answer: Response, project: Project) -> Response:
    # From the disk each time; pages kept in memory have better use for it.
    never_keep()
    # Neither changes under its key; a draft's stays with its authors.
    answer.headers["Cache-Control"] = FOREVER if project.is_public else "private, no-store"
    return answer
