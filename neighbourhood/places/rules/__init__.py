"""What the city and its places may be called, look like and be set to."""

from neighbourhood.places.rules.boundary import LONGEST_BOUNDARY, checked_boundary, read_boundary
from neighbourhood.places.rules.city import (
    CitySettings,
    DataLicence,
    Strategy,
    require_day,
    require_email,
    require_languages,
    require_one_of,
    require_readable_accent,
    require_unchanged,
)
from neighbourhood.places.rules.holidays import (
    LONGEST_HOLIDAYS,
    holidays_as_text,
    read_holidays,
)
from neighbourhood.places.rules.levels import (
    LONGEST_LEVEL_NAME,
    LevelNames,
    checked_level_names,
)
from neighbourhood.places.rules.places import (
    LONGEST_NAME,
    LONGEST_SLUG,
    PlaceFacts,
    checked_names,
    require_population,
    require_slug,
)
from neighbourhood.places.rules.standards import (
    UTC,
    canonical_zone,
    currencies,
    likely_surroundings,
    time_zones,
    zones_by_territory,
)
from neighbourhood.places.rules.texts import LONGEST_TEXT, require_name, written

__all__ = [
    "CitySettings",
    "DataLicence",
    "LONGEST_BOUNDARY",
    "LONGEST_HOLIDAYS",
    "LONGEST_LEVEL_NAME",
    "LONGEST_NAME",
    "LONGEST_SLUG",
    "LONGEST_TEXT",
    "LevelNames",
    "PlaceFacts",
    "Strategy",
    "UTC",
    "canonical_zone",
    "checked_boundary",
    "checked_level_names",
    "checked_names",
    "currencies",
    "holidays_as_text",
    "likely_surroundings",
    "read_boundary",
    "read_holidays",
    "require_day",
    "require_email",
    "require_languages",
    "require_name",
    "require_one_of",
    "require_population",
    "require_readable_accent",
    "require_slug",
    "require_unchanged",
    "time_zones",
    "written",
    "zones_by_territory",
]
