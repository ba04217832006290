"""Carrying mail to where MAIL_URL says: a mail server, a folder or the screen."""

import smtplib
import ssl
import sys
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from neighbourhood.refusals import OperatorError

SECONDS = 30
LOOPBACK = {"127.0.0.1", "localhost", "::1"}

Carrier = Callable[[EmailMessage], None]


class UnknownMailUrl(OperatorError):
    """MAIL_URL cannot be used; the message says what it may be."""


class Undeliverable(Exception):
    """The mail server refuses this address for good."""


def carrier_for(mail_url: str) -> Carrier:
    """Return what carries one mail to `mail_url`; raises UnknownMailUrl."""
    url = urlsplit(mail_url)
    if url.scheme == "console":
        return _to_screen
    if url.scheme == "file" and mail_url.removeprefix("file:"):
        return lambda mail: _to_folder(
            mail, Path(unquote(mail_url.removeprefix("file:").removeprefix("//")))
        )
    if url.scheme in {"smtp", "smtps"} and url.hostname:
        return lambda mail: _to_server(mail, url)
    raise UnknownMailUrl(
        "MAIL_URL must be smtp://user:password@host:port, smtps://…, file:DIRECTORY or console:."
    )


def _to_screen(mail: EmailMessage) -> None:
    sys.stdout.write(f"{mail.as_string()}\n")
    sys.stdout.flush()


def _to_folder(mail: EmailMessage, folder: Path) -> None:
    # Written aside and moved, so that a reader never sees half a mail and a second try replaces the
    # first.
    folder.mkdir(parents=True, exist_ok=True)
    name = str(mail["Message-ID"]).strip("<>").replace("/", "_")
    part = folder / f".{name}.part"
    part.write_bytes(mail.as_bytes())
    part.replace(folder / f"{name}.eml")


def _to_server(mail: EmailMessage, url: SplitResult) -> None:
    try:
        with _connected(url) as server:
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
            server.send_message(mail)
            with suppress(smtplib.SMTPServerDisconnected):
                server.quit()
    except smtplib.SMTPRecipientsRefused as refused:
        code, reason = next(iter(refused.recipients.values()))
        if code >= 500:
            raise Undeliverable(f"{code} {reason.decode(errors='replace')}") from refused
        raise


def _connected(url: SplitResult) -> smtplib.SMTP:
    host = str(url.hostname)
    if url.scheme == "smtps":
        return smtplib.SMTP_SSL(
            host, url.port or 465, timeout=SECONDS, context=ssl.create_default_context()
        )
    server = smtplib.SMTP(host, url.port or 587, timeout=SECONDS)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=ssl.create_default_context())
    elif url.username and host not in LOOPBACK:
        server.close()
        raise smtplib.SMTPNotSupportedError(
            "the server offers no encryption, and a password is never sent in the clear"
        )
    return server
