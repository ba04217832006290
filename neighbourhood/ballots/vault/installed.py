"""The vault of the running installation."""

from flask import Flask, current_app

from neighbourhood.ballots.vault import Vault
from neighbourhood.ballots.vault.archive import Archive
from neighbourhood.ballots.vault.keys import KeyRing
from neighbourhood.settings import Settings


def init_vault(app: Flask) -> None:
    """Tell the application where keys and sealed files lie."""
    settings: Settings = app.extensions["settings"]
    app.extensions["vault"] = Vault(
        KeyRing(settings.key_directory), Archive(settings.sealed_directory)
    )


def the_vault() -> Vault:
    """Return where keys and sealed files lie."""
    vault: Vault = current_app.extensions["vault"]
    return vault


def key_ring() -> KeyRing:
    """Return where the keys of open votes lie."""
    return the_vault().keys
