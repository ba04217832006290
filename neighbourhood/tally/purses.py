"""Every voter's money, exact and without a fraction per voter.

Groups of equal ballots have equal money, and groups with equal money share a class. The classes are
whole numbers over one common denominator, kept in ascending order; only they are Python integers,
the rest is arrays of small numbers.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from operator import mul

import numpy as np

_SHORT = 8192
"""Arrays up to this length are multiplied by one processor in any case."""
_CERTAIN = 1e-6
"""Far above the error of a sum of a billion rounded non-negative numbers; nearer cases are
decided exactly.
"""


@dataclass(frozen=True)
class Backing:
    """Who can pay for one project: groups, how many voters each is, and the place of their points
    among `levels`.
    """

    cost: int
    groups: np.ndarray
    weights: np.ndarray
    level: np.ndarray
    levels: tuple[int, ...]
    points: np.ndarray


@dataclass(frozen=True)
class Entries:
    """The supporters of one project put together by class of money and level of points."""

    classes: np.ndarray
    levels: np.ndarray
    counts: np.ndarray
    of_supporter: np.ndarray


@dataclass(frozen=True)
class Price:
    """What a supporter pays per point: `numerator` / `divisor` units of the purses; the poor pay
    all they have.
    """

    numerator: int
    divisor: int
    entries: Entries
    is_poor: np.ndarray
    exact: Fraction


class Purses:
    """The money left of each group; `money` holds the classes, ascending, in units of 1 /
    denominator.
    """

    def __init__(self, groups: int, endowment: Fraction) -> None:
        self.denominator = endowment.denominator
        self.money = [endowment.numerator]
        self.class_of = np.zeros(groups, dtype=np.int64)
        self.estimates = np.array([endowment.numerator / endowment.denominator])

    def entries(self, backing: Backing) -> Entries:
        """The supporters of a project by class and level."""
        width = len(backing.levels)
        keys = self.class_of[backing.groups] * width + backing.level
        counts = np.bincount(keys, weights=backing.weights, minlength=1)
        present = np.flatnonzero(counts)
        place = np.zeros(len(counts), dtype=np.int64)
        place[present] = np.arange(len(present))
        classes, levels = present // width, present % width
        return Entries(classes, levels, counts[present].astype(np.int64), place[keys])

    def total(self, entries: Entries) -> int:
        """What these supporters hold together, in units of 1 / denominator."""
        money = self.money
        return sum(
            map(mul, (money[each] for each in entries.classes.tolist()), entries.counts.tolist())
        )

    def price(self, backing: Backing) -> Price | None:
        """The lowest price per point at which the supporters cover the cost; None if all they have
        is too little.
        """
        entries = self.entries(backing)
        if not self._can_pay(backing.cost, entries):
            return None
        if backing.cost == 0:
            return Price(0, 1, entries, np.zeros(len(entries.classes), dtype=bool), Fraction(0))
        is_poor = self._guess(backing, entries)
        while True:
            numerator, divisor = self._tangent(backing, entries, is_poor)
            settled = self._poor_at(backing.levels, entries, numerator, divisor)
            if np.array_equal(settled, is_poor):
                break
            is_poor = settled
        common = gcd(numerator, divisor)
        exact = Fraction(numerator, divisor * self.denominator)
        return Price(numerator // common, divisor // common, entries, is_poor, exact)

    def pay(self, backing: Backing, price: Price) -> None:
        """Takes the price from every supporter."""
        entries, classes = price.entries, len(self.money)
        scaled = [each * price.divisor for each in self.money]
        left = [
            0 if poor else scaled[place] - price.numerator * backing.levels[level]
            for place, level, poor in zip(
                entries.classes.tolist(),
                entries.levels.tolist(),
                price.is_poor.tolist(),
                strict=True,
            )
        ]
        self.class_of[backing.groups] = classes + entries.of_supporter
        self.denominator *= price.divisor
        estimates = np.array([each / self.denominator for each in left])
        self._settle(scaled + left, np.concatenate([self.estimates, estimates]))

    def paid(self, backing: Backing, price: Price) -> list[int]:
        """What a voter of each entry pays, in units of 1 / (denominator × price.divisor)."""
        entries = price.entries
        return [
            self.money[place] * price.divisor if poor else price.numerator * backing.levels[level]
            for place, level, poor in zip(
                entries.classes.tolist(),
                entries.levels.tolist(),
                price.is_poor.tolist(),
                strict=True,
            )
        ]

    def _settle(self, money: list[int], estimates: np.ndarray) -> None:
        """Renumbers the classes in use by rising money, merges equal ones, and divides out common
        factors.
        """
        used = np.flatnonzero(np.bincount(self.class_of, minlength=len(money)))
        order = _by_money(used, money, estimates)
        ranked = [money[each] for each in order.tolist()]
        estimates = estimates[order]
        is_first = np.ones(len(order), dtype=bool)
        for place in (np.flatnonzero(estimates[1:] == estimates[:-1]) + 1).tolist():
            is_first[place] = ranked[place] != ranked[place - 1]
        renumbered = np.zeros(len(money), dtype=np.int64)
        renumbered[order] = np.cumsum(is_first) - 1
        self.class_of = renumbered[self.class_of]
        firsts = np.flatnonzero(is_first)
        distinct = [ranked[each] for each in firsts.tolist()]
        common = gcd(self.denominator, *distinct)
        self.money = [each // common for each in distinct] if common > 1 else distinct
        self.denominator //= common
        self.estimates = estimates[firsts]

    def _can_pay(self, cost: int, entries: Entries) -> bool:
        estimate = dot(self.estimates[entries.classes], entries.counts)
        if abs(estimate - cost) > _CERTAIN * cost:
            return estimate >= cost
        return self.total(entries) >= cost * self.denominator

    def _guess(self, backing: Backing, entries: Entries) -> np.ndarray:
        """Who pays all he has, as rounded arithmetic sees it; only a start for the exact search."""
        money, points = self.estimates[entries.classes], np.array(backing.levels)[entries.levels]
        ratio = money / points
        order = np.argsort(ratio, kind="stable")
        paid = np.cumsum((money * entries.counts)[order])
        weights = (points * entries.counts)[order]
        rest = weights.sum() - np.cumsum(weights)
        covers = paid + ratio[order] * rest >= backing.cost
        poor = min(int(np.argmax(covers)) if covers.any() else len(order), len(order) - 1)
        is_poor = np.zeros(len(order), dtype=bool)
        is_poor[order[:poor]] = True
        return is_poor

    def _tangent(self, backing: Backing, entries: Entries, is_poor: np.ndarray) -> tuple[int, int]:
        """Price if exactly these pay all they have: never above the true one, so that repeating
        ends at it (Newton).
        """
        poor = np.flatnonzero(is_poor)
        money = (self.money[each] for each in entries.classes[poor].tolist())
        given = sum(map(mul, money, entries.counts[poor].tolist()))
        rich = ~is_poor
        weights = np.bincount(
            entries.levels[rich], weights=entries.counts[rich], minlength=len(backing.levels)
        )
        divisor = sum(
            points * int(weight)
            for points, weight in zip(backing.levels, weights.tolist(), strict=True)
        )
        return backing.cost * self.denominator - given, divisor

    def _poor_at(
        self, levels: Sequence[int], entries: Entries, numerator: int, divisor: int
    ) -> np.ndarray:
        """Who has less than the price asks of him: classes below the first that can pay, level by
        level.
        """
        first = [bisect_left(self.money, -(-numerator * points // divisor)) for points in levels]
        return entries.classes < np.array(first)[entries.levels]

    def support(self, backing: Backing, entries: Entries, per_point: Fraction) -> Fraction:
        """What the supporters would pay together at this price per point, each at most what
        he has.
        """
        numerator, divisor = per_point.numerator * self.denominator, per_point.denominator
        is_poor = self._poor_at(backing.levels, entries, numerator, divisor)
        given, rest = self._tangent(backing, entries, is_poor)
        return (
            Fraction(backing.cost * self.denominator - given, self.denominator) + rest * per_point
        )

    def support_estimate(self, backing: Backing, per_point: float) -> float:
        """The same in rounded arithmetic, for leaving out what cannot be the highest."""
        money = self.estimates.take(self.class_of.take(backing.groups))
        return dot(np.minimum(money, per_point * backing.points), backing.weights)


def dot(one: np.ndarray, other: np.ndarray) -> float:
    """The sum of products, rounded; for long arrays `@` would take the other processors from the
    other processes.
    """
    return float(one @ other if len(one) < _SHORT else np.einsum("i,i->", one, other))


def _by_money(used: np.ndarray, money: list[int], estimates: np.ndarray) -> np.ndarray:
    """The classes in use by rising money. Integer division rounds correctly, so only equal
    estimates need a look.
    """
    order = used[np.argsort(estimates[used], kind="stable")]
    near = np.flatnonzero(estimates[order][1:] == estimates[order][:-1]).tolist()
    if any(money[order[place]] > money[order[place + 1]] for place in near):
        return np.array(sorted(used.tolist(), key=money.__getitem__))
    return order
