"""Short names in addresses, proposed from the names of places."""

import re
from collections.abc import Container

from neighbourhood.folding import folded
from neighbourhood.places.rules.places import LONGEST_SLUG, TAKEN_SLUGS


def proposed_slug(name: str, taken: Container[str], *, fallback: str = "place") -> str:
    """Return a short name that nothing has yet, made from a name in any script."""
    plain = "-".join(re.findall(r"[a-z0-9]+", folded(name)))[: LONGEST_SLUG - 4].strip("-")
    plain = plain or fallback
    slug, number = plain, 1
    while slug in taken or slug in TAKEN_SLUGS:
        number += 1
        slug = f"{plain}-{number}"
    return slug
