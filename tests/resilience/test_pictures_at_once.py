"""Eight of the largest pictures sent at the same time: all are kept, and the worker stays small."""

import http.client
import io
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask, url_for
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood.projects.models import Project, ProjectPicture
from neighbourhood.web.pictures import LARGEST_PICTURE
from tests import builders as b
from tests.resilience.server import cookie_of, served, token_of

pytestmark = [pytest.mark.resilience, pytest.mark.backend("sqlite")]
AT_ONCE = 8
#: In megabytes, at its peak.
LARGEST_WORKER = 200
BOUNDARY = "a-boundary-that-no-picture-holds"


def largest_photo() -> bytes:
    """Return a photograph of twelve megapixels that is almost as large as a file may be."""
    file = io.BytesIO()
    noise = Image.frombytes("RGB", (4000, 3000), os.urandom(4000 * 3000 * 3))
    noise.save(file, "JPEG", quality=88)
    assert LARGEST_PICTURE * 0.6 < file.tell() <= LARGEST_PICTURE
    return file.getvalue()


def form_with(photo: bytes, token: str) -> bytes:
    """Return the body of the step's form with one file."""
    lines = [
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; name={name}\r\n\r\n{value}\r\n"
        for name, value in (("csrf_token", token), ("version", "1"), ("add", "1"))
    ]
    head = (
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=pictures; filename=photo.jpg\r\n"
        "Content-Type: image/jpeg\r\n\r\n"
    )
    return "".join(lines).encode() + head.encode() + photo + f"\r\n--{BOUNDARY}--\r\n".encode()


def send(port: int, path: str, cookie: str, body: bytes) -> int:
    """Send the form; return the status of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {
        "Cookie": f"session={cookie}",
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
    }
    connection.request("POST", path, body, headers)
    status = connection.getresponse().status
    connection.close()
    return status


def peak_of_worker(server: int) -> float:
    """Return the most memory that the server's one worker has ever taken, in megabytes."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii")
    status = Path(f"/proc/{children.split()[0]}/status").read_text(encoding="ascii")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024


def test_eight_of_the_largest_pictures_leave_the_worker_small(app: Flask, session: Session) -> None:
    round_ = b.a_round(session, "propose")
    authors = [b.a_resident(session, round_.place) for _ in range(AT_ONCE)]
    drafts: list[Project] = [
        b.a_project(
            session, round_, state="draft", author_id=author.id, submitted_at=None, number=number
        )
        for number, author in enumerate(authors, start=1)
    ]
    session.commit()
    with app.test_request_context():
        paths = [
            url_for("projects.edit_pictures", slug=round_.slug, number=one.number, language="en")
            for one in drafts
        ]
    cookies = [cookie_of(app, author.id) for author in authors]
    body = form_with(largest_photo(), token_of(app))
    with served(app.extensions["settings"], workers=1) as (process, port):
        with ThreadPoolExecutor(AT_ONCE) as pool:
            statuses = list(
                pool.map(lambda at: send(port, paths[at], cookies[at], body), range(AT_ONCE))
            )
        peak = peak_of_worker(process.pid)
    session.expire_all()
    assert statuses == [303] * AT_ONCE
    assert len(session.scalars(select(ProjectPicture)).all()) == AT_ONCE
    assert peak < LARGEST_WORKER, f"{peak:.0f} MB"
