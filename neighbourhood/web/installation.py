"""What the operator decided for the running installation."""

from flask import current_app

from neighbourhood.settings import Settings
from neighbourhood.uploads import Uploads, uploads_at


def the_settings() -> Settings:
    """Return the settings that the application was built from."""
    chosen: Settings = current_app.extensions["settings"]
    return chosen


def the_uploads() -> Uploads:
    """Return the store of pictures and documents."""
    return uploads_at(the_settings().uploads_url)
