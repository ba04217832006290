"""A point on Earth as people copy it from maps: degrees with or without minutes and seconds, a geo:
address (RFC 5870), or the link of a map.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from neighbourhood.folding import visible
from neighbourhood.money import western_digits
from neighbourhood.refusals import Invalid

LONGEST_POINT = 1_000
#: Where O stands for east, as in Oost and Ost; elsewhere it is Oeste or Ouest.
O_IS_EAST = {"nl", "de"}
NUMBER = r"[-+]?\d{1,3}(?:[.,]\d+)?"
HALF = (
    r"(?:([NSEW])\s*)?(" + NUMBER + r")\s*(?:[°ºd]\s*)?"
    r"(?:(\d{1,2}(?:[.,]\d+)?)\s*[′']\s*)?(?:(\d{1,2}(?:[.,]\d+)?)\s*[″\"]\s*)?([NSEW])?"
)
PAIR = re.compile(HALF + r"(?:[\s,;/]+|(?<=[NSEW°″\"′']))" + HALF)
PLAIN = re.compile(r"(-?\d{1,3}(?:\.\d+)?)\s*[,~]\s*(-?\d{1,3}(?:\.\d+)?)")
#: The place itself, rather than the middle of what the window shows.
MARKED = re.compile(r"!3d(-?\d+(?:\.\d+)?)!4d(-?\d+(?:\.\d+)?)")
SHOWN = re.compile(r"@(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)|#map=\d+/(-?\d+(?:\.\d+)?)/(-?[\d.]+)")
#: The names under which maps put a place into their links, the most exact first.
NAMED = ("q", "query", "ll", "coordinate", "center", "daddr", "destination", "sll", "cp", "point")
SIGNS = str.maketrans({"−": "-", "’": "'", "‘": "'", "ʹ": "'", "”": '"', "“": '"', "ʺ": '"'})


@dataclass(frozen=True)
class PointOnEarth:
    """Degrees north and east."""

    latitude: float
    longitude: float


def read_point(text: str, *, language: str = "en") -> PointOnEarth | None:
    """Return the point that a text means, None for an empty one; `language` tells what O means.
    Raises Invalid with what helps.
    """
    typed = western_digits(visible(text)).replace("\u066b", ".").replace("\u060c", ",")
    typed = typed.translate(SIGNS).replace("''", '"')
    if not typed:
        return None
    if "://" in typed:
        return _checked(*_of_link(typed))
    if typed.casefold().startswith("geo:"):
        typed = ",".join(typed[4:].split(";")[0].split("?")[0].split(",")[:2])
    return _checked(*_of_pair(typed.upper().replace("O", "E" if language in O_IS_EAST else "W")))


def _of_pair(typed: str) -> tuple[float, float]:
    read = PAIR.fullmatch(typed.strip("() "))
    if read is None:
        raise Invalid("point_unread", field="point")
    first, second = read.groups()[:5], read.groups()[5:]
    letters = [half[0] or half[4] or "" for half in (first, second)]
    degrees = [
        _degrees(half, letter) for half, letter in zip((first, second), letters, strict=True)
    ]
    # Both letters are of one kind, as in 43 N 1 N, or a number has two.
    if len({letter in "NS" for letter in letters if letter}) == 1 and all(letters):
        raise Invalid("point_unread", field="point")
    is_turned = letters[0] in ("E", "W") or letters[1] in ("N", "S")
    return (degrees[1], degrees[0]) if is_turned else (degrees[0], degrees[1])


def _degrees(half: tuple[str | None, ...], letter: str) -> float:
    whole, minutes, seconds = (_number(part) for part in half[1:4])
    if minutes >= 60 or seconds >= 60:
        raise Invalid("point_unread", field="point")
    amount = abs(whole) + minutes / 60 + seconds / 3600
    is_below = (half[1] or "").startswith("-") or letter in ("S", "W")
    return -amount if is_below else amount


def _number(part: str | None) -> float:
    return float((part or "0").replace(",", "."))


def _of_link(link: str) -> tuple[float, float]:
    for latitude, longitude in _pairs_of_link(link):
        return float(latitude), float(longitude)
    raise Invalid("point_link_without", field="point")


def _pairs_of_link(link: str) -> Iterator[tuple[str, str]]:
    """Return what the link of a map says of places, the most exact first."""
    whole = unquote(link)
    try:
        named = parse_qs(urlsplit(link).query)
    except ValueError:
        named = {}
    marker = ",".join(value for name in ("mlat", "mlon") for value in named.get(name, ())[:1])
    if found := PLAIN.fullmatch(marker):
        yield found[1], found[2]
    yield from MARKED.findall(whole)
    for name in NAMED:
        for value in named.get(name, ()):
            if found := PLAIN.search(value):
                yield found[1], found[2]
    for shown in SHOWN.findall(whole):
        yield (shown[0], shown[1]) if shown[0] else (shown[2], shown[3])


def _checked(latitude: float, longitude: float) -> PointOnEarth:
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Invalid("point_nowhere", field="point")
    # A tenth of a metre: more is noise of the way it was written.
    return PointOnEarth(round(latitude, 6), round(longitude, 6))
