"""Requests per second of two pages beside the barest Flask pages on the same server, database and
compression, alternating.

Run: `python -m benchmarks.pages` (Linux; wants `wrk`). It makes a city of its own in a SQLite file,
serves both applications with the same gunicorn settings, and prints, for each of five turns,
requests per second and CPU milliseconds per request of the workers.
"""

import os
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from itsdangerous import URLSafeTimedSerializer

from neighbourhood import clock
from neighbourhood.app import create_app
from neighbourhood.database import begin, commit, db
from neighbourhood.permissions import SYSTEM
from neighbourhood.settings import Settings
from tests import builders
from tests.databases import migrate

SECRET = "only for the benchmark, long enough to be accepted"
VOTERS, SECONDS, TURNS, CONNECTIONS = (
    int(os.environ.get("VOTERS", "6000")),
    int(os.environ.get("SECONDS", "6")),
    5,
    8,
)
WORKERS, THREADS = 2, 4
OURS, BARE = 5071, 5072
LOG = Path(tempfile.gettempdir()) / "neighbourhood-benchmark.log"


class Server:
    """A gunicorn with the same settings for either application."""

    def __init__(self, target: str, port: int, environment: dict[str, str]) -> None:
        words = [
            "--bind",
            f"127.0.0.1:{port}",
            "--workers",
            str(WORKERS),
            "--threads",
            str(THREADS),
            "--worker-class",
            "gthread",
            "--no-control-socket",
            "--log-level",
            "error",
            "--keep-alive",
            "5",
            target,
        ]
        self.port = port
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *words],
            env=os.environ | environment,
            stderr=LOG.open("a"),
        )
        for _try in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).read()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.2)

    def workers(self) -> list[int]:
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(
            encoding="ascii"
        )
        return [int(number) for number in listed.split()]

    def cpu(self) -> float:
        ticks = 0
        for worker in self.workers():
            fields = (
                Path(f"/proc/{worker}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
            )
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def memory(self) -> list[float]:
        rollups = [
            Path(f"/proc/{worker}/smaps_rollup").read_text(encoding="ascii")
            for worker in self.workers()
        ]
        return [
            int(line.split()[1]) / 1024
            for text in rollups
            for line in text.splitlines()
            if line.startswith("Pss:")
        ]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)


def build_city(folder: Path) -> tuple[str, int, list[tuple[int, str]]]:
    """Fill a database: a round in the vote with twenty projects and many residents; return its
    slug, id, and the voters' cookies.
    """
    url = f"sqlite:///{folder / 'city.db'}"
    migrate(url)
    app = create_app(
        Settings(
            database_url=url,
            secret_key=SECRET,
            key_directory=folder / "keys",
            sealed_directory=folder / "sealed",
        )
    )
    with app.app_context():
        session = db.session()
        begin(session, is_read_only=False)
        place = builders.a_neighbourhood(session, "benchmark")
        round_ = builders.a_round(session, "vote", place=place, slug="benchmark")
        category = builders.a_category(session)
        for number in range(1, 21):
            builders.a_project(
                session, round_, f"Trees for street {number}", number=number, category=category
            )
        first, second = builders.a_staff_member(session), builders.a_staff_member(session)
        round_.first_key_holder_id, round_.second_key_holder_id = first.id, second.id
        session.flush()
        open_vote(session, round_)
        people = [builders.a_resident(session, place) for _number in range(VOTERS)]
        slug, number = round_.slug, round_.id
        commit(session)
        serializer = app.session_interface.get_signing_serializer(app)
        cookies = [
            str(serializer.dumps({"_user_id": f"{p.id}.0", "_fresh": True, "csrf_token": "a" * 40}))
            for p in people
        ]
        db.session.remove()
    return slug, number, list(enumerate(cookies))


def open_vote(session: object, round_: object) -> None:
    """Open the vote as the worker would."""
    from neighbourhood.ballots import services
    from neighbourhood.ballots.vault.installed import key_ring

    services.open_voting(session, round_, keys=key_ring(), actor=SYSTEM, now=clock.now())  # type: ignore[attr-defined,arg-type]


def wrk(port: int, path: str, headers: list[str]) -> float:
    """Return requests per second of a page under load."""
    words = [
        "wrk",
        "-t2",
        f"-c{CONNECTIONS}",
        f"-d{SECONDS}s",
        "-H",
        "Accept-Encoding: br, gzip",
        *[w for h in headers for w in ("-H", h)],
        f"http://127.0.0.1:{port}{path}",
    ]
    output = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in output, output
    return float(next(line for line in output.splitlines() if "Requests/sec" in line).split()[1])


def measured(server: Server, load: object) -> tuple[float, float]:
    """Return requests per second and CPU ms per request of a load."""
    before, started = server.cpu(), time.perf_counter()
    rate = load()  # type: ignore[operator]
    spent, lasted = server.cpu() - before, time.perf_counter() - started
    return rate, spent * 1000 / max(1.0, rate * min(lasted, SECONDS))


