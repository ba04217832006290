"""The world's own lists: currencies in use (ISO 4217) and time zones (IANA)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

from babel.core import get_global
from babel.numbers import get_territory_currencies

#: Codes of funds, metals and units of account that no city pays in.
NOT_SPENT = {"CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW", "BOV"}


UTC = "UTC"
#: Where a country has several zones: the one that most of its people live in (CLDR's primary
#: zones). Other countries of many zones have none.
PRIMARY_ZONES = {
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "MH": "Pacific/Majuro",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
}


@dataclass(frozen=True)
class Surroundings:
    """What is guessed of a city before it is set up; "" where nothing can be guessed."""

    currency: str
    timezone: str


@cache
def currencies() -> tuple[str, ...]:
    """Return the codes of all currencies that are legal tender somewhere today."""
    listed = get_global("territory_currencies").values()
    return tuple(
        sorted(
            {
                code
                for rows in listed
                for code, _start, end, is_tender in rows
                if end is None and is_tender
            }
            - NOT_SPENT
        )
    )


@cache
def time_zones() -> tuple[str, ...]:
    """Return the names of all time zones that are named after a place."""
    return tuple(
        sorted(
            name
            for name in available_timezones()
            if name == "UTC" or ("/" in name and not name.startswith(("Etc/", "SystemV/")))
        )
    )


@cache
def zones_by_territory() -> tuple[tuple[str, str], ...]:
    """Return the zones to choose from, each clock once: (country's code, zone)."""
    known = available_timezones()
    return tuple(
        sorted(
            (territory, zone)
            for zone, territory in get_global("zone_territories").items()
            if zone in known and territory != "001"
        )
    )


def canonical_zone(zone: str) -> str:
    """Return the name under which a zone stands on the list to choose from."""
    return str(get_global("zone_aliases").get(zone, zone))


def likely_surroundings(accepted: Sequence[str], own_language: str) -> Surroundings:
    """Guess a city's currency and time zone from the languages that a browser asks for (BCP 47,
    best first) and the language of the page.
    """
    territory = _likely_territory(accepted, own_language)
    tender = get_territory_currencies(territory, tender=True) if territory else []
    zones = get_global("territory_zones").get(territory, [])
    only = zones[0] if len(zones) == 1 else PRIMARY_ZONES.get(territory, "")
    return Surroundings(
        currency=tender[0] if tender and tender[0] in currencies() else "",
        timezone=only if only in available_timezones() else "",
    )


def _likely_territory(accepted: Sequence[str], own_language: str) -> str:
    # `fr-BE` names its country; `fr` alone is most often France's.
    for tag in accepted:
        last = tag.replace("_", "-").split("-")[-1].upper()
        if last in get_global("territory_zones") and "-" in tag.replace("_", "-"):
            return last
    likely = get_global("likely_subtags").get(own_language, "")
    return str(likely).rpartition("_")[2]
