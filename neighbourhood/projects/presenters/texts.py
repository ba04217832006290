"""The words of authors, as every page shows them: with the language they are in."""

from typing import Protocol

from neighbourhood.folding import folded
from neighbourhood.languages import ReadableText, _, by_author
from neighbourhood.languages.known import tag_of
from neighbourhood.languages.names import UNKNOWN, own_name_of
from neighbourhood.languages.written import name_in, written_languages
from neighbourhood.web import language


class SourceText(Protocol):
    """A thing with texts by one author, such as a project or a verdict: all in one language."""

    @property
    def language(self) -> str:
        """The code of the language its author wrote in."""


def readable(thing: SourceText, name: str) -> ReadableText:
    """Return a text of the thing, such as its "title", with the language it is in."""
    return by_author(getattr(thing, name), thing.language)


def written_in(code: str) -> str:
    """Return the note that a text is not in the reader's language, or "" where it is."""
    if code == language().code or not tag_of(code):
        return ""
    return _("Written in: %(language)s", language=names_of(code))


def name_of(code: str) -> str:
    """Return a language's own name, or its code where nobody knows it."""
    if code == UNKNOWN:
        return _("A language that is not on the list")
    known = written_languages().get(code)
    return known.own_name if known else own_name_of(code)


def names_of(code: str) -> str:
    """Return a language's own name, and what the reader calls it where that is another word."""
    own, name = name_of(code), name_in(code, language().code)
    if not name or folded(name) == folded(own):
        return own
    # Kept apart: the two may run in different directions.
    return f"\u2068{own}\u2069 (\u2068{name}\u2069)"
