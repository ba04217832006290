"""What operators lean on: a start that ends whole, backups that replace nothing, a database that
keeps what it acknowledged, limits that several machines share.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakeredis import TcpFakeServer
from flask import Flask
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.commands.backup import backup, restore
from neighbourhood.commands.ready import NotReady, require_durable
from neighbourhood.commands.worker import one_round
from neighbourhood.outbox import queue
from tests import builders as a
from tests.databases import SECRET, make_app
from tests.resilience.server import free_port, wait_until_ready

LONGEST = 60
ROOT = Path(__file__).parents[2]
#: What a process does that counts one request of an address that may send two.
ONE_REQUEST = """
import os
from limits import parse
from neighbourhood.app import create_app
from neighbourhood.settings import from_environment
from neighbourhood.web.limits import limiter
create_app(from_environment(os.environ))
print(limiter.limiter.hit(parse("2/minute"), "address"))
"""


@pytest.fixture
def empty_app(tmp_path: Path) -> Flask:
    """Return the application on a database without tables."""
    return make_app(f"sqlite:///{tmp_path / 'empty.db'}", tmp_path)


@pytest.fixture
def redis_url() -> Iterator[str]:
    """Serve a redis on the loopback."""
    server = TcpFakeServer(("127.0.0.1", 0), server_type="redis")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"redis://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.backend("sqlite")
def test_a_backup_never_replaces_another(app: Flask, session: Session, tmp_path: Path) -> None:
    file = tmp_path / "night.tar.gz"
    first = app.test_cli_runner().invoke(backup, [str(file)])
    kept = file.read_bytes()
    second = app.test_cli_runner().invoke(backup, [str(file)])
    assert first.exit_code == 0 and file.stat().st_mode & 0o777 == 0o600
    assert second.exit_code == 1 and "exists already" in second.output
    assert file.read_bytes() == kept


@pytest.mark.backend("sqlite")
def test_a_restore_into_nothing_says_what_to_do(
    app: Flask, empty_app: Flask, tmp_path: Path
) -> None:
    file = tmp_path / "night.tar.gz"
    app.test_cli_runner().invoke(backup, [str(file)])
    result = empty_app.test_cli_runner().invoke(restore, [str(file)])
    assert isinstance(result.exception, NotReady)
    assert "neighbourhood db upgrade" in str(result.exception)


@pytest.mark.backend("postgresql")
def test_nothing_runs_on_a_database_that_forgets(app: Flask, session: Session) -> None:
    # The tests' own cluster need not survive a power cut, and says so.
    with pytest.raises(NotReady, match="synchronous_commit is off"):
        require_durable()


def test_limits_are_counted_together_in_redis(redis_url: str) -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "SECRET_KEY": SECRET}
    answers = [
        subprocess.run(
            [sys.executable, "-c", ONE_REQUEST],
            env=environment | {"RATELIMIT_STORAGE_URI": redis_url, "DATABASE_URL": "sqlite://"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for _process in range(3)
    ]
    assert answers == ["True", "True", "False"]


@pytest.mark.resilience
@pytest.mark.backend("sqlite")
def test_a_polite_signal_ends_all_that_start_began(app: Flask, tmp_path: Path) -> None:
    port = free_port()
    places = {name: str(tmp_path / name) for name in ("KEY_DIRECTORY", "SEALED_DIRECTORY")}
    process = subprocess.Popen(
        [sys.executable, "-m", "neighbourhood", "start"],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PORT": str(port),
            "SECRET_KEY": SECRET,
            "DATABASE_URL": f"sqlite:///{tmp_path / 'demo.db'}",
            "UPLOADS_URL": f"file:{tmp_path / 'uploads'}",
            **places,
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until_ready(port, process)
        begun = children_of(process.pid)
        process.send_signal(signal.SIGTERM)
        assert process.wait(LONGEST) == 0
        assert len(begun) == 2
        assert not [pid for pid in begun if is_running(pid)]
    finally:
        process.kill()


def children_of(pid: int) -> list[int]:
    """Return the processes that a process began."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()]


def is_running(pid: int) -> bool:
    """Say whether a process is still there a moment later."""
    deadline = time.monotonic() + 5
    while Path(f"/proc/{pid}").exists():
        if time.monotonic() > deadline:
            return True
        threading.Event().wait(0.05)
    return False


def test_a_second_worker_does_no_harm(app: Flask, session: Session) -> None:
    a.a_city(session)
    for number in range(30):
        person = a.a_person(session, email=f"neighbour-{number}@example.org")
        queue(session, "password_changed", person, now=clock.now())
    session.commit()
    mailed: list[str] = []
    together = threading.Barrier(2)

    def work() -> None:
        with app.app_context():
            together.wait(LONGEST)
            one_round(lambda mail: mailed.append(str(mail["To"])))

    workers = [threading.Thread(target=work) for _number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(LONGEST)
    assert sorted(mailed) == sorted(f"neighbour-{number}@example.org" for number in range(30))
