"""What an officer may enter for somebody without an account."""

from neighbourhood.projects.rules.content import require_length
from neighbourhood.refusals import Invalid

MOST_AUTHOR_NAME = 120


def require_agreed(*, has_agreed: bool) -> None:
    """Raise Invalid unless the person agreed that their idea is entered and published."""
    if not has_agreed:
        raise Invalid("agreement_missing", field="has_agreed")


def require_author_name(name: str) -> None:
    """Raise Invalid for a chosen name that cannot be kept; nobody needs to have one."""
    require_length("author_name", name, MOST_AUTHOR_NAME)
