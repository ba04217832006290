"""`neighbourhood import-round`: a past vote from a Pabulib file, with our recount of it."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from neighbourhood import clock
from neighbourhood.commands.bad_input import BadInput
from neighbourhood.database import begin, commit, db
from neighbourhood.pabulib import Election, PabulibError, read
from neighbourhood.permissions import SYSTEM
from neighbourhood.places.queries import place_by_slug
from neighbourhood.refusals import Refusal
from neighbourhood.results.publication.pabulib_import import in_currency
from neighbourhood.results.services import edition_for
from neighbourhood.results.services import import_round as import_file
from neighbourhood.web.words import sentence


@click.command("import-round")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--neighbourhood", required=True, metavar="SLUG", help="The neighbourhood the vote belongs to."
)
@click.option(
    "--currency", metavar="CODE", help="Of the amounts, where the file names none; such as EUR."
)
@with_appcontext
def import_round(file: Path, neighbourhood: str, currency: str | None) -> None:
    """Import FILE.pb as a sealed round with our recount."""
    # Read before the transaction begins: a large file must not hold up who writes meanwhile.
    election = read_file(file)
    session = db.session()
    begin(session, is_read_only=False)
    try:
        place = place_by_slug(session, neighbourhood)
        election = in_currency(election, currency) if currency else election
        now = clock.now()
        edition = edition_for(session, election, actor=SYSTEM, now=now)
        round_ = import_file(session, election, place, edition=edition, actor=SYSTEM, now=now)
        commit(session)
    except Refusal as refusal:
        session.rollback()
        reason = (
            f"there is no neighbourhood {neighbourhood!r}"
            if refusal.code == "not_found"
            else sentence(refusal)
        )
        raise BadInput(f"{file}: {reason}") from None
    click.echo(
        f"{round_.slug}: {len(election.projects)} projects, {len(election.ballots)} ballots."
    )


def read_file(file: Path) -> Election:
    """Return the election of a file; raises BadInput, one line, where it cannot be read or is
    broken.
    """
    try:
        return read(file)
    except PabulibError as error:
        raise BadInput(str(error.in_file(str(file)))) from None
    except (OSError, ValueError) as error:
        raise BadInput(
            f"{file}: {getattr(error, 'strerror', None) or 'it cannot be opened'}"
        ) from None
