"""What every page shows of the city, read once per change of public data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from flask import current_app, g
from sqlalchemy.orm import Session

from neighbourhood.database.queries import data_version
from neighbourhood.geojson import BaseMap
from neighbourhood.languages import Language, offered_languages
from neighbourhood.web.request import session


@dataclass(frozen=True)
class LevelName:
    """What a city calls a level of its places: one of them, and many."""

    one: str
    many: str


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
    #: Where and when the city can be met, as it wrote it itself, in its first language.
    contact_text: str = ""
    emblem_digest: str = ""
    #: The licence of the city's data, by its SPDX name.
    data_licence: str = "CC-BY-4.0"
    is_demo: bool = False
    #: River and main streets, drawn under the places.
    base_map: BaseMap | None = None
    #: The highest and the lowest level on which there are places (`places.rules.levels.Level`).
    top_level: int = 3
    lowest_level: int = 3
    #: Level and language -> the city's own name for the level.
    level_names: Mapping[tuple[int, str], LevelName] = field(default_factory=dict)

    @property
    def has_levels(self) -> bool:
        """Say whether there are places on more than one level."""
        return self.top_level != self.lowest_level

    @property
    def zone(self) -> ZoneInfo:
        """Return the zone of the city's clocks."""
        return ZoneInfo(self.timezone)


CityLoader = Callable[[Session], CityFacts]
#: The city as it was at a version of public data.
CityStore = dict[int, CityFacts]


def version() -> int:
    """Return the version of public data that this request sees."""
    if "data_version" not in g:
        g.data_version = data_version(session())
    number: int = g.data_version
    return number


def city() -> CityFacts:
    """Return the city as this request sees it."""
    store: CityStore = current_app.extensions["kept_city"]
    known = store.get(version())
    if known is None:
        loader: CityLoader = current_app.extensions["city_loader"]
        known = loader(session())
        # Only the newest version is asked for again. Assigned at once, since other threads read.
        store.clear()
        store[version()] = known
    return known


def languages() -> tuple[Language, ...]:
    """Return the languages people may choose, the city's own first."""
    if not g.get("has_transaction"):
        return offered_languages()
    # A page asks once for nearly every text of the city, so the answer is kept for the request.
    if g.get("languages_at") != version():
        g.languages, g.languages_at = _chosen_languages(), version()
    chosen: tuple[Language, ...] = g.languages
    return chosen


def _chosen_languages() -> tuple[Language, ...]:
    usable = offered_languages()
    known = {language.code: language for language in usable}
    return tuple(known[code] for code in city().languages if code in known) or usable
