"""Words that people wrote, as they are shown: with the language they are in and whose words they
are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from neighbourhood.languages.known import tag_of


class Origin(StrEnum):
    """Where the words come from."""

    #: One person wrote them, in one language.
    AUTHOR = "author"
    #: The city wrote them in each of its languages.
    CITY = "city"


@dataclass(frozen=True)
class ReadableText:
    """A text with the code of the language it is in, "" where nobody has told it."""

    text: str
    language: str
    origin: Origin

    def __str__(self) -> str:
        """Return the words alone."""
        return self.text

    def __bool__(self) -> bool:
        """Say whether there are any words."""
        return bool(self.text)

    @property
    def tag(self) -> str:
        """Return the language as HTML names it."""
        return tag_of(self.language)


def by_author(text: str, language: str) -> ReadableText:
    """Return the words of one person."""
    return ReadableText(text, language, Origin.AUTHOR)


def by_city(texts: Mapping[str, str] | None, *languages: str) -> ReadableText:
    """Return a city's text, {language code: text}, in the first of the languages that has one, else
    in any; without words where there are none.
    """
    texts = texts or {}
    present = [code for code in (*languages, *texts) if texts.get(code)]
    code = present[0] if present else ""
    return ReadableText(texts.get(code, ""), code, Origin.CITY)
