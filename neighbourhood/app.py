"""The whole application, put together: settings, database, languages, rooms, error pages."""

import os
from datetime import timedelta

from flask import Flask
from flask_compress import Compress
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from neighbourhood import rooms
from neighbourhood.database.engine import init_database
from neighbourhood.languages.known import TRANSLATIONS, usable_languages
from neighbourhood.settings import ROOT, Settings, from_environment, refuse_weakness
from neighbourhood.web import (
    assets,
    errors,
    filters,
    headers,
    kept_pages,
    lifecycle,
    limits,
    navigation,
    sharing,
)
from neighbourhood.web.house import init_house

LARGEST_BODY = 2 * 1024 * 1024
csrf = CSRFProtect()


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application from settings, or from the environment; raises WeakSettings for an
    unsafe one.
    """
    settings = settings or from_environment(os.environ)
    refuse_weakness(settings)
    app = Flask("neighbourhood", template_folder=str(ROOT / "templates"), static_folder=None)
    app.extensions["settings"] = settings
    configure(app, settings)
    init_database(app, settings.database_url)
    app.extensions["usable_languages"] = usable_languages(settings.languages)
    app.extensions["translations"] = TRANSLATIONS
    init_web(app, settings)
    init_house(app, rooms.HOUSE)
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Set what Flask itself wants to know."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TESTING=settings.is_testing,
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        MAX_FORM_PARTS=2000,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,
        PERMANENT_SESSION_LIFETIME=timedelta(days=14),
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=12 * 3600,
        # The token travels in forms only: then nothing but a form, whose every value is a text,
        # reaches a view.
        WTF_CSRF_HEADERS=[],
        # What is sent in pieces must not wait in a compressor.
        COMPRESS_STREAMS=False,
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=4,
        COMPRESS_LEVEL=6,
        COMPRESS_MIN_SIZE=600,
        COMPRESS_MIMETYPES=[
            "text/html",
            "text/css",
            "text/javascript",
            "application/json",
            "image/svg+xml",
            "text/plain",
            "text/csv",
        ],
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        proxied = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)
        app.wsgi_app = proxied  # type: ignore[method-assign] # Flask's documented way


def init_web(app: Flask, settings: Settings) -> None:
    """Set up the page kit; what comes first is the last to see an answer."""
    app.extensions["kept_city"] = {}
    app.extensions["kept_pages"] = kept_pages.Shelf()
    lifecycle.init_lifecycle(app)
    Compress(app)
    csrf.init_app(app)
    limits.init_limits(app, storage_uri=settings.ratelimit_storage_uri)
    headers.init_headers(app, is_https=settings.is_https)
    assets.init_assets(app)
    filters.init_templates(app)
    sharing.init_sharing(app)
    errors.init_errors(app)
    navigation.init_navigation(app, rooms.HOUSE.menus)
