"""The demo city, served from this process, with a clock that the test sets."""

import shutil
import threading
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from neighbourhood import clock
from neighbourhood.commands.worker import one_round
from neighbourhood.database import db
from neighbourhood.outbox.mail.delivery import carrier_for
from neighbourhood.outbox.mail.rendering import Sender, render
from neighbourhood.outbox.models import Message
from tests.databases import TestDatabase, make_app


class Quiet(WSGIRequestHandler):
    """A handler that does not fill the test's output."""

    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing."""


class Site:
    """A copy of the demo city's database behind a real server on loopback."""

    def __init__(self, template: Path, folder: Path) -> None:
        self.file = folder / "city.db"
        shutil.copy(template / "city.db", self.file)
        for name in ("keys", "sealed", "uploads"):
            if (template / name).exists():
                shutil.copytree(template / name, folder / name, dirs_exist_ok=True)
        self.app: Flask = make_app(f"sqlite:///{self.file}", folder)
        self.ahead = timedelta()
        self._server = make_server(
            "127.0.0.1", 0, self._answer, threaded=True, request_handler=Quiet
        )
        self.url = f"http://127.0.0.1:{self._server.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with clock.at(self.now()):
            return list(self.app.wsgi_app(environ, start_response))

    def now(self) -> datetime:
        """Return the instant that the site believes in."""
        return datetime.now(UTC) + self.ahead

    def go_to(self, instant: datetime) -> None:
        """Let the site's clock jump."""
        self.ahead = instant - datetime.now(UTC)
        TestDatabase.forget(self.app)

    def work(self) -> None:
        """Let the worker do what is due."""
        with self.app.app_context(), clock.at(self.now()):
            one_round(carrier_for(self.app.extensions["settings"].mail_url))
            db.session.remove()
        TestDatabase.forget(self.app)

    def mails_waiting(self, address: str) -> list[str]:
        """Return the text of what waits to be mailed to somebody. A demo city sends nothing: after
        the worker has been there, only that it was written is still known.
        """
        with self.app.app_context():
            waiting = select(Message).where(Message.address == address, Message.kept_at.is_(None))
            sender = Sender("Toulouse", "", self.url)
            found = [render(message, sender).text for message in db.session.scalars(waiting)]
            db.session.remove()
        # A long sentence is broken into lines on its way.
        return [" ".join(text.split()) for text in found]

    def stop(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._thread.join(timeout=10)
