"""The exact figures of a count, read back from a publication and rounded for the eye so that
columns still add up; pure.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from neighbourhood.results.documents import Figures, Number


def exact(value: int | str | float | Fraction | None) -> Fraction:
    """Return the exact value of a published figure: a whole number, or text such as "10/3"."""
    return Fraction(value or 0)


def rounded(value: int | str | float | Fraction | None) -> int:
    """Return a figure in whole smallest units."""
    return round(exact(value))


def rounded_parts(parts: Sequence[Number], total: int) -> list[int]:
    """Return the parts in whole units that add up to `total`: the largest remainders are rounded up
    (Hamilton).
    """
    # Each rounded by itself, a column would not add up to what stands below it.
    floors = [exact(part).__floor__() for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda i: (floors[i] - exact(parts[i]), i))
    for i in by_remainder[: max(0, min(len(parts), total - sum(floors)))]:
        floors[i] += 1
    return floors


def ledger(values: Figures) -> tuple[list[tuple[str, int]], int, int]:
    """Return what a loser's supporters paid to whom (largest first), have left and had, rounded so
    that it adds up.
    """
    # JSON with sorted keys forgets the order, so the largest amount is brought to the front again.
    paid = dict(
        sorted(values["paid"].items(), key=lambda payment: (-exact(payment[1]), payment[0]))
    )
    had = rounded(values["had"])
    *parts, left = rounded_parts([*paid.values(), values["left"]], had)
    return list(zip(paid, parts, strict=True)), left, had


def average(total: int, people: int) -> Decimal:
    """Return how much of a total falls to each of the people, to two places."""
    return Decimal(round(Fraction(100 * total, people)) if people else 0) / 100
