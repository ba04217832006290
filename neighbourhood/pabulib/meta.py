"""Reads and checks section META: the counts, the fund, the ballot kind, and the bounds a ballot
must keep.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from neighbourhood.pabulib.election import BALLOT_KINDS
from neighbourhood.pabulib.errors import PabulibError, Said, quoted
from neighbourhood.pabulib.numbers import Exact, decimal_number, plain, whole_number
from neighbourhood.pabulib.sections import Sections

_REQUIRED = ("num_projects", "num_votes", "budget", "vote_type")
_WHOLE = ("num_projects", "num_votes", "min_length", "max_length")
_DECIMAL = (
    "budget",
    "min_points",
    "max_points",
    "min_sum_points",
    "max_sum_points",
    "default_score",
)


@dataclass(frozen=True)
class Meta:
    """The values of META in file order, and the line each key stands on."""

    file: str
    values: Mapping[str, str]
    lines: Mapping[str, int]

    def whole(self, key: str, default: int) -> int:
        """A count or length of META."""
        return int(self.values.get(key) or default)

    def decimal(self, key: str) -> Exact | None:
        """A number of points, or None where META sets none."""
        return decimal_number(self.values.get(key, ""))

    def error(self, key: str, expected: Said) -> PabulibError:
        """The refusal of what META says under this key."""
        problem = Said("{key} is {value}", key=key, value=quoted(self.values[key]))
        return PabulibError(self.file, self.lines[key], problem, expected)


def read_meta(sections: Sections, file: str) -> Meta:
    """META, checked by itself; amounts are put into their shortest form. Raises PabulibError."""
    table = sections.table("META", ("key", "value"))
    values, lines = {}, {}
    for row in table.rows:
        key, value = row.cells[0].lower(), row.cells[1]
        if not key or key in values:
            problem = (
                Said("the key {key} stands twice", key=quoted(key))
                if key
                else Said("a value has no key")
            )
            raise PabulibError(file, row.line, problem, Said("every key named once"))
        values[key], lines[key] = value, row.line
    for key in _REQUIRED:
        if not values.get(key):
            line = lines.get(key, sections.line)
            raise PabulibError(
                file,
                line,
                Said("META lacks {key}", key=key),
                Said("a line {key};VALUE in META", key=key),
            )
    meta = Meta(file, values, lines)
    _check_numbers(meta, values)
    return meta


def _check_numbers(meta: Meta, values: dict[str, str]) -> None:
    for key in _WHOLE:
        if values.get(key) and whole_number(values[key]) is None:
            raise meta.error(key, Said("a whole number"))
    for key in _DECIMAL:
        if values.get(key):
            number = decimal_number(values[key])
            if number is None:
                raise meta.error(key, Said("a number with a decimal point and no other sign"))
            values[key] = plain(number)
    if Fraction(values["budget"]) <= 0:
        raise meta.error("budget", Said("more than 0"))
    if values["vote_type"] not in BALLOT_KINDS:
        raise meta.error("vote_type", Said("one of {kinds}", kinds=", ".join(BALLOT_KINDS)))
