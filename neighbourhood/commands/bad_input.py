"""How a command refuses what it was given: one line on stderr, exit code 2, never a traceback."""

import click

from neighbourhood.pabulib.errors import one_line


class BadInput(click.ClickException):
    """Ends the command with one line on stderr and exit code 2."""

    exit_code = 2

    def show(self, file: object = None) -> None:
        """Write the line as it is."""
        click.echo(one_line(self.message), err=True)
