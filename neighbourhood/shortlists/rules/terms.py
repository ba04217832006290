"""The terms of a short list: set before its phase begins, and unchanged from then on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds.rules import PhaseKind, has_begun, require_phase
from neighbourhood.rounds.rules.endings import Endable, require_going_on

MOST_SUPPORTS = 50
MOST_LEAST = 100_000
MOST_PROJECTS = 1000


class Way(StrEnum):
    """Who makes a short list."""

    SUPPORT = "support"
    JURY = "jury"


@dataclass(frozen=True)
class Terms:
    """By which way, how many supports each resident has, how many supports (or jurors' yes) a
    project needs at least, how many projects come onto the list, in all or of each category, and
    whether the numbers are open while the phase runs.
    """

    way: str
    supports_each: int
    least: int
    most_projects: int
    by_category: bool
    is_open: bool


def require_sound(terms: Terms) -> None:
    """Raise Invalid for terms that no list could be made by."""
    if terms.way not in tuple(Way):
        raise Invalid("shortlist_way_unknown", field="way")
    limits = {
        "supports_each": (terms.supports_each, MOST_SUPPORTS),
        "least": (terms.least, MOST_LEAST),
        "most_projects": (terms.most_projects, MOST_PROJECTS),
    }
    for field, (number, most) in limits.items():
        if not 1 <= number <= most:
            raise Invalid("number_out_of_range", field=field, least=1, most=most)


def require_terms_open(round_: Endable, now: datetime) -> None:
    """Raise NotNow once the phase of the short list has begun: people rely on its terms."""
    if has_begun(round_.phases, PhaseKind.SHORTLIST, now):
        raise NotNow("shortlist_terms_bound")


def require_way(terms: Terms | None, way: Way) -> None:
    """Raise NotNow unless the round's short list is made in this way."""
    if terms is None or terms.way != way:
        raise NotNow(f"shortlist_without_{way}")


def require_supporting(round_: Endable, terms: Terms | None, now: datetime) -> None:
    """Raise NotNow unless residents may give and take back support now."""
    require_going_on(round_, now)
    require_way(terms, Way.SUPPORT)
    require_phase(round_.phases, PhaseKind.SHORTLIST, now)
