"""Sentences that hold markup, such as a name in another language: `_m` and `_mn` are `_` and `_n`
with values that may be markup, and escape those that are not.
"""

from collections.abc import Sequence

from babel.lists import format_list
from flask_babel import get_locale
from markupsafe import Markup

from neighbourhood.languages import domains
from neighbourhood.languages.known import tag_of
from neighbourhood.languages.written import direction_of
from neighbourhood.outbox.mail.letters import Letter, paragraphs_of
from neighbourhood.web.filters import translating

_m = translating(domains._)
_mn = translating(domains._n)


def foreign(text: str, language_code: str) -> Markup:
    """Return words in another language than the page's; "" for a language that nobody told."""
    return Markup('<span lang="{}" dir="{}">{}</span>').format(
        tag_of(language_code), direction_of(language_code), text
    )


def quoted(text: str, language_code: str) -> Markup:
    """Return a title inside a sentence, between the marks of the page's language, itself in its
    own.
    """
    return Markup("<q>{}</q>").format(foreign(text, language_code))


def listing(names: Sequence[str]) -> Markup:
    """Return names as one list in the reader's language, such as "A, B and C"."""
    return Markup(format_list([Markup.escape(name) for name in names], locale=get_locale()))  # noqa: S704 - each name is escaped


def numbered(number: int, title: str, language_code: str) -> Markup:
    """Return a project's number and title, the title marked as its author's language."""
    return Markup('<span class="number num">{}</span> {}').format(
        number, foreign(title, language_code)
    )


def as_written(text: str) -> Markup:
    """Return what a person wrote in whatever language, in the direction of its own letters."""
    return Markup('<span dir="auto">{}</span>').format(text)


def without_markup(sentence: object) -> str:
    """Return the words alone of a sentence that may hold markup."""
    return sentence.striptags() if isinstance(sentence, Markup) else str(sentence)


def letter_text(letter: Letter) -> Markup:
    """Return the text of a letter as its mail has it: escaped, with links to this site alone."""
    return Markup(paragraphs_of(letter))  # noqa: S704
