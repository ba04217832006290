"""`neighbourhood restore-key ROUND`: put a lost round key back from its two printed halves."""

import sys

import click
from flask.cli import with_appcontext

from neighbourhood import clock
from neighbourhood.ballots.services import restore_key as put_back
from neighbourhood.ballots.vault.installed import key_ring
from neighbourhood.database import begin, commit, db
from neighbourhood.permissions import SYSTEM
from neighbourhood.refusals import Refusal
from neighbourhood.rounds.queries import round_by_slug


@click.command()
@click.argument("round_slug", metavar="ROUND")
@click.option(
    "--first",
    prompt="First half",
    hide_input=True,
    help="Asked for where it is not given; better so, as commands are kept.",
)
@click.option("--second", prompt="Second half", hide_input=True, help="The other half, likewise.")
@with_appcontext
def restore_key(round_slug: str, first: str, second: str) -> None:
    """Put the lost key of ROUND back from its two printed halves, in either order."""
    session = db.session()
    begin(session, is_read_only=False)
    try:
        round_ = round_by_slug(session, round_slug)
        put_back(
            session,
            round_,
            (first, second),
            keys=key_ring(),
            actor=SYSTEM,
            now=clock.now(),
        )
        commit(session)
    except Refusal as refusal:
        session.rollback()
        click.echo(f"The key was not restored: {refusal}", err=True)
        sys.exit(1)
    click.echo(f"The key of {round_slug} is back; ballots are taken again.")
