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

from neighbourhood.tally.arrays import Flags, Floats, Integers

_SHORT = 8192
"""Arrays up to this length are multiplied by one processor in any case."""
_CERTAIN = 1e-6
"""Far above the error of a sum of a billion rounded non-negative numbers; nearer cases are
decided exactly.
"""


@dataclass(frozen=True)
class Supporters:
    """Who can pay for one project: groups, how many voters each is, and the place of their points
    among `levels`.
    """

    cost: int
    groups: Integers
    weights: Integers
    level: Integers
    levels: tuple[int, ...]
    points: Integers


@dataclass(frozen=True)
class Entries:
    """The supporters of one project put together by class of money and level of points."""

    classes: Integers
    levels: Integers
    counts: Integers
    of_supporter: Integers
    """For each of the supporters' groups, the place of its entry."""


@dataclass(frozen=True)
class Price:
    """What a supporter pays per point: `numerator` / `divisor` units of the purses; the poor pay
    all they have.
    """

    numerator: int
    divisor: int
    entries: Entries
    is_poor: Flags
    exact: Fraction
    """The price in the smallest unit of money."""


class Purses:
    """The money left of each group; `money` holds the classes, ascending, in units of 1 /
    denominator.
    """

    def __init__(self, groups: int, endowment: Fraction) -> None:
        self.denominator = endowment.denominator
        self.money = [endowment.numerator]
        self.class_of = np.zeros(groups, dtype=np.int64)
        self.estimates = np.array([endowment.numerator / endowment.denominator])

    def entries(self, supporters: Supporters) -> Entries:
        """The supporters of a project by class and level."""
        # Class and level of each group in one number, so that one count puts equal pairs together.
        width = len(supporters.levels)
        keys = self.class_of[supporters.groups] * width + supporters.level
        counts = np.bincount(keys, weights=supporters.weights, minlength=1)
        present = np.flatnonzero(counts)
        place = np.zeros(len(counts), dtype=np.int64)
        place[present] = np.arange(len(present))
        classes, levels = present // width, present % width
        return Entries(classes, levels, counts[present].astype(np.int64), place[keys])

    def total(self, entries: Entries) -> int:
        """What these supporters hold together, in units of 1 / denominator."""
        money = (self.money[class_] for class_ in entries.classes.tolist())
        return sum(map(mul, money, entries.counts.tolist()))

    def price(self, supporters: Supporters) -> Price | None:
        """The lowest price per point at which the supporters cover the cost; None if all they have
        is too little.
        """
        entries = self.entries(supporters)
        if not self._can_pay(supporters.cost, entries):
            return None
        if supporters.cost == 0:
            return Price(0, 1, entries, np.zeros(len(entries.classes), dtype=bool), Fraction(0))
        # Newton's method on a concave function: whoever starts with the right poor ones, as the
        # guess nearly always does, is through in one turn, and any other start ends at the same.
        is_poor = self._guess(supporters, entries)
        while True:
            numerator, divisor = self._tangent(supporters, entries, is_poor)
            settled = self._poor_at(supporters.levels, entries, numerator, divisor)
            if np.array_equal(settled, is_poor):
                break
            is_poor = settled
        common = gcd(numerator, divisor)
        exact = Fraction(numerator, divisor * self.denominator)
        return Price(numerator // common, divisor // common, entries, is_poor, exact)

    def pay(self, supporters: Supporters, price: Price) -> None:
        """Takes the price from every supporter."""
        # The new denominator is the old one times the divisor, so that what is left is whole again.
        # Each entry becomes a class of its own behind the old ones; `_settle` puts them in order.
        entries, classes = price.entries, len(self.money)
        scaled = [amount * price.divisor for amount in self.money]
        left = [
            0 if poor else scaled[place] - price.numerator * supporters.levels[level]
            for place, level, poor in zip(
                entries.classes.tolist(),
                entries.levels.tolist(),
                price.is_poor.tolist(),
                strict=True,
            )
        ]
        self.class_of[supporters.groups] = classes + entries.of_supporter
        self.denominator *= price.divisor
        estimates = np.array([amount / self.denominator for amount in left])
        self._settle(scaled + left, np.concatenate([self.estimates, estimates]))

    def paid(self, supporters: Supporters, price: Price) -> list[int]:
        """What a voter of each entry pays, in units of 1 / (denominator × price.divisor)."""
        entries = price.entries
        return [
            self.money[place] * price.divisor
            if poor
            else price.numerator * supporters.levels[level]
            for place, level, poor in zip(
                entries.classes.tolist(),
                entries.levels.tolist(),
                price.is_poor.tolist(),
                strict=True,
            )
        ]

    def _settle(self, money: list[int], estimates: Floats) -> None:
        """Renumbers the classes in use by rising money, merges equal ones, and divides out common
        factors.
        """
        used = np.flatnonzero(np.bincount(self.class_of, minlength=len(money)))
        order = _by_money(used, money, estimates)
        ranked = [money[class_] for class_ in order.tolist()]
        estimates = estimates[order]
        # Different estimates are different amounts; only equal ones need the exact comparison.
        is_first = np.ones(len(order), dtype=bool)
        for place in (np.flatnonzero(estimates[1:] == estimates[:-1]) + 1).tolist():
            is_first[place] = ranked[place] != ranked[place - 1]
        renumbered = np.zeros(len(money), dtype=np.int64)
        renumbered[order] = np.cumsum(is_first) - 1
        self.class_of = renumbered[self.class_of]
        firsts = np.flatnonzero(is_first)
        distinct = [ranked[place] for place in firsts.tolist()]
        # Without this the denominator would grow by every divisor of the count.
        common = gcd(self.denominator, *distinct)
        self.money = [amount // common for amount in distinct] if common > 1 else distinct
        self.denominator //= common
        self.estimates = estimates[firsts]

    def _can_pay(self, cost: int, entries: Entries) -> bool:
        estimate = dot(self.estimates[entries.classes], entries.counts)
        if abs(estimate - cost) > _CERTAIN * cost:
            return estimate >= cost
        return self.total(entries) >= cost * self.denominator

    def _guess(self, supporters: Supporters, entries: Entries) -> Flags:
        """Who pays all he has, as rounded arithmetic sees it; only a start for the exact search."""
        money = self.estimates[entries.classes]
        points = np.array(supporters.levels)[entries.levels]
        # By the price at which each gives his last: before it all the earlier ones are poor.
        ratio = money / points
        order = np.argsort(ratio, kind="stable")
        paid = np.cumsum((money * entries.counts)[order])
        weights = (points * entries.counts)[order]
        rest = weights.sum() - np.cumsum(weights)
        # The first at whose last price the poor's money and the others' payments reach the cost.
        covers = paid + ratio[order] * rest >= supporters.cost
        poor = min(int(np.argmax(covers)) if covers.any() else len(order), len(order) - 1)
        is_poor = np.zeros(len(order), dtype=bool)
        is_poor[order[:poor]] = True
        return is_poor

    def _tangent(self, supporters: Supporters, entries: Entries, is_poor: Flags) -> tuple[int, int]:
        """Price if exactly these pay all they have: never above the true one, so that repeating
        ends at it (Newton).
        """
        poor = np.flatnonzero(is_poor)
        money = (self.money[class_] for class_ in entries.classes[poor].tolist())
        paid_by_poor = sum(map(mul, money, entries.counts[poor].tolist()))
        rich = ~is_poor
        weights = np.bincount(
            entries.levels[rich], weights=entries.counts[rich], minlength=len(supporters.levels)
        )
        divisor = sum(
            points * int(weight)
            for points, weight in zip(supporters.levels, weights.tolist(), strict=True)
        )
        return supporters.cost * self.denominator - paid_by_poor, divisor

    def _poor_at(
        self, levels: Sequence[int], entries: Entries, numerator: int, divisor: int
    ) -> Flags:
        """Who has less than the price asks of him: classes below the first that can pay, level by
        level.
        """
        # The negatives round the division up: the least whole number that is not below the price.
        first = [bisect_left(self.money, -(-numerator * points // divisor)) for points in levels]
        is_poor: Flags = entries.classes < np.array(first)[entries.levels]
        return is_poor

    def support(self, supporters: Supporters, entries: Entries, per_point: Fraction) -> Fraction:
        """What the supporters would pay together at this price per point, each at most what
        he has.
        """
        numerator = per_point.numerator * self.denominator
        divisor = per_point.denominator
        is_poor = self._poor_at(supporters.levels, entries, numerator, divisor)
        # The tangent gives what the poor leave of the cost; the rest of the cost is their money.
        open_cost, points_of_rich = self._tangent(supporters, entries, is_poor)
        paid_by_poor = Fraction(supporters.cost * self.denominator - open_cost, self.denominator)
        return paid_by_poor + points_of_rich * per_point

    def support_estimate(self, supporters: Supporters, per_point: float) -> float:
        """The same in rounded arithmetic, for leaving out what cannot be the highest."""
        money = self.estimates.take(self.class_of.take(supporters.groups))
        return dot(np.minimum(money, per_point * supporters.points), supporters.weights)


def dot(one: Floats, other: Integers | Floats | Flags) -> float:
    """The sum of products, rounded; for long arrays `@` would take the other processors from the
    other processes.
    """
    return float(one @ other if len(one) < _SHORT else np.einsum("i,i->", one, other))


def _by_money(used: Integers, money: list[int], estimates: Floats) -> Integers:
    """The classes in use by rising money. Integer division rounds correctly, so only equal
    estimates need a look.
    """
    order: Integers = used[np.argsort(estimates[used], kind="stable")]
    near = np.flatnonzero(estimates[order][1:] == estimates[order][:-1]).tolist()
    if any(money[order[place]] > money[order[place + 1]] for place in near):
        return np.array(sorted(used.tolist(), key=money.__getitem__))
    return order
