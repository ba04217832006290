"""Setting the city's public holidays."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.places.models import City
from neighbourhood.places.services.city import existing_city
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def set_holidays(
    session: Session, holidays: Mapping[date, str], *, actor: Actor, now: datetime
) -> City:
    """Keep these public holidays in place of all that were there; raises NotNow before the city is
    set up.
    """
    require(actor, Action.SET_UP_CITY)
    city = existing_city(session)
    city.holidays = {day.isoformat(): holidays[day] for day in sorted(holidays)}
    city.changed_at = now
    flush(session)
    record(
        session,
        "set_holidays",
        ThingRef(ThingKind.CITY, 1),
        actor=actor,
        now=now,
        holidays=city.holidays,
    )
    return city
