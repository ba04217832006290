"""Where the towns lie after which time zones are named, from the zone table of IANA."""

import re
from functools import cache
from importlib.resources import files


@cache
def town_of_zone(zone: str) -> tuple[float, float] | None:
    """Return where the town of a time zone lies (longitude, latitude), in degrees; None for a zone
    without one, such as UTC.
    """
    table = files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8")
    for line in table.splitlines():
        columns = line.split("\t")
        if not line.startswith("#") and zone == columns[2]:
            # Written as +DDMM+DDDMM, with seconds in some lines.
            latitude, longitude = re.findall(r"[+-]\d+", columns[1])
            return _degrees(longitude, 3), _degrees(latitude, 2)
    return None


def _degrees(text: str, digits: int) -> float:
    whole, rest = text[1 : digits + 1], text[digits + 1 :].ljust(4, "0")
    amount = int(whole) + int(rest[:2]) / 60 + int(rest[2:]) / 3600
    return -amount if text[0] == "-" else amount
