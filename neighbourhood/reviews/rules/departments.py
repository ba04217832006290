"""What a department must be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from neighbourhood.refusals import Invalid

MOST_SLUG, MOST_NAME, MOST_MAILBOX = 40, 120, 254
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True)
class DepartmentTerms:
    """A department as the staff set it up: its names by language, the address for notices, the
    categories it answers for and the people who review for it.
    """

    name: Mapping[str, str]
    mailbox: str = ""
    is_active: bool = True
    category_ids: frozenset[int] = field(default_factory=frozenset)
    member_ids: frozenset[int] = field(default_factory=frozenset)


def require_slug(slug: str) -> None:
    """Raise Invalid unless a short name fits into addresses and tables."""
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug) or len(slug) > MOST_SLUG:
        raise Invalid("department_slug", field="slug")


def require_sound_department(terms: DepartmentTerms) -> None:
    """Raise Invalid for a department without a name, or with an address that is none."""
    if not any(terms.name.values()):
        raise Invalid("department_name_missing", field="is_active")
    if terms.mailbox and not ADDRESS.fullmatch(terms.mailbox):
        raise Invalid("department_mailbox", field="mailbox")
