"""`neighbourhood demo`: fills an empty database with the demo city."""

import sys
import time

import click
from flask.cli import with_appcontext

from neighbourhood.database import begin, db
from neighbourhood.database.copy import has_rows
from neighbourhood.demo.build import build
from neighbourhood.web.installation import the_settings


@click.command()
@click.option("--if-empty", is_flag=True, help="Do nothing where the database holds something.")
@with_appcontext
def demo(if_empty: bool) -> None:
    """Fill an empty database with the demo city; a database that holds anything is refused."""
    settings = the_settings()
    session = db.session()
    # Asked before anything is said; `build` asks again within the transaction that writes.
    begin(session, is_read_only=True)
    is_filled = has_rows(session)
    session.rollback()
    if is_filled and if_empty:
        return
    if is_filled:
        sys.exit("The database holds something already: the demo city goes into an empty one only.")
    if not settings.is_on_loopback:
        sys.exit(
            "PUBLIC_URL is not on this machine: a demo city, where everybody may be anybody, is "
            "never shown to others."
        )
    click.echo("Building the demo city …")
    started = time.monotonic()
    build(session)
    click.echo(f"The demo city stands, after {time.monotonic() - started:.0f} seconds.")
