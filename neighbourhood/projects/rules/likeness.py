"""When two titles are nearly the same."""

from neighbourhood.folding import folded

#: Words of fewer letters, such as "the" and "de", say little.
LEAST_LETTERS = 4
#: How much of all their words two titles must share.
LEAST_SHARED = 0.6


def is_alike(one: str, other: str) -> bool:
    """Say whether two titles are nearly the same by their words, however they are written."""
    words, others = _words(one), _words(other)
    if not words or not others:
        return folded(one).split() == folded(other).split()
    return len(words & others) / len(words | others) >= LEAST_SHARED


def _words(title: str) -> set[str]:
    return {word for word in folded(title).split() if len(word) >= LEAST_LETTERS}
