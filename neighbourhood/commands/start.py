"""`neighbourhood start`: what `make run` does: languages, database, demo city the first time,
worker and server.
"""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import click

from neighbourhood.settings import INSTANCE


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
    # The worker lives as long as the server; Ctrl+C reaches both, and the server ends by itself.
    worker = subprocess.Popen([sys.executable, "-m", "neighbourhood", "worker"])
    server = subprocess.Popen([sys.executable, "-m", "neighbourhood", "serve", "--port", port])
    try:
        sys.exit(server.wait())
    except KeyboardInterrupt:
        server.wait()
    finally:
        worker.terminate()
        worker.wait()


def own_secret(file: Path) -> str:
    """Return the secret of this machine's own trial, drawn the first time."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        # Before anything is written: nobody else may read it, not even for a moment.
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return file.read_text(encoding="ascii")
