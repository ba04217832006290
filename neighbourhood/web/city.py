"""What every page shows of the city, read once per change of public data."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import current_app, g
from sqlalchemy.orm import Session

from neighbourhood.database.queries import data_version
from neighbourhood.languages import Language
from neighbourhood.web.request import offered_languages, session


@dataclass(frozen=True)
class CityFacts:
    """The city as pages need it."""

    name: str = "Neighbourhood"
    programme: tuple[tuple[str, str], ...] = ()
    accent: str = "#0b5d5e"
    currency: str = "EUR"
    timezone: str = "UTC"
    languages: tuple[str, ...] = ()
    contact_email: str = ""
    emblem_digest: str = ""
    #: The licence of the city's data, by its SPDX name.
    data_licence: str = "CC-BY-4.0"
    is_demo: bool = False

    @property
    def zone(self) -> ZoneInfo:
        """Return the zone of the city's clocks."""
        return ZoneInfo(self.timezone)


CityLoader = Callable[[Session], CityFacts]


def version() -> int:
    """Return the version of public data that this request sees."""
    if "data_version" not in g:
        g.data_version = data_version(session())
    found: int = g.data_version
    return found


def city() -> CityFacts:
    """Return the city as this request sees it."""
    kept: dict[str, object] = current_app.extensions["kept_city"]
    if kept.get("version") != version() or "facts" not in kept:
        loader: CityLoader = current_app.extensions["city_loader"]
        kept.update(version=version(), facts=loader(session()))
    facts = kept["facts"]
    assert isinstance(facts, CityFacts)
    return facts


def languages() -> tuple[Language, ...]:
    """Return the languages people may choose, the city's own first."""
    usable = offered_languages()
    if not g.get("has_transaction"):
        return usable
    known = {language.code: language for language in usable}
    return tuple(known[code] for code in city().languages if code in known) or usable
