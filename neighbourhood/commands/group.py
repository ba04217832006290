"""Where each command of `neighbourhood` is; one is loaded only when it is called."""

import importlib

import click

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


def load(name: str) -> click.Command:
    """Return a command by its name."""
    module, _colon, function = COMMANDS[name].partition(":")
    command: click.Command = getattr(importlib.import_module(module), function)
    return command
