"""What pages show of people: where somebody lives as far as the city knows, and lines of the
trail.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from neighbourhood.languages import _, _d, with_values
from neighbourhood.people import queries, words
from neighbourhood.people.queries import PlacedClaim
from neighbourhood.people.rules import ClaimState, Method
from neighbourhood.places.models import Place
from neighbourhood.places.presenters import place_name
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail.models import TrailEntry
from neighbourhood.web.house import house
from neighbourhood.web.markup import as_written
from neighbourhood.web.panels import PanelView, Reading, Way
from neighbourhood.web.times import show_date


@dataclass(frozen=True)
class ResidencyView:
    """Where somebody lives as far as the city knows: the claim that was confirmed (also where it
    has expired), the one that waits, and the last one where it was refused.
    """

    confirmed: PlacedClaim | None
    has_expired: bool
    asked: PlacedClaim | None
    refused: PlacedClaim | None
    #: The places above, where the person may vote too.
    above: Sequence[Place]

    @property
    def what_next(self) -> str:
        """Return what the person does so that the claim that waits gets decided."""
        return str(words.NEXT_STEPS[Method(self.asked.claim.method)]) if self.asked else ""


def residency_view(
    claims: Sequence[PlacedClaim], now: datetime, *, above: Sequence[Place] = ()
) -> ResidencyView:
    """Return what a person's claims, newest first, say of where they live; `above` are
    the places above.
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


def where_you_live(reader: Reading, _thing: ThingRef) -> PanelView | None:
    """Tell people whose home nobody has confirmed what comes next; others read nothing here."""
    if reader.actor.person_id is None or reader.actor.place_id is not None:
        return None
    claims = queries.residency_history(reader.session, reader.actor.person_id)
    return next_step(residency_view(claims, reader.now))


def next_step(residency: ResidencyView) -> PanelView | None:
    """Return what somebody does next so that their home gets confirmed, None once it is."""
    if residency.asked:
        return _asked(residency.asked, residency)
    if residency.refused:
        return _refused(residency.refused)
    expires_at = residency.confirmed.claim.expires_at if residency.confirmed else None
    if residency.confirmed is None:
        return PanelView(
            heading=_("Next: say where you live"),
            sentences=(
                _(
                    "An officer confirms it. After that you can propose projects and vote where "
                    "you live."
                ),
            ),
            ways=(_way_to_residency(_("Say where you live")),),
        )
    if not residency.has_expired or expires_at is None:
        return None
    ended = _(
        "Your residency in %(neighbourhood)s ended on %(day)s. Ask for it again.",
        neighbourhood=str(place_name(residency.confirmed.place)),
        day=show_date(expires_at),
    )
    return PanelView(
        heading=_("Your residency has ended"),
        sentences=(ended,),
        ways=(_way_to_residency(_("Ask again")),),
    )


def _asked(placed: PlacedClaim, residency: ResidencyView) -> PanelView:
    asked = _(
        "On %(day)s you asked for your residency in %(neighbourhood)s to be confirmed. An officer "
        "will decide.",
        day=show_date(placed.claim.asked_at),
        neighbourhood=str(place_name(placed.place)),
    )
    until_then = _(
        "Until then you can read everything here. Once it is confirmed, you can propose and vote."
    )
    return PanelView(
        heading=_("Your request waits for an officer"),
        sentences=(asked, residency.what_next, until_then),
        ways=(_way_to_residency(_("See your request")),),
    )


def _refused(placed: PlacedClaim) -> PanelView:
    refused = _(
        "Your residency in %(neighbourhood)s was not confirmed. The officer's reason:",
        neighbourhood=str(place_name(placed.place)),
    )
    return PanelView(
        heading=_("Your residency was not confirmed"),
        sentences=(refused, as_written(placed.claim.reason), _("You can ask again.")),
        ways=(_way_to_residency(_("Ask again")),),
    )


def _way_to_residency(label: str) -> Way:
    return Way(label, url_for("people.residency"))


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


def trail_lines(session: Session, entries: Sequence[TrailEntry]) -> list[TrailLine]:
    """Return entries as lines, with the names of people and things (one question for each kind)."""
    names = queries.names_of(session, [entry.actor_id for entry in entries])
    named = _named_things(session, [entry.subject for entry in entries])
    return [_trail_line(entry, names, named) for entry in entries]


def _named_things(session: Session, subjects: Sequence[str]) -> dict[ThingRef, str]:
    things: dict[ThingKind, set[int]] = {}
    for subject in subjects:
        thing = _thing(subject)
        if thing is not None:
            things.setdefault(thing.kind, set()).add(thing.id)
    known = house().thing_names
    return {
        ThingRef(kind, number): name
        for kind, numbers in things.items()
        if kind in known
        for number, name in known[kind](session, numbers).items()
    }


def _thing(subject: str) -> ThingRef | None:
    try:
        return ThingRef.parse(subject)
    except ValueError:
        return None


def _trail_line(
    entry: TrailEntry, names: Mapping[int, str], named: Mapping[ThingRef, str]
) -> TrailLine:
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
        subject=_subject(entry.subject, named),
        details=tuple(details),
        digest=entry.digest[:12],
    )


def _subject(text: str, named: Mapping[ThingRef, str]) -> str:
    """Return the thing acted on, such as "Round 12: Mirail"; any other text as it stands."""
    thing = _thing(text)
    if thing is None:
        return text
    words = with_values(house().things[thing.kind], {"number": thing.id})
    return f"{words}: {named[thing]}" if thing in named else words


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
