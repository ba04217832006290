"""The names of some of an edition's rounds, so short that they are read at a glance."""

from collections.abc import Sequence

from neighbourhood.languages import _, _n

MOST_NAMES = 3


def names_in_short(names: Sequence[str], all_names: Sequence[str]) -> str:
    """Return these names: the first of many, or those that are missing; "" where none is."""
    missing = [name for name in all_names if name not in names]
    if not missing:
        return ""
    if len(names) <= MOST_NAMES:
        return ", ".join(names)
    if len(missing) <= MOST_NAMES:
        return _("all but %(names)s", names=", ".join(missing))
    return _n(
        "%(names)s and %(num)s more",
        "%(names)s and %(num)s more",
        len(names) - MOST_NAMES,
        names=", ".join(names[:MOST_NAMES]),
    )
