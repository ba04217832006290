"""Standard reasons in templates, letters included."""

from flask import Flask

from neighbourhood.projects.words import STANDARD_REASONS


def init_reasons(app: Flask) -> None:
    """Let templates say a standard reason by its code: `{{ code|standard_reason }}`."""
    app.jinja_env.filters["standard_reason"] = standard_reason


def standard_reason(code: str) -> str:
    """Return the sentence of a standard reason in the language that is spoken now."""
    return str(STANDARD_REASONS[code])
