"""The languages of `translations/languages.toml`, and those a city may use."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from neighbourhood.settings import ROOT

TRANSLATIONS = ROOT / "translations"
SOURCE = "en"


class UnusableLanguage(Exception):
    """A language was asked for that the list does not have or whose catalogue is missing."""


@dataclass(frozen=True)
class Language:
    """One language: its code in addresses, its own name, its direction and plural example
    numbers.
    """

    code: str
    own_name: str
    direction: str = "ltr"
    is_desk_language: bool = False

    @property
    def tag(self) -> str:
        """Return the BCP 47 tag for `lang`."""
        return self.code.replace("_", "-")

    @property
    def is_right_to_left(self) -> bool:
        """Say whether it is written from right to left."""
        return self.direction == "rtl"


@cache
def known_languages(path: Path = TRANSLATIONS / "languages.toml") -> dict[str, Language]:
    """Read the single list of languages: {code: Language} in its order."""
    listed = tomllib.loads(path.read_text(encoding="utf-8"))["languages"]
    return {
        code: Language(code, row["own_name"], row.get("direction", "ltr"), row.get("desk", False))
        for code, row in listed.items()
    }


def usable_languages(chosen: tuple[str, ...]) -> tuple[Language, ...]:
    """Return the chosen languages in their order (none chosen: all); raises UnusableLanguage for an
    unknown one.
    """
    known = known_languages()
    unknown = [code for code in chosen if code not in known]
    if unknown:
        raise UnusableLanguage(
            f"LANGUAGES names {', '.join(unknown)}, which translations/languages.toml does not "
            "list."
        )
    return tuple(known[code] for code in chosen) or tuple(known.values())
