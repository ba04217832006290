"""The languages of `translations/languages.toml`: known, ready to be offered, usable in a city."""

import re
import struct
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import current_app

from neighbourhood.settings import ROOT, WeakSettings

TRANSLATIONS = ROOT / "translations"
SOURCE = "en"
LIST = "languages.toml"

_MESSAGE = re.compile(rb'^msgid "', re.MULTILINE)
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LITTLE_ENDIAN = b"\xde\x12\x04\x95"


class UnusableLanguage(WeakSettings):
    """A language was asked for that the list does not have, or that is still in preparation."""


def tag_of(code: str) -> str:
    """Return a language's code as HTML and mail name it: BCP 47; "" for one that nobody told."""
    tag = code.replace("_", "-")
    # Files of other people have brought words such as "polish", which no reader can pronounce.
    return tag if _TAG.fullmatch(tag) and tag != "und" else ""


@dataclass(frozen=True)
class Language:
    """One language: its code in addresses, its own name, its direction, whether staff may work in
    it, and the share of messages that must be translated before it is offered.
    """

    code: str
    own_name: str
    direction: str = "ltr"
    is_desk_language: bool = False
    required: float = 1.0

    @property
    def tag(self) -> str:
        """Return the BCP 47 tag for `lang`."""
        return tag_of(self.code)


@cache
def known_languages(folder: Path = TRANSLATIONS) -> dict[str, Language]:
    """Read the single list of languages: {code: Language} in its order."""
    rows = tomllib.loads((folder / LIST).read_text(encoding="utf-8"))["languages"]
    return {
        code: Language(
            code=code,
            own_name=row["own_name"],
            direction=row.get("direction", "ltr"),
            is_desk_language=row.get("desk", False),
            required=row.get("required", 1.0),
        )
        for code, row in rows.items()
    }


def ready_languages(folder: Path = TRANSLATIONS) -> dict[str, Language]:
    """Return the known languages that are translated far enough to be offered; the others are in
    preparation.
    """
    return {
        code: language
        for code, language in known_languages(folder).items()
        if translated_share(code, folder) >= language.required
    }


def usable_languages(chosen: tuple[str, ...], folder: Path = TRANSLATIONS) -> tuple[Language, ...]:
    """Return the chosen languages in their order (none chosen: all that are ready); raises
    UnusableLanguage for one that is unknown or in preparation.
    """
    known, ready = known_languages(folder), ready_languages(folder)
    for code in chosen:
        if code not in known:
            raise UnusableLanguage(
                f"LANGUAGES names {code}, which translations/{LIST} does not list."
            )
        if code not in ready:
            share, required = translated_share(code, folder), known[code].required
            raise UnusableLanguage(
                f"LANGUAGES names {code}, which is in preparation: {share:.0%} of its messages are "
                f"translated and compiled, {required:.0%} are required."
            )
    return tuple(ready[code] for code in chosen) or tuple(ready.values())


def offered_languages() -> tuple[Language, ...]:
    """Return the languages that a city of the running installation may choose from, the
    operator's first choice first.
    """
    usable: tuple[Language, ...] = current_app.extensions["usable_languages"]
    return usable


def translated_share(code: str, folder: Path = TRANSLATIONS, *, domain: str = "messages") -> float:
    """Return the share of a domain's messages that the language's compiled catalogue holds; the
    source language has them all.
    """
    if code == SOURCE:
        return 1.0
    messages = len(_MESSAGE.findall((folder / f"{domain}.pot").read_bytes()))
    return _compiled_messages(folder / code / "LC_MESSAGES" / f"{domain}.mo") / messages


def _compiled_messages(path: Path) -> int:
    # Asked at every start: the head of the file says how many messages it holds, so that none of
    # them is read. One of them is the catalogue's own header.
    if not path.exists():
        return 0
    with path.open("rb") as file:
        head = file.read(12)
    order = "<" if head[:4] == _LITTLE_ENDIAN else ">"
    (number,) = struct.unpack(f"{order}I", head[8:])
    return max(int(number) - 1, 0)
