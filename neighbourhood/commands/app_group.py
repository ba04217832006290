"""The command group `neighbourhood` as Flask knows it: every command that is not standing alone
runs with the application.
"""

import click
from flask import Flask
from flask.cli import FlaskGroup

from neighbourhood.commands.group import COMMANDS, load


class Group(FlaskGroup):
    """Flask's own group, with our commands loaded late."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command by its name."""
        return load(cmd_name) if cmd_name in COMMANDS else None


def build_app() -> Flask:
    """Build the application from the environment."""
    from neighbourhood.app import create_app

    return create_app()


group = Group(
    name="neighbourhood",
    create_app=build_app,
    add_default_commands=False,
    help="Neighbourhood: money for neighbourhoods.",
)
