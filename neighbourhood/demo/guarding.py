"""A demo city is for this machine only: everybody may be anybody in it, so it is never shown under
a public address.
"""

from flask import Flask, current_app, request

from neighbourhood.demo import views, words
from neighbourhood.languages import _
from neighbourhood.settings import Settings
from neighbourhood.web import city
from neighbourhood.web.errors import problem
from neighbourhood.web.lifecycle import WITHOUT_DATABASE
from neighbourhood.web.words import register


def init_demo(app: Flask) -> None:
    """Register the pages of the demo city and let a public address show nothing of it."""
    register(words.REFUSALS)
    app.register_blueprint(views.blueprint)
    app.before_request(refuse_public_address)


def refuse_public_address() -> tuple[str, int] | None:
    """Answer every request with a refusal where a demo city would stand under a public address."""
    settings: Settings = current_app.extensions["settings"]
    if settings.is_on_loopback or request.endpoint in WITHOUT_DATABASE or not city().is_demo:
        return None
    return problem(
        503,
        _("This demo city stays on its own machine"),
        _(
            "Everybody may be anybody in a demo city, so it is not shown under a public address. "
            "Set PUBLIC_URL to http://127.0.0.1:5000."
        ),
    )
