"""What every page shows of the city, as the page kit asks for it."""

from flask import Flask
from sqlalchemy.orm import Session

from neighbourhood.places import queries
from neighbourhood.places.presenters.names import place_name
from neighbourhood.web.city import CityFacts, LevelName
from neighbourhood.web.installation import the_settings


def city_facts(session: Session) -> CityFacts:
    """Return what pages show of the city; defaults before anybody has set it up."""
    city, levels = queries.city_with_levels(session)
    chosen_zone = the_settings().timezone
    if city is None:
        return CityFacts(timezone=chosen_zone or "UTC")
    return CityFacts(
        name=city.name,
        programme=tuple(city.programme.items()),
        accent=city.accent,
        currency=city.currency,
        timezone=chosen_zone or city.timezone,
        languages=tuple(city.languages),
        contact_email=city.contact_email,
        contact_text=city.contact_text,
        emblem_digest=city.emblem_digest,
        data_licence=city.data_licence,
        is_demo=city.is_demo,
        base_map=city.base_map,
        top_level=levels.top,
        lowest_level=levels.lowest,
        level_names={
            (int(level), language): LevelName(one, many)
            for level, names in city.level_names.items()
            for language, (one, many) in names.items()
        },
    )


def init_city(app: Flask) -> None:
    """Tell the page kit how to load the city, and templates how to name its places."""
    app.jinja_env.filters["place_name"] = place_name
    app.extensions["city_loader"] = city_facts
