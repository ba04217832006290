"""A demo city is for this machine only: everybody may be anybody in it, so it is never shown under
a public address.
"""

from flask import Flask

from neighbourhood.languages import _
from neighbourhood.web.errors import problem
from neighbourhood.web.installation import the_settings


def init_demo(app: Flask) -> None:
    """Let this room judge every request to a demo city; those to any other city never come here."""
    app.extensions["demo_guard"] = refuse_public_address


def refuse_public_address() -> tuple[str, int] | None:
    """Answer a request with a refusal where a demo city would stand under a public address."""
    if the_settings().is_on_loopback:
        return None
    return problem(
        503,
        _("This demo city stays on its own machine"),
        _(
            "Everybody may be anybody in a demo city, so it is not shown under a public address. "
            "Set PUBLIC_URL to http://127.0.0.1:5000."
        ),
    )
