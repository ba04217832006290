"""The city: set up, its strategy written, its emblem set."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.geojson import BaseMap
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.places import queries, rules
from neighbourhood.places.models import City
from neighbourhood.refusals import NotNow
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def set_up_city(
    session: Session,
    settings: rules.CitySettings,
    *,
    usable: Mapping[str, bool],
    actor: Actor,
    now: datetime,
) -> City:
    """Create the city or change it; `usable` says which languages there are and whether the desk
    speaks them. Raises Invalid, NotNow.
    """
    require(actor, Action.SET_UP_CITY)
    _require_settings(settings, usable)
    city = queries.the_city(session) or City(strategy={}, equal_treatment={})
    programme = rules.written(settings.programme)
    _require_same_clock_and_money(session, city, settings)
    city.name = settings.name.strip()
    city.programme = programme
    city.accent = settings.accent.lower()
    city.currency = settings.currency
    city.timezone = settings.timezone
    city.languages = list(settings.languages)
    city.contact_email = settings.contact_email
    city.contact_text = settings.contact_text
    city.data_licence = str(settings.data_licence)
    # A demo city stays one, whatever is saved later.
    city.is_demo = bool(city.is_demo or settings.is_demo)
    city.changed_at = now
    session.add(city)
    flush(session)
    record(
        session,
        "set_up_city",
        ThingRef(ThingKind.CITY, 1),
        actor=actor,
        now=now,
        name=city.name,
        programme=city.programme,
        accent=city.accent,
        currency=city.currency,
        timezone=city.timezone,
        languages=city.languages,
        contact_email=city.contact_email,
        data_licence=city.data_licence,
    )
    return city


def _require_settings(settings: rules.CitySettings, usable: Mapping[str, bool]) -> None:
    rules.require_name(settings.name, most=80)
    rules.require_readable_accent(settings.accent)
    rules.require_email(settings.contact_email)
    rules.require_languages(settings.languages, usable)
    rules.require_one_of(settings.currency, rules.currencies(), field="currency")
    rules.require_one_of(settings.timezone, rules.time_zones(), field="timezone")
    rules.require_one_of(settings.data_licence, set(rules.DataLicence), field="data_licence")


def _require_same_clock_and_money(
    session: Session, city: City, settings: rules.CitySettings
) -> None:
    # Amounts are stored in minor units and days as instants: a new currency or zone would change
    # what was decided without a decision.
    is_in_use = city.id is not None and queries.are_clock_and_money_in_use(session)
    for name in ("currency", "timezone"):
        rules.require_unchanged(
            getattr(city, name), getattr(settings, name), field=name, is_in_use=is_in_use
        )


def write_strategy(
    session: Session, strategy: rules.Strategy, *, actor: Actor, now: datetime
) -> City:
    """Write the city's participation strategy; raises NotNow before the city is set up and Invalid
    for a bad date.
    """
    require(actor, Action.SET_UP_CITY)
    rules.require_day(strategy.decided_on)
    city = existing_city(session)
    city.strategy = rules.written(strategy.strategy)
    city.equal_treatment = rules.written(strategy.equal_treatment)
    city.strategy_decision = strategy.decision.strip()
    city.strategy_decided_on = strategy.decided_on
    city.strategy_responsible = strategy.responsible.strip()
    city.changed_at = now
    flush(session)
    record(
        session,
        "write_strategy",
        ThingRef(ThingKind.CITY, 1),
        actor=actor,
        now=now,
        decision=city.strategy_decision,
        decided_on=city.strategy_decided_on,
        responsible=city.strategy_responsible,
        strategy=city.strategy,
        equal_treatment=city.equal_treatment,
    )
    return city


def set_emblem(session: Session, emblem: bytes, *, actor: Actor, now: datetime) -> City:
    """Keep an emblem that the picture kit has re-encoded; no bytes take it away."""
    require(actor, Action.SET_UP_CITY)
    city = existing_city(session)
    city.emblem = emblem or None
    # Part of the emblem's address, so that browsers may keep it for ever.
    city.emblem_digest = hashlib.sha256(emblem).hexdigest() if emblem else ""
    city.changed_at = now
    flush(session)
    record(
        session,
        "set_emblem",
        ThingRef(ThingKind.CITY, 1),
        actor=actor,
        now=now,
        digest=city.emblem_digest,
    )
    return city


def set_base_map(
    session: Session, base_map: BaseMap | None, *, actor: Actor, now: datetime
) -> City:
    """Draw these lines under the places on every map, or none; raises NotNow before the city is set
    up.
    """
    require(actor, Action.SET_UP_CITY)
    city = existing_city(session)
    city.base_map = base_map
    city.changed_at = now
    flush(session)
    thing = ThingRef(ThingKind.CITY, 1)
    record(session, "set_base_map", thing, actor=actor, now=now, base_map=base_map)
    return city


def existing_city(session: Session) -> City:
    """Return the city; raises NotNow before it is set up."""
    city = queries.the_city(session)
    if city is None:
        raise NotNow("city_not_set_up")
    return city
