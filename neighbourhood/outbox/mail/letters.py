"""A letter: one message in words, plain and as HTML made from the same text."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape


@dataclass(frozen=True)
class Letter:
    """What is sent: to whom, in which language and direction, with which words; links begin with
    `site`.
    """

    message_id: str
    sender_name: str
    sender: str
    recipient: str
    language: str
    direction: str
    site: str
    words: str

    @property
    def subject(self) -> str:
        """Return the first line without its mark."""
        # In one line: a name with a line break could else add headers to the mail.
        return " ".join(self.words.partition("\n")[0].removeprefix("Subject:").split())

    @property
    def text(self) -> str:
        """Return what follows the first line."""
        return re.sub(r"\n{3,}", "\n\n", self.words.partition("\n")[2]).strip() + "\n"


def html_of(letter: Letter) -> str:
    """Return the letter as a whole HTML page."""
    return (
        f'<!doctype html>\n<html lang="{letter.language}" dir="{letter.direction}">\n<head><meta '
        'charset="utf-8">'
        f"<title>{escape(letter.subject)}</title></head>\n<body>\n{paragraphs_of(letter)}\n"
        "</body>\n</html>\n"
    )


def paragraphs_of(letter: Letter) -> str:
    """Return the text as HTML: a paragraph for each block, a link for each address of this site."""
    # Only addresses of this site become links, so that nothing a person wrote into a message leads
    # anywhere else by a click.
    address = re.compile(rf"{re.escape(escape(letter.site))}/[^\s<]*")
    blocks = [escape(block).replace("\n", "<br>\n") for block in letter.text.strip().split("\n\n")]
    linked = [
        address.sub(lambda match: f'<a href="{match[0]}" dir="ltr">{match[0]}</a>', block)
        for block in blocks
    ]
    return "\n".join(f"<p>{block}</p>" for block in linked)


def mail_of(letter: Letter, *, now: datetime) -> EmailMessage:
    """Return the letter as a mail with a plain and an HTML part; the Message-ID stays the same at
    every try.
    """
    mail = EmailMessage()
    name, _at, domain = letter.sender.rpartition("@")
    mail["From"] = Address(letter.sender_name, name, domain)
    mail["To"] = letter.recipient
    mail["Subject"] = letter.subject
    mail["Message-ID"] = f"<{letter.message_id}>"
    mail["Date"] = format_datetime(now)
    mail["Content-Language"] = letter.language
    # Automatic answers ("out of office") are not sent to such a mail (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text)
    mail.add_alternative(html_of(letter), subtype="html")
    return mail
