"""Languages: which are usable, which one is chosen, how it reads and writes, and the functions that
mark a string.
"""

from neighbourhood.languages.domains import Sentence, _, _d, _dl, _dn, _l, _n
from neighbourhood.languages.known import (
    Language,
    known_languages,
    ready_languages,
    usable_languages,
)
from neighbourhood.languages.texts import pick, pick_language

__all__ = [
    "Language",
    "Sentence",
    "_",
    "_d",
    "_dl",
    "_dn",
    "_l",
    "_n",
    "known_languages",
    "pick",
    "pick_language",
    "ready_languages",
    "usable_languages",
]
