"""The command group `neighbourhood`; each command is loaded only when it is called."""

import importlib
import sys

import click
from flask.cli import FlaskGroup

from neighbourhood.settings import WeakSettings

#: Command -> where it is; commands of Flask-Migrate (`db …`) come from the application itself.
COMMANDS = {
    "backup": "neighbourhood.commands.backup:backup",
    "check": "neighbourhood.commands.check:check",
    "create-admin": "neighbourhood.commands.create_admin:create_admin",
    "demo": "neighbourhood.commands.demo:demo",
    "export-round": "neighbourhood.commands.export_round:export_round",
    "import-round": "neighbourhood.commands.import_round:import_round",
    "languages": "neighbourhood.commands.languages:languages",
    "recount": "neighbourhood.commands.recount:recount",
    "restore": "neighbourhood.commands.backup:restore",
    "restore-key": "neighbourhood.commands.restore_key:restore_key",
    "serve": "neighbourhood.commands.serve:serve",
    "start": "neighbourhood.commands.start:start",
    "tally": "neighbourhood.commands.tally:tally",
    "worker": "neighbourhood.commands.worker:worker",
}


class Group(FlaskGroup):
    """Flask's own group, with our commands loaded late."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted({*COMMANDS, "db"})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command by its name."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, _colon, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


def build_app() -> object:
    """Build the application from the environment."""
    from neighbourhood.app import create_app

    return create_app()


group = Group(name="neighbourhood", create_app=build_app, add_default_commands=False, help="Neighbourhood: money for neighbourhoods.")


def main() -> None:
    """Run a command; settings that are not safe end it with one line."""
    try:
        group.main(prog_name="neighbourhood")
    except WeakSettings as weakness:
        click.echo(str(weakness), err=True)
        sys.exit(1)
