"""What holds for the city's price list."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from neighbourhood.projects.rules.content import LARGEST_AMOUNT
from neighbourhood.refusals import Invalid

MOST_PRICE_NAME = 100
MOST_PRICE_NOTE = 300
MOST_PRICE_CODE = 40
#: Of one item in one line of a project's costs.
MOST_PIECES = 10_000


class Unit(StrEnum):
    """What an amount of the price list is for."""

    PIECE = "piece"
    METRE = "metre"
    SQUARE_METRE = "square_metre"
    CUBIC_METRE = "cubic_metre"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    PERSON = "person"
    WHOLE = "whole"


@dataclass(frozen=True)
class Price:
    """An item of the price list as staff enter it: texts by language, amounts in minor units."""

    code: str
    name: Mapping[str, str]
    unit: str
    lowest: int
    highest: int
    as_of: date
    note: Mapping[str, str] = field(default_factory=dict)
    category_id: int | None = None
    is_invented: bool = False


def middle_of(lowest: int, highest: int) -> int:
    """Return the amount halfway between two, rounded up: an estimate should not be too small."""
    return -(-(lowest + highest) // 2)


def require_sound_price(price: Price, *, today: date) -> None:
    """Raise Invalid, with its field, for an item that cannot stand on the list."""
    if len(price.code) > MOST_PRICE_CODE or not re.fullmatch(
        r"[a-z0-9]+(?:-[a-z0-9]+)*", price.code
    ):
        raise Invalid("price_code", field="code", most=MOST_PRICE_CODE)
    if not any(price.name.values()):
        raise Invalid("price_name_missing", field="name")
    _require_short("name", price.name, MOST_PRICE_NAME)
    _require_short("note", price.note, MOST_PRICE_NOTE)
    if price.unit not in set(Unit):
        raise Invalid("price_unit", field="unit")
    _require_amounts(price.lowest, price.highest)
    if price.as_of > today:
        raise Invalid("price_of_tomorrow", field="as_of")


def require_pieces(pieces: int | None) -> int:
    """Return how many of an item are wanted; raises Invalid for none and for too many."""
    if pieces is None or not 1 <= pieces <= MOST_PIECES:
        raise Invalid("pieces_unclear", field="pieces", most=MOST_PIECES)
    return pieces


def _require_short(name: str, texts: Mapping[str, str], most: int) -> None:
    for code, text in texts.items():
        if len(text) > most:
            raise Invalid("too_long", field=f"{name}_{code}", most=most, used=len(text))


def _require_amounts(lowest: int, highest: int) -> None:
    if lowest < 0:
        raise Invalid("money_negative", field="lowest")
    if highest > LARGEST_AMOUNT:
        raise Invalid("money_too_large", field="highest")
    if lowest == 0:
        raise Invalid("price_zero", field="lowest")
    if highest < lowest:
        raise Invalid("price_turned", field="highest")
