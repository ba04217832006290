"""`neighbourhood recount`: counts a downloaded publication again, without a database."""

import sys
from pathlib import Path

import click

from neighbourhood.pabulib.errors import one_line
from neighbourhood.results.publication.download import Unreadable, read_publication
from neighbourhood.results.publication.recount import recount as recount_files


@click.command("recount")
@click.argument("path", metavar="FOLDER_OR_ZIP", type=click.Path(path_type=Path))
def recount(path: Path) -> None:
    """Say whether the files of a publication give the published result: exit 0 if they do, 1 if
    not.
    """
    try:
        report = recount_files(read_publication(path))
    except Unreadable as problem:
        click.echo(one_line(str(problem)), err=True)
        sys.exit(1)
    # A path or a message may hold what a file said: `one_line` keeps it from forging lines.
    for line in report.lines:
        click.echo(f"ok: {one_line(line)}")
    if report.problem:
        click.echo(f"DIFFERS: {one_line(report.problem)}", err=True)
    if report.limit:
        click.echo(f"NOT RECOUNTED: {one_line(report.limit)}", err=True)
    if report.is_same:
        click.echo("The recount gives the published result.")
    sys.exit(0 if report.is_same else 1)