def posts(port: int, path: str, bodies: list[tuple[str, dict[str, str]]], expected: int) -> float:
    """Post each body once over kept connections; return requests per second."""
    local, shares = threading.local(), [bodies[i::CONNECTIONS] for i in range(CONNECTIONS)]

    def send(share: list[tuple[str, dict[str, str]]]) -> None:
        connection = local.__dict__.setdefault("connection", HTTPConnection("127.0.0.1", port))
        for body, headers in share:
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == expected, answer.status

    started = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(send, shares))
    return len(bodies) / (time.perf_counter() - started)


def casts(cookies: list[tuple[int, str]]) -> list[tuple[str, dict[str, str]]]:
    """Return one ballot of each voter as a browser would post it."""
    token = str(URLSafeTimedSerializer(SECRET, salt="wtf-csrf-token").dumps("a" * 40))
    plain = {"Content-Type": "application/x-www-form-urlencoded"}
    return [
        (
            urlencode(
                {
                    "csrf_token": token,
                    "submission_key": secrets.token_urlsafe(24),
                    "version": "0",
                    "choice-1": "1",
                    "choice-7": "7",
                }
            ),
            plain | {"Cookie": f"session={cookie}"},
        )
        for _number, cookie in cookies
    ]


def mixed(port: int, slug: str, cookie: str, number: int) -> None:
    """Ask for many pages of different kinds."""
    paths = [
        "/en/",
        f"/fr/rounds/{slug}/",
        f"/ar/rounds/{slug}/projects/",
        f"/en/rounds/{slug}/projects/3/",
        f"/nl/rounds/{slug}/vote/",
        "/tr/help/",
    ]
    connection = HTTPConnection("127.0.0.1", port)
    for i in range(number):
        connection.request(
            "GET", paths[i % len(paths)], headers={"Cookie": f"session={cookie}"} if i % 2 else {}
        )
        answer = connection.getresponse()
        answer.read()
        assert answer.status in {200, 303}, (paths[i % len(paths)], answer.status)


def show(name: str, ours: list[tuple[float, float]], bare: list[tuple[float, float]]) -> None:
    """Print the medians and the ratio."""
    rates = [statistics.median(r for r, _c in side) for side in (ours, bare)]
    costs = [statistics.median(c for _r, c in side) for side in (ours, bare)]
    print(
        f"{name:28} ours {rates[0]:8.0f}/s {costs[0]:6.2f} ms   bare {rates[1]:8.0f}/s "
        f"{costs[1]:6.2f} ms   ratio {rates[0] / rates[1]:.2f}",
        flush=True,
    )


def main() -> None:
    """Build, serve, measure, print."""
    folder = Path(tempfile.mkdtemp(prefix="nb-bench-"))
    slug, round_id, cookies = build_city(folder)
    environment = {
        "DATABASE_URL": f"sqlite:///{folder / 'city.db'}",
        "SECRET_KEY": SECRET,
        "KEY_DIRECTORY": str(folder / "keys"),
        "SEALED_DIRECTORY": str(folder / "sealed"),
        "ROUND_ID": str(round_id),
    }
    ours = Server("neighbourhood.commands.serve:application()", OURS, environment)
    bare = Server("benchmarks.bare:application()", BARE, environment)
    try:
        path, signed = f"/en/rounds/{slug}/projects/", [f"Cookie: session={cookies[-1][1]}"]
        rest = ours.memory()
        rows: dict[str, tuple[list[tuple[float, float]], list[tuple[float, float]]]] = {
            "list, signed in": ([], []),
            "list, anonymous": ([], []),
            "cast": ([], []),
        }
        ballots = casts(cookies[:-1])
        share = (len(ballots) - 1) // TURNS
        for turn in range(TURNS):
            for name, headers in (("list, signed in", signed), ("list, anonymous", [])):
                rows[name][0].append(measured(ours, lambda h=headers: wrk(OURS, path, h)))  # type: ignore[misc]
                rows[name][1].append(measured(bare, lambda: wrk(BARE, "/", [])))
            mine = ballots[turn * share : (turn + 1) * share]
            before = ours.cpu()
            rate = posts(OURS, f"/en/rounds/{slug}/vote/cast/", mine, 303)
            rows["cast"][0].append((rate, (ours.cpu() - before) * 1000 / len(mine)))
            before = bare.cpu()
            rate = posts(
                BARE,
                "/",
                [("x" * 200, {"Content-Type": "application/octet-stream"})] * len(mine),
                204,
            )
            rows["cast"][1].append((rate, (bare.cpu() - before) * 1000 / len(mine)))
        for name, (mine_rows, bare_rows) in rows.items():
            show(name, mine_rows, bare_rows)
        mixed(OURS, slug, cookies[-1][1], 10_000)
        print(
            "memory of a worker (PSS, MB): at rest",
            [round(m) for m in rest],
            "after all this and 10,000 mixed requests",
            [round(m) for m in ours.memory()],
        )
    finally:
        ours.stop()
        bare.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
