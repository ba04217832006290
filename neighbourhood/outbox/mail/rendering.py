"""The words of a message, made when it is sent: templates/messages/<kind>.txt in the receiver's
language.

A template begins with `Subject: …` and a blank line. It gets the message's content, `city_name`,
and `address(endpoint, …)`, the full address of a page in the receiver's language. Content whose
name ends in `_at` arrives as an instant (use `|moment`, `|day` or `|date`), amounts are minor units
(`|money`), texts in several languages take `|readable`.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, g
from flask_babel import force_locale

from neighbourhood.languages import Language, _, _n, offered_languages
from neighbourhood.outbox.mail.letters import Letter
from neighbourhood.outbox.models import Message


@dataclass(frozen=True)
class Sender:
    """Who writes: the city by name, its mail address ("" where it has none), the address of the
    site, and the languages of the city (none: all that are offered).
    """

    name: str
    address: str
    public_url: str
    languages: tuple[str, ...] = ()

    @property
    def mail_address(self) -> str:
        """Return the city's address, or one of the site's host that nobody reads."""
        host = urlsplit(self.public_url).hostname or "localhost"
        is_named = "." in host and not host[-1].isdigit()
        return self.address or f"no-reply@{host if is_named else 'localhost.localdomain'}"


def render(message: Message, sender: Sender) -> Letter:
    """Return the message as a letter; raises what Jinja raises where there is no such template or
    value.
    """
    language = language_for(message.language, sender.languages)
    template = current_app.jinja_env.get_template(f"messages/{message.kind}.txt")

    def address(endpoint: str, **values: Any) -> str:
        return full_address(sender.public_url, endpoint, language=language.code, **values)

    with speaking(language):
        # Whether a time is told is asked of this letter alone, not of the page it is made for.
        page_tells_time = g.pop("tells_time", False)
        words = template.render(
            **readable(message.content), _=_, _n=_n, address=address, city_name=sender.name
        )
        zone = current_app.jinja_env.globals["zone_sentence"]()  # type: ignore[operator]
        g.tells_time = page_tells_time
    return Letter(
        message_id=message.message_id,
        sender_name=sender.name,
        sender=sender.mail_address,
        recipient=message.address or "",
        language=language.tag,
        direction=language.direction,
        site=sender.public_url.rstrip("/"),
        words=f"{words.strip()}\n\n{zone}".strip(),
    )


def language_for(wished: str, of_city: Sequence[str]) -> Language:
    """Return the wished language, or the city's own where it is not spoken there: no page
    that a letter links would be found in it.
    """
    offered = {spoken.code: spoken for spoken in offered_languages()}
    spoken = [offered[code] for code in of_city if code in offered]
    usable = spoken or list(offered.values())
    return next((known for known in usable if known.code == wished), usable[0])


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Let sentences, numbers and picked texts be in this language inside the block."""
    # A message may be made in the middle of a request in another language: put back afterwards.
    before = g.get("language")
    g.language = language
    try:
        with force_locale(language.code):
            yield
    finally:
        g.language = before


def readable(content: Mapping[str, object]) -> dict[str, object]:
    """Return the content with instants read back from their text."""
    return {
        name: datetime.fromisoformat(value)
        if name.endswith("_at") and isinstance(value, str)
        else value
        for name, value in content.items()
    }


def full_address(public_url: str, endpoint: str, **values: Any) -> str:
    """Return a page's address as people reach it, whatever request or worker runs."""
    url = urlsplit(public_url)
    # Not by `url_for`: the worker has no request, and a request's Host is written by a stranger.
    pages = current_app.url_map.bind(url.netloc, script_name=url.path or "/", url_scheme=url.scheme)
    return pages.build(endpoint, values, force_external=True)
