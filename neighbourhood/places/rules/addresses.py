"""Streets and postcodes by which people find their place, as lines of text."""

import re
from collections.abc import Iterable, Mapping

from neighbourhood.folding import folded, words_of
from neighbourhood.refusals import Invalid

LONGEST_ADDRESS = 120
#: The whole list, in signs and in lines.
LONGEST_LIST, MOST_ADDRESSES = 1_000_000, 20_000
#: So many wrong lines are named at once.
MOST_NAMED = 8
#: A number of a house; a postcode has more figures, or stands alone.
HOUSE_NUMBER = re.compile(r"\d{1,4}[a-z]?|bis|ter|quater")
POSTCODE = re.compile(r"\d{4,6}")
CELLS = re.compile(r"\s*[;\t]\s*")

#: Place's number -> its streets and postcodes.
Addresses = dict[int, list[str]]


def read_addresses(text: str, places: Mapping[str, int]) -> Addresses:
    """Return the addresses of a list "street or postcode; place" by place; `places` are the numbers
    of places by what they are called, folded. Raises Invalid with the lines that cannot be read.
    """
    found: Addresses = {}
    unread, unknown = list[str](), list[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip(' "') for cell in CELLS.split(line.strip())]
        if not any(cells):
            continue
        if len(cells) != 2 or not all(cells) or len(cells[0]) > LONGEST_ADDRESS:
            unread.append(str(number))
        elif folded(cells[1]) not in places:
            unknown.append(f"{number} ({cells[1][:40]})")
        else:
            found.setdefault(places[folded(cells[1])], []).append(cells[0])
    _require_none("addresses_unread", unread)
    _require_none("addresses_unknown_place", unknown)
    return {place_id: distinct(labels) for place_id, labels in found.items()}


def distinct(labels: Iterable[str]) -> list[str]:
    """Return the addresses without those that a search cannot tell apart; raises Invalid for too
    many.
    """
    kept: dict[str, str] = {}
    for label in labels:
        kept.setdefault(folded(label), " ".join(label.split()))
    kept.pop("", None)
    if len(kept) > MOST_ADDRESSES:
        raise Invalid("addresses_too_many", field="addresses", most=MOST_ADDRESSES)
    return list(kept.values())


def read_lines(text: str) -> tuple[str, ...]:
    """Return the addresses of one place, a line for each; raises Invalid with the lines that are
    too long.
    """
    lines = [line.strip() for line in text.splitlines()]
    long = [str(place) for place, line in enumerate(lines, 1) if len(line) > LONGEST_ADDRESS]
    _require_none("addresses_unread", long)
    return tuple(distinct(line for line in lines if line))


def ways_to_ask(question: str, city: str) -> list[str]:
    """Return what to look for among streets and postcodes, the exact question first, and then
    without what no street is called: the number of the house, the city, the postcode beside a
    street.
    """
    words, of_city = words_of(question), set(words_of(city))
    streets = [word for word in words if not HOUSE_NUMBER.fullmatch(word)]
    in_city = [word for word in streets if word not in of_city]
    bare = [word for word in in_city if not POSTCODE.fullmatch(word)]
    ways = [" ".join(way) for way in (words, streets, in_city, bare) if way]
    return list(dict.fromkeys(ways))


def _require_none(code: str, lines: list[str]) -> None:
    if lines:
        more = ["…"] if len(lines) > MOST_NAMED else []
        named = ", ".join([*lines[:MOST_NAMED], *more])
        raise Invalid(code, field="addresses", lines=named, most=LONGEST_ADDRESS)
