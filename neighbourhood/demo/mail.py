"""The mail of a demo city, which sends none: the letters as they would arrive, to be read here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import request
from jinja2 import TemplateError
from markupsafe import Markup

from neighbourhood.outbox.mail.rendering import Sender, render
from neighbourhood.outbox.models import Message
from neighbourhood.web import CityFacts
from neighbourhood.web.markup import letter_text

#: Letters that somebody gets because an address was typed on a page.
ASKED_FOR = (
    "account_exists",
    "confirm_sign_up",
    "invitation",
    "no_account",
    "password_changed",
    "reset_link",
    "sign_in_link",
)


@dataclass(frozen=True)
class LetterView:
    """A letter as its receiver would see it."""

    number: int
    recipient: str
    subject: str
    text: Markup
    language: str
    direction: str
    written_at: datetime


def letters_of(messages: Iterable[Message], city: CityFacts) -> list[LetterView]:
    """Return the messages as letters whose links lead to this installation."""
    # By the address that is being read: the demo may run on another port than PUBLIC_URL says.
    sender = Sender(city.name, city.contact_email, request.url_root, city.languages)
    letters = (_letter(message, sender) for message in messages)
    return [letter for letter in letters if letter is not None]


def _letter(message: Message, sender: Sender) -> LetterView | None:
    try:
        letter = render(message, sender)
    except TemplateError:
        # What an older version has forgotten cannot be worded any more.
        return None
    return LetterView(
        number=message.id,
        recipient=letter.recipient,
        subject=letter.subject,
        text=letter_text(letter),
        language=letter.language,
        direction=letter.direction,
        written_at=message.created_at,
    )
