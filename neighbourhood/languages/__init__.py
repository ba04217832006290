"""Languages: which are usable, which one is chosen, how it reads and writes, and the functions that
mark a string.
"""

from neighbourhood.languages.domains import Sentence, _, _d, _dl, _dn, _l, _n, with_values
from neighbourhood.languages.known import (
    Language,
    known_languages,
    offered_languages,
    ready_languages,
    usable_languages,
)
from neighbourhood.languages.readable import Origin, ReadableText, by_author, by_city

__all__ = [
    "Language",
    "Origin",
    "ReadableText",
    "Sentence",
    "_",
    "_d",
    "_dl",
    "_dn",
    "_l",
    "_n",
    "by_author",
    "by_city",
    "known_languages",
    "offered_languages",
    "ready_languages",
    "usable_languages",
    "with_values",
]
