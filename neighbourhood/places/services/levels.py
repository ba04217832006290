"""Setting the city's own names for the levels of its places."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.places import rules
from neighbourhood.places.models import City
from neighbourhood.places.services.city import existing_city
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def name_levels(session: Session, names: rules.LevelNames, *, actor: Actor, now: datetime) -> City:
    """Keep these names in place of all that were there; a level without a name is called by our own
    words. Raises Invalid, and NotNow before the city is set up.
    """
    require(actor, Action.SET_UP_CITY)
    city = existing_city(session)
    city.level_names = rules.checked_level_names(names)
    city.changed_at = now
    flush(session)
    record(
        session,
        "name_levels",
        ThingRef(ThingKind.CITY, 1),
        actor=actor,
        now=now,
        names=city.level_names,
    )
    return city
