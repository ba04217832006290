"""`neighbourhood languages …`: the catalogues' state, their strings, their compiled files."""

import json
import sys

import click

from neighbourhood.languages import catalogues


@click.group()
def languages() -> None:
    """Report on, check, update and compile the catalogues."""


@languages.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def report(as_json: bool) -> None:
    """Say for each catalogue how many messages are translated, fuzzy, and reviewed by a person."""
    rows = [row.as_dict() for row in catalogues.report()]
    if as_json:
        click.echo(json.dumps(rows, indent=1))
        return
    click.echo(
        f"{'language':9} {'domain':9} {'messages':>9} {'translated':>11} {'fuzzy':>6} "
        f"{'reviewed':>9}  state"
    )
    line = "{language:9} {domain:9} {messages:9} {translated:11} {fuzzy:6} {reviewed:9}  {state}"
    for row in rows:
        click.echo(line.format(**row))


@languages.command()
def check() -> None:
    """Name what is untranslated or fuzzy in the languages on offer; exit 1 if anything is."""
    # What is compiled is what people see, and says which languages are on offer.
    catalogues.compile_all()
    lines = [
        f"{catalogue.language.code} {catalogue.domain}: {text!r}"
        for catalogue in catalogues.offered_catalogues()
        for text in catalogue.untranslated()
    ]
    for line in lines:
        click.echo(line, err=True)
    click.echo(f"{len(lines)} messages of offered languages are not translated.")
    sys.exit(1 if lines else 0)


@languages.command()
def update() -> None:
    """Extract all strings anew and bring every catalogue to the same messages."""
    catalogues.update_all()


@languages.command(name="compile")
def compile_() -> None:
    """Compile the catalogues that changed."""
    catalogues.compile_all()
