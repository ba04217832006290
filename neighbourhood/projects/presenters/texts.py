"""The words of authors, as every page shows them: with the language they are in."""

from typing import Protocol

from neighbourhood.languages import ReadableText, _, by_author, known_languages
from neighbourhood.languages.known import tag_of
from neighbourhood.languages.names import own_name_of
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
    return _("Written in: %(language)s", language=name_of(code))


def name_of(code: str) -> str:
    """Return a language's own name, or its code where nobody knows it."""
    known = known_languages().get(code)
    return known.own_name if known else own_name_of(code)
