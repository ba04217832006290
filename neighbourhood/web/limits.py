"""How many requests an address may send, apart from the counted tries at secrets."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, default_limits=[], headers_enabled=False)


def init_limits(app: Flask, *, storage_uri: str) -> None:
    """Let the limiter count in `storage_uri`."""
    app.config["RATELIMIT_STORAGE_URI"] = storage_uri
    # With fixed windows one could ask twice as often around the change from one to the next.
    app.config["RATELIMIT_STRATEGY"] = "moving-window"
    # A store that is away must not close the door to everybody: each process counts by itself then.
    app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = True
    limiter.init_app(app)
