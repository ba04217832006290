"""`neighbourhood start`: what `make run` does: languages, database, demo city the first time,
worker and server.
"""

import os
import secrets
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import click

from neighbourhood.settings import INSTANCE

#: Seconds between two looks at whether server and worker still run.
A_MOMENT = 0.2


@click.command()
def start() -> None:
    """Show the site on this machine, with the demo city where the database is empty."""
    # Kept over restarts, or everybody would be signed out by each.
    os.environ.setdefault("SECRET_KEY", own_secret(INSTANCE / "secret-key"))
    port = os.environ.get("PORT", "5000")
    os.environ.setdefault("PUBLIC_URL", f"http://127.0.0.1:{port}")
    for command in (["languages", "compile"], ["db", "upgrade"], ["demo", "--if-empty"]):
        subprocess.run([sys.executable, "-m", "neighbourhood", *command], check=True)
    click.echo(f"Neighbourhood is at {os.environ['PUBLIC_URL']} – press Ctrl+C to stop.")
    signal.signal(signal.SIGTERM, leave)
    sys.exit(run_together([["worker"], ["serve", "--port", port]]))


def leave(_number: int, _frame: FrameType | None) -> None:
    """Answer a polite signal as Ctrl+C is answered."""
    raise KeyboardInterrupt


def run_together(commands: list[list[str]]) -> int:
    """Run several of our commands until one ends or this process is told to stop, then end them
    all; return the exit code of the one that ended first.
    """
    # In sessions of their own: the signal of a terminal would reach each of them a second time.
    running = [
        subprocess.Popen([sys.executable, "-m", "neighbourhood", *command], start_new_session=True)
        for command in commands
    ]
    try:
        return first_to_end(running)
    except KeyboardInterrupt:
        return 0
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait()


def first_to_end(running: list[subprocess.Popen[bytes]]) -> int:
    """Wait until one of the processes ends and return its exit code."""
    while True:
        for process in running:
            code = process.poll()
            if code is not None:
                return code
        time.sleep(A_MOMENT)


def own_secret(file: Path) -> str:
    """Return the secret of this machine's own trial, drawn the first time."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        # Before anything is written: nobody else may read it, not even for a moment.
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return file.read_text(encoding="ascii")
