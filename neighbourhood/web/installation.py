"""What the operator decided for the running installation."""

from flask import current_app

from neighbourhood.settings import Settings


def the_settings() -> Settings:
    """Return the settings that the application was built from."""
    chosen: Settings = current_app.extensions["settings"]
    return chosen
