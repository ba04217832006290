"""`neighbourhood languages …`: the catalogues' state, their strings, their compiled files."""

import json

import click

from neighbourhood.languages import catalogues


@click.group()
def languages() -> None:
    """Report on, update and compile the catalogues."""


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
        f"{'reviewed':>9}"
    )
    for row in rows:
        click.echo(
            "{language:9} {domain:9} {messages:9} {translated:11} {fuzzy:6} {reviewed:9}".format(
                **row
            )
        )


@languages.command()
def update() -> None:
    """Extract all strings anew and bring every catalogue to the same messages."""
    catalogues.update_all()


@languages.command(name="compile")
def compile_() -> None:
    """Compile the catalogues that changed."""
    catalogues.compile_all()
