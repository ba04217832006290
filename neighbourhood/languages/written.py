"""The languages that people may write in: far more than those that the pages are read in."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale

from neighbourhood.folding import folded
from neighbourhood.languages.known import known_languages
from neighbourhood.languages.names import UNKNOWN

#: Their codes, own names and directions.
FILE = Path(__file__).with_name("written.toml")


@dataclass(frozen=True)
class WrittenLanguage:
    """A language that somebody may write in: its code, its own name and its direction."""

    code: str
    own_name: str
    direction: str


@cache
def written_languages() -> dict[str, WrittenLanguage]:
    """Return all languages that people may write in: {code: language}, by their codes."""
    known = known_languages()
    listed = tomllib.loads(FILE.read_text(encoding="utf-8"))
    from_the_right = set(listed["right_to_left"])
    written = {
        code: WrittenLanguage(code, own_name, "rtl" if code in from_the_right else "ltr")
        for code, own_name in listed["own_names"].items()
    }
    return written | {
        code: WrittenLanguage(code, language.own_name, language.direction)
        for code, language in known.items()
    }


def direction_of(code: str) -> str:
    """Return "rtl" for a language that is written from right to left; "auto" for every other, since
    a text that says the wrong language should still run as its letters do.
    """
    language = written_languages().get(code)
    return "rtl" if language and language.direction == "rtl" else "auto"


def name_in(code: str, reader: str) -> str:
    """Return what a language is called in the reader's, "" where nobody knows it."""
    return _names(reader).get(code, "")


def find_written(text: str, reader: str) -> tuple[str, ...]:
    """Return the codes of the languages that somebody may mean: the one of exactly this name, or
    all whose names begin with the words, or have them anywhere.
    """
    asked = folded(text).strip()
    if not asked:
        return ()
    names = {code: _folded_names(code, reader) for code in written_languages()}
    if exact := tuple(code for code, known in names.items() if asked in known):
        return exact
    begun = [code for code, known in names.items() if _begins(known, asked)]
    # Two letters stand in the middle of too many names.
    inside = [code for code, known in names.items() if len(asked) > 2 and _holds(known, asked)]
    return tuple(dict.fromkeys((*begun, *inside)))


def is_written(code: str) -> bool:
    """Say whether somebody may say that they write in it: a language of the list, or another."""
    return code == UNKNOWN or code in written_languages()


def _begins(names: tuple[str, ...], asked: str) -> bool:
    return any(name.startswith(asked) for name in names)


def _holds(names: tuple[str, ...], asked: str) -> bool:
    return any(asked in name for name in names)


@cache
def _folded_names(code: str, reader: str) -> tuple[str, ...]:
    # In its own words, by its code, in the reader's language and in every other one of the pages:
    # an officer may sit beside whoever writes.
    own = written_languages()[code].own_name
    called = (name_in(code, other) for other in (reader, *known_languages()))
    return tuple(dict.fromkeys(folded(name).strip() for name in (own, code, *called) if name))


@cache
def _names(reader: str) -> dict[str, str]:
    names = Locale.parse(reader.replace("-", "_")).languages
    return {
        code: names.get(code.replace("-", "_")) or names.get(code.partition("-")[0], "")
        for code in written_languages()
    }
