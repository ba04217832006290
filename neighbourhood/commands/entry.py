"""The program `neighbourhood`: it loads Flask only for the commands that need it."""

import gc
import importlib
import os
import sys

import click

from neighbourhood.commands.group import load
from neighbourhood.refusals import OperatorError

#: Commands that need neither an application nor the web's libraries.
STANDING_ALONE = ("tally",)


def main() -> None:
    """Run a command; what is wrong with settings or files ends it with one line."""
    try:
        if sys.argv[1:2] and sys.argv[1] in STANDING_ALONE:
            # What such a command reads stays until its end; to look for garbage among a million
            # ballots takes long.
            gc.disable()
            # One processor does the count; the others of numpy's pool would only cost time while
            # they wait.
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
            load(sys.argv[1]).main(sys.argv[2:], prog_name=f"neighbourhood {sys.argv[1]}")
        importlib.import_module("neighbourhood.commands.app_group").group.main(
            prog_name="neighbourhood"
        )
    except OperatorError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
