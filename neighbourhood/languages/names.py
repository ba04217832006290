"""Languages as other people's files name them."""

import re
from functools import cache

from babel import Locale, UnknownLocaleError

#: The code of a language that nobody has told (BCP 47).
UNKNOWN = "und"


def code_of(text: str) -> str:
    """Return the code of a language that a file names by its code or its English name; UNKNOWN for
    a word that is neither.
    """
    first = re.split(r"[,/|]", text)[0].strip()
    base = re.split(r"[-_]", first)[0].lower()
    names = Locale("en").languages
    if base in names and base != UNKNOWN:
        return base
    return _codes().get(first.casefold(), UNKNOWN)


@cache
def _codes() -> dict[str, str]:
    # Where two codes share a name, the first one is the shorter and older.
    names = sorted(Locale("en").languages.items(), key=lambda item: (-len(item[0]), item[0]))
    return {name.casefold(): code for code, name in names}


@cache
def own_name_of(code: str) -> str:
    """Return what a language calls itself, or its code where that is not known."""
    try:
        return str(Locale.parse(code.replace("-", "_")).get_language_name() or code)
    except (UnknownLocaleError, ValueError):
        return code
