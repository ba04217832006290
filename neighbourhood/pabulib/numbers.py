"""Exact numbers of a `.pb` cell: decimal point, or a comma where it can mean nothing else; no
exponent, no thousands separator, never a float.
"""

import re
from fractions import Fraction

# Bounded in length: a number of a million digits is no amount, and slow to read.
_DECIMAL = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,9})?", re.ASCII)
# Followed by one digit or two, a comma groups no thousands.
_COMMA = re.compile(r"(-?[0-9]{1,18}),([0-9]{1,2})", re.ASCII)
_WHOLE = re.compile(r"[0-9]{1,12}", re.ASCII)

Exact = int | Fraction
"""A number without rounding; plain digits become an int, which is far quicker to compare and to
add.
"""


def decimal_number(text: str) -> Exact | None:
    """The exact value of a plain decimal such as `2332627.21` or `969245,38`, or None if the text
    is anything else.
    """
    if with_comma := _COMMA.fullmatch(text):
        text = ".".join(with_comma.groups())
    if not _DECIMAL.fullmatch(text):
        return None
    return Fraction(text) if "." in text else int(text)


def whole_number(text: str) -> int | None:
    """The value of plain digits, or None if the text is anything else."""
    return int(text) if _WHOLE.fullmatch(text) else None


def plain(value: Exact) -> str:
    """The shortest decimal text of an exact value; raises ValueError for one no decimal can hold,
    such as 1/3.
    """
    if value.denominator == 1:
        return str(value.numerator)
    # A fraction has a decimal form if a power of ten makes it whole.
    for places in range(1, 19):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"
    raise ValueError(f"{value} has no finite decimal form")
