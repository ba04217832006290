"""The world's own lists: currencies in use (ISO 4217) and time zones (IANA)."""

from functools import cache
from zoneinfo import available_timezones

from babel.core import get_global

#: Codes of funds, metals and units of account that no city pays in.
NOT_SPENT = {"CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW", "BOV"}


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
