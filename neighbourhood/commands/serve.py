"""`neighbourhood serve`: the production server with several workers, which end gracefully."""

import os
import sys

import click
from flask.cli import with_appcontext

from neighbourhood.commands.ready import require_durable


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=lambda: int(os.environ.get("PORT", "5000")), help="Port; PORT, else 5000."
)
@click.option("--workers", default=2, show_default=True, help="Worker processes.")
@click.option("--threads", default=4, show_default=True, help="Threads in each worker.")
@with_appcontext
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the site until told to stop; running requests are finished first."""
    require_durable()
    # In place of this process, so that a signal to it reaches the server.
    os.execv(
        sys.executable, [sys.executable, "-m", "gunicorn", *arguments(host, port, workers, threads)]
    )


def arguments(host: str, port: int, workers: int, threads: int) -> list[str]:
    """Return what gunicorn is told; every worker builds its own application."""
    return [
        "--bind",
        f"{host}:{port}",
        "--workers",
        str(workers),
        "--threads",
        str(threads),
        "--worker-class",
        "gthread",
        "--graceful-timeout",
        "30",
        "--timeout",
        "60",
        "--keep-alive",
        "5",
        # A worker that has served long begins anew, not all at the same moment.
        "--max-requests",
        "20000",
        "--max-requests-jitter",
        "2000",
        "--no-control-socket",
        # The heartbeat must not wait for a slow disk, or a busy worker seems to be dead.
        "--worker-tmp-dir",
        "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp",
        "--log-level",
        "warning",
        "neighbourhood.commands.serve:application()",
    ]


def application() -> object:
    """Build the application for a worker."""
    from neighbourhood.app import create_app

    return create_app()
