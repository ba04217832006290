"""Streets and postcodes of places."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.folding import folded
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.places import queries
from neighbourhood.places.models import PlaceAddress
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def set_addresses(
    session: Session, addresses: Mapping[int, Sequence[str]], *, actor: Actor, now: datetime
) -> int:
    """Keep these streets and postcodes, by place, in place of all that were there; return how many
    there are.
    """
    require(actor, Action.EDIT_PLACES)
    queries.lock_tree(session)
    every = {place.id: addresses.get(place.id, ()) for place in queries.all_places(session)}
    put_addresses(session, every)
    number = sum(map(len, every.values()))
    thing = ThingRef(ThingKind.CITY, 1)
    record(session, "set_addresses", thing, actor=actor, now=now, number=number)
    return number


def put_addresses(session: Session, addresses: Mapping[int, Sequence[str]]) -> None:
    """Write the streets and postcodes of some places anew; whoever calls has asked for leave."""
    session.execute(delete(PlaceAddress).where(PlaceAddress.place_id.in_(addresses)))
    session.add_all(
        PlaceAddress(place_id=place_id, label=label, search_text=folded(label))
        for place_id, labels in addresses.items()
        for label in labels
    )
    flush(session)
