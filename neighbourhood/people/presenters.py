"""What pages show of people: where somebody lives as far as the city knows, and lines of the
trail.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from neighbourhood.languages import _d
from neighbourhood.people.queries import PlacedClaim
from neighbourhood.people.rules import ClaimState
from neighbourhood.things import ThingRef
from neighbourhood.trail.models import TrailEntry
from neighbourhood.web.house import house


@dataclass(frozen=True)
class ResidencyView:
    """Where somebody lives as far as the city knows: the claim that was confirmed (also where it
    has expired), the one that waits, and the last one where it was refused.
    """

    confirmed: PlacedClaim | None
    has_expired: bool
    asked: PlacedClaim | None
    refused: PlacedClaim | None
    #: The names of the places above, where the person may vote too.
    above: Sequence[str]


def residency_view(
    claims: Sequence[PlacedClaim], now: datetime, *, above: Sequence[str] = ()
) -> ResidencyView:
    """Return what a person's claims, newest first, say of where they live; `above` names the
    places above.
    """
    confirmed = _first_in(ClaimState.CONFIRMED, claims)
    # Nothing ends a residency by the clock: it stays confirmed, and is asked for its day.
    expires_at = confirmed.claim.expires_at if confirmed else None
    is_last_refused = bool(claims) and claims[0].claim.state == ClaimState.REFUSED
    return ResidencyView(
        confirmed=confirmed,
        has_expired=expires_at is not None and expires_at <= now,
        asked=_first_in(ClaimState.ASKED, claims),
        refused=claims[0] if is_last_refused else None,
        above=above,
    )


def _first_in(state: ClaimState, claims: Sequence[PlacedClaim]) -> PlacedClaim | None:
    return next((placed for placed in claims if placed.claim.state == state), None)


@dataclass(frozen=True)
class TrailLine:
    """One act of the trail in the staff's words."""

    number: int
    at: datetime
    who: str
    act: str
    subject: str
    details: tuple[tuple[str, str], ...]
    digest: str


def trail_line(entry: TrailEntry, names: Mapping[int, str]) -> TrailLine:
    """Return an entry as a line; `names` are the people's by their numbers."""
    content = entry.payload.content if entry.payload else {}
    details = [
        (name, _value(value))
        for name, value in sorted(content.items())
        if value not in (None, "", [], {})
    ]
    return TrailLine(
        number=entry.id,
        at=entry.at,
        who=_actor_name(entry.actor_id, names),
        # An act that no room words any more stands as its code.
        act=str(house().acts.get(entry.act, entry.act)),
        subject=_subject(entry.subject),
        details=tuple(details),
        digest=entry.digest[:12],
    )


def _subject(text: str) -> str:
    """Return the thing acted on, such as "Round 12"; any other text as it stands."""
    try:
        thing = ThingRef.parse(text)
    except ValueError:
        return text
    return str(house().things[thing.kind]) % {"number": thing.id}


def _actor_name(actor_id: int | None, names: Mapping[int, str]) -> str:
    """Return who acted: a name, a number where the name is gone, or the system itself."""
    if actor_id is None:
        return _d("The system")
    return names.get(actor_id) or _d("Person %(number)s", number=actor_id)


def _value(value: object) -> str:
    """Return a value of an entry as one line."""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_value(part)}" for name, part in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_value(part) for part in value)
    return str(value)
