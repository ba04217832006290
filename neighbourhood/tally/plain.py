"""Values of an outcome as plain data for JSON, exact: no value loses a digit."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

Plain = dict[str, Any]
"""What `json.dumps` takes."""

_AMOUNTS = frozenset(
    "cost missing fund_left category_left endowment next_endowment next_spent left paid payment "
    "had".split()
)
"""Names of values that are amounts of money; counts, points and times are never scaled."""


def amount(value: int | Fraction, scale: int = 1) -> int | float | str:
    """An amount in units of `scale`: a whole number, a decimal of a few places that prints exactly,
    or text "a/b".
    """
    units = Fraction(value)
    exact = units / scale
    if exact.denominator == 1:
        return exact.numerator
    # A double prints up to fifteen significant digits unchanged.
    if scale % exact.denominator == 0 and abs(units) < 10**15:
        return float(exact)
    return f"{exact.numerator}/{exact.denominator}"


def plain_values(values: Mapping[str, object], scale: int = 1) -> Plain:
    """The values of a step or a reason; those that are amounts are divided by `scale`."""
    return {
        name: _plain_value(value, scale if name in _AMOUNTS else 1)
        for name, value in values.items()
    }


def _plain_value(value: object, scale: int) -> object:
    # A bool is an int for Python: it must be asked about first, or it would become 0 or 1.
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, (int, Fraction)):
        return amount(value, scale)
    if isinstance(value, Mapping):
        return plain_values(value, scale)
    if isinstance(value, Iterable):
        return [_plain_value(item, scale) for item in value]
    raise TypeError(f"{type(value).__name__} is no value of an outcome")
