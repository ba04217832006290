"""The real server with its workers on loopback, and voters that cast ballots from many threads."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread
from urllib.parse import urlencode

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from neighbourhood.commands.serve import arguments
from neighbourhood.settings import Settings

LONGEST = 120
TOKEN = "a" * 40


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def served(
    settings: Settings, *, threads: int = 8, workers: int = 4
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Serve the site with so many workers; yields the server's process, which leads a group of its
    own, and the port.
    """
    port = free_port()
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": settings.secret_key,
        "KEY_DIRECTORY": str(settings.key_directory),
        "SEALED_DIRECTORY": str(settings.sealed_directory),
        "MAIL_URL": settings.mail_url,
        "UPLOADS_URL": settings.uploads_url,
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    command = [sys.executable, "-m", "gunicorn", *arguments("127.0.0.1", port, workers, threads)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command,
        env=environment,
        cwd=Path(__file__).parents[2],
        stdout=quiet,
        stderr=quiet,
        start_new_session=True,
    )
    try:
        wait_until_ready(port, process)
        yield process, port
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the server and all its workers at once, as a power cut would."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait(LONGEST)


def wait_until_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return once the server answers; fails where it ends or takes too long."""
    pause, deadline = Event(), time.monotonic() + LONGEST
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended by itself"
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pause.wait(0.1)
    raise AssertionError("the server did not answer in time")


@dataclass
class Voters:
    """People who cast a ballot each, and what the server has acknowledged."""

    port: int
    path: str
    cookies: dict[int, str]
    token: str
    acknowledged: set[int] = field(default_factory=set)
    other_answers: list[int] = field(default_factory=list)
    in_flight: int = 0
    lock: Lock = field(default_factory=Lock)

    def vote(self, person_id: int) -> None:
        """Cast this person's ballot; counts as acknowledged once the server's redirect has come."""
        body = urlencode(
            {
                "csrf_token": self.token,
                "submission_key": f"the form of person {person_id}",
                "version": "0",
                f"choice-{1 + person_id % 5}": "1",
            }
        )
        headers = {
            "Cookie": f"session={self.cookies[person_id]}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        self._moved(+1)
        try:
            connection.request("POST", self.path, body, headers)
            answer = connection.getresponse()
            with self.lock:
                if answer.status == 303 and "receipt" in (answer.headers["Location"] or ""):
                    self.acknowledged.add(person_id)
                else:
                    self.other_answers.append(answer.status)
        except (OSError, http.client.HTTPException):
            return
        finally:
            self._moved(-1)
            connection.close()

    def _moved(self, by: int) -> None:
        with self.lock:
            self.in_flight += by

    def start(self, people: Sequence[int], threads: int) -> list[Thread]:
        """Let these people vote from so many threads; returns the running threads."""
        shares = [people[start::threads] for start in range(threads)]
        running = [
            Thread(target=lambda mine=share: [self.vote(person) for person in mine], daemon=True)
            for share in shares
        ]
        for thread in running:
            thread.start()
        return running


def cookie_of(app: Flask, person_id: int) -> str:
    """Return the session cookie of a signed-in person."""
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return str(
        serializer.dumps({"_user_id": f"{person_id}.0", "_fresh": True, "csrf_token": TOKEN})
    )


def token_of(app: Flask) -> str:
    """Return the form token that goes with those cookies."""
    return str(URLSafeTimedSerializer(app.secret_key or "", salt="wtf-csrf-token").dumps(TOKEN))
