"""Where each command of `neighbourhood` is; one is loaded only when it is called, and Flask only when it is needed."""

import gc
import importlib
import sys

import click

from neighbourhood.settings import WeakSettings

#: Command -> where it is.
COMMANDS = {
    "backup": "neighbourhood.commands.backup:backup",
    "check": "neighbourhood.commands.check:check",
    "create-admin": "neighbourhood.commands.create_admin:create_admin",
    "db": "flask_migrate.cli:db",
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
#: Commands that need neither an application nor the web's libraries.
STANDING_ALONE = ("tally",)


def load(name: str) -> click.Command:
    """Return a command by its name."""
    module, _colon, function = COMMANDS[name].partition(":")
    command: click.Command = getattr(importlib.import_module(module), function)
    return command


def main() -> None:
    """Run a command; settings that are not safe end it with one line."""
    try:
        if sys.argv[1:2] and sys.argv[1] in STANDING_ALONE:
            # What such a command reads stays until its end; to look for garbage among a million ballots takes long.
            gc.disable()
            load(sys.argv[1]).main(sys.argv[2:], prog_name=f"neighbourhood {sys.argv[1]}")
        importlib.import_module("neighbourhood.commands.app_group").group.main(prog_name="neighbourhood")
    except WeakSettings as weakness:
        click.echo(str(weakness), err=True)
        sys.exit(1)
