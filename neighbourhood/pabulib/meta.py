"""Reads and checks section META: the counts, the fund, the ballot kind, and the bounds a ballot
must keep.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from neighbourhood.pabulib.election import BALLOT_KINDS
from neighbourhood.pabulib.errors import PabulibError, Problems, quoted
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
        number = whole_number(self.values.get(key, ""))
        return default if number is None else number

    def decimal(self, key: str) -> Exact | None:
        """A number of points, or None where META sets none."""
        return decimal_number(self.values.get(key, ""))

    def error(self, code: str, key: str, **values: object) -> PabulibError:
        """The refusal of what META says under this key."""
        value = quoted(self.values[key])
        return PabulibError(
            code, file=self.file, line=self.lines[key], key=key, value=value, **values
        )


def read_meta(sections: Sections, file: str, problems: Problems) -> Meta:
    """META, checked by itself; amounts are put into their shortest form. What is wrong is noted
    among the problems.
    """
    table = sections.table("META", ("key", "value"))
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    for row in table.rows:
        # Public files write some keys with capitals.
        key, value = row.cells[0].lower(), row.cells[1]
        if not key:
            problems.note(PabulibError("key_unnamed", file=file, line=row.line))
        elif key in values:
            problems.note(PabulibError("key_twice", file=file, line=row.line, key=quoted(key)))
        else:
            values[key], lines[key] = value, row.line
    meta = Meta(file, values, lines)
    _check_keys(meta, sections.line, problems)
    _check_numbers(meta, values, problems)
    return meta


def _check_keys(meta: Meta, end: int, problems: Problems) -> None:
    for key in _REQUIRED:
        if not meta.values.get(key):
            # An empty value has a line of its own; a missing key is told at the end of META.
            line = meta.lines.get(key, end)
            problems.note(PabulibError("key_missing", file=meta.file, line=line, key=key))
    kind = meta.values.get("vote_type")
    if kind and kind not in BALLOT_KINDS:
        problems.note(meta.error("unknown_vote_type", "vote_type", kinds=", ".join(BALLOT_KINDS)))


def _check_numbers(meta: Meta, values: dict[str, str], problems: Problems) -> None:
    for key in _WHOLE:
        if values.get(key) and whole_number(values[key]) is None:
            problems.note(meta.error("meta_not_whole", key))
    for key in _DECIMAL:
        if values.get(key):
            number = decimal_number(values[key])
            if number is None:
                problems.note(meta.error("meta_not_decimal", key))
                continue
            if key == "budget" and number <= 0:
                problems.note(meta.error("budget_not_positive", "budget"))
            # `100.50` and `100.5` are one amount and must give one file when written again.
            values[key] = plain(number)
