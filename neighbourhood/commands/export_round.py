"""`neighbourhood export-round`: a sealed round as a Pabulib file."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from neighbourhood import clock
from neighbourhood.commands.bad_input import BadInput
from neighbourhood.database import begin, db
from neighbourhood.permissions import SYSTEM
from neighbourhood.refusals import Refusal
from neighbourhood.results.services import export_round as export
from neighbourhood.rounds.queries import round_by_slug
from neighbourhood.web.words import sentence


@click.command("export-round")
@click.argument("round_slug", metavar="ROUND")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def export_round(round_slug: str, file: Path) -> None:
    """Write the ballots of a sealed ROUND to FILE.pb; of few voters only the counts."""
    session = db.session()
    begin(session, is_read_only=True)
    try:
        text = export(session, round_by_slug(session, round_slug), actor=SYSTEM, now=clock.now())
    except Refusal as refusal:
        reason = (
            f"there is no round {round_slug!r}"
            if refusal.code == "not_found"
            else sentence(refusal)
        )
        raise BadInput(f"{round_slug}: {reason}") from None
    finally:
        session.rollback()
    try:
        file.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise BadInput(f"{file}: {error.strerror}") from None
    click.echo(f"Written: {file}")
