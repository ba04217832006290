"""The order in which equal shares buys, proven for every endowment from one to another in a single rounded run.

Every purse is a rounded number and a radius: whatever the endowment in the range, the exact amount lies within it. A price
gets a radius too, and a purchase counts only where its rate is certainly the lowest and its supporters can certainly pay.
Where rounding or the width of the range leaves a doubt, the run says so, and the caller narrows the range or counts exactly.

Why the bounds hold: at price p the supporters give F(p), the sum of min(money, p × points) × weight. For money off by at most
its radius, F is off by at most the radii of those who are not certainly richer than the price asks; the others pay the price
itself. F rises by at least their weight times points for each unit of price. So the exact price is nearer than
(what F may be off + what the rounded F misses) / (that weight), as long as those stay richer over this whole distance.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from operator import mul

import numpy as np

from neighbourhood.tally.election import Election
from neighbourhood.tally.purses import dot
from neighbourhood.tally.shares import Market
from neighbourhood.tally.ties import TieKey

_ROUNDING = 2.0**-52
"""Twice the error of one rounded operation, relative to its result."""
_UP = 1 + 2.0**-20
"""Makes up for rounding in the bounds themselves, which are sums of positive numbers."""
_MOST_TURNS = 60


class Doubt(Exception):
    """Raised where rounded numbers do not decide."""


@dataclass(frozen=True)
class _Support:
    """One project's supporters: places of their groups, weights, weights times points, points (None: one each).

    `least_rate` is the rate if everybody could pay in full: it is never lower. Projects with one number in `twins` have
    the same cost and the same supporters, so their rates are always equal.
    """

    project: str
    whole_cost: int
    whole_factor: int
    cost: float
    factor: float
    twins: int
    groups: np.ndarray
    weights: np.ndarray
    weighted_points: np.ndarray
    points: np.ndarray | None
    voters: float
    all_points: float
    least_rate: float
    rounding: float


@dataclass(frozen=True)
class _Price:
    """A price per point and how far the exact one may be from it; who holds how much, and who certainly pays in full."""

    support: _Support
    money: np.ndarray
    radii: np.ndarray
    is_rich: np.ndarray
    paying_points: float
    value: float
    radius: float

    @property
    def lowest(self) -> float:
        """The least the rate per unit of utility can be."""
        return (self.value - self.radius) / self.support.factor * (1 - 4 * _ROUNDING)

    @property
    def highest(self) -> float:
        """The most it can be."""
        return (self.value + self.radius) / self.support.factor * (1 + 4 * _ROUNDING)

    @property
    def exact(self) -> Fraction:
        """The exact rate, where everybody pays in full or certainly has nothing; raises Doubt where somebody gives his last."""
        if not (self.is_rich | ((self.money == 0) & (self.radii == 0))).all():
            raise Doubt
        return Fraction(self.support.whole_cost, int(self.paying_points) * self.support.whole_factor)


class Scan:
    """Finds orders of purchase for ranges of endowments; what does not depend on the endowment is prepared once."""

    def __init__(self, election: Election, market: Market) -> None:
        self._ties = election.ties
        self._groups = market.groups
        twins: dict[Hashable, int] = {}
        self._supports = [_support(project, market, twins) for project in sorted(market.backings)]

    def order(self, low: Fraction, high: Fraction) -> tuple[str, ...] | None:
        """The projects bought, in order, at every endowment from `low` to `high`; None where that is in doubt."""
        run = _Run(self._groups, low, high, self._ties)
        try:
            return tuple(run.purchases(self._supports))
        except Doubt:
            return None


def _support(project: str, market: Market, twins: dict[Hashable, int]) -> _Support:
    backing, factor = market.backings[project], market.factors[project]
    weights, points = backing.weights.astype(float), backing.points.astype(float)
    all_points = sum(map(mul, backing.weights.tolist(), backing.points.tolist()))
    kind = (backing.cost, backing.groups.tobytes(), points.tobytes())
    return _Support(
        project, backing.cost, factor, float(backing.cost), float(factor), twins.setdefault(kind, len(twins)),
        backing.groups, weights, weights * points, None if backing.levels == (1,) else points, float(weights.sum()), float(all_points),
        backing.cost / (all_points * factor) * (1 - 4 * _ROUNDING), (len(weights) + 16) * _ROUNDING,
    )


class _Run:
    def __init__(self, groups: int, low: Fraction, high: Fraction, ties: Mapping[str, TieKey]) -> None:
        self._most = float(high)
        middle = float((low + high) / 2)
        self._money = np.full(groups, middle)
        self._radii = np.full(groups, (float((high - low) / 2) + middle * _ROUNDING) * _UP)
        self._ties = ties

    def purchases(self, supports: Sequence[_Support]) -> Iterator[str]:
        """Yields the projects in the order in which they are bought; raises Doubt."""
        # A rate never falls during a run, so the least it was bounds it from below and most need no new look.
        waiting = [(support.least_rate, place) for place, support in enumerate(supports) if self._may_pay(support)]
        heapify(waiting)
        while price := self._cheapest(waiting, supports):
            yield price.support.project
            self._pay(price)

    def _may_pay(self, support: _Support) -> bool:
        return support.voters * self._most * _UP >= support.cost

    def _cheapest(self, waiting: list[tuple[float, int]], supports: Sequence[_Support]) -> _Price | None:
        """The next purchase, taken from those that wait, or None; drops those that can never be paid again."""
        best, found = float("inf"), []
        while waiting and waiting[0][0] <= best:
            least, place = heappop(waiting)
            price = self._price(supports[place], least)
            if price is not None:
                found.append((price, place))
                best = min(best, price.highest)
        near = [price for price, _ in found if price.lowest <= best]
        chosen = self._first(near)
        for price, place in found:
            if price is not chosen:
                heappush(waiting, (price.lowest, place))
        return chosen

    def _first(self, near: Sequence[_Price]) -> _Price | None:
        if len(near) < 2:
            return near[0] if near else None
        are_twins = len({price.support.twins for price in near}) == 1
        return min(near, key=lambda price: (0 if are_twins else price.exact, self._ties[price.support.project]))

    def _price(self, support: _Support, least_rate: float) -> _Price | None:
        """What a supporter pays for each point, None where all they have is too little; raises Doubt."""
        money, radii = self._money.take(support.groups), self._radii.take(support.groups)
        if support.cost == 0:
            return _Price(support, money, radii, money >= 0, support.all_points, 0.0, 0.0)
        if not _can_pay(support, money, radii):
            return None
        value, missing = _root(support, money, least_rate * support.factor)
        margin = value * 1e-9
        for _ in range(2):
            asked = value + margin if support.points is None else (value + margin) * support.points
            is_rich = money - radii >= asked
            paying_points = dot(support.weighted_points, is_rich)
            if paying_points == 0:
                raise Doubt
            off = missing + support.rounding * support.cost
            if paying_points < support.all_points:
                off += dot(support.weights * radii, ~is_rich)
            radius = off / paying_points * _UP
            if 2 * radius <= margin:
                return _Price(support, money, radii, is_rich, paying_points, value, radius)
            margin = 4 * radius
        raise Doubt

    def _pay(self, price: _Price) -> None:
        support, money = price.support, price.money
        points = 1.0 if support.points is None else support.points
        asked = price.value * points
        left = money - asked
        doubt = price.radii + price.radius * points + (money + asked) * (4 * _ROUNDING)
        self._radii[support.groups] = np.where(left < -doubt, 0, doubt * _UP)
        self._money[support.groups] = np.maximum(left, 0)


def _can_pay(support: _Support, money: np.ndarray, radii: np.ndarray) -> bool:
    total = dot(money, support.weights)
    slack = abs(total - support.cost) - support.rounding * (total + support.cost)
    if slack <= 0 or slack <= dot(radii, support.weights) * _UP:
        raise Doubt
    return total > support.cost


def _root(support: _Support, money: np.ndarray, value: float) -> tuple[float, float]:
    """A price at which the supporters give the cost, by tangents from below, and what they give too little or too much."""
    missing = support.cost
    for _ in range(_MOST_TURNS):
        asked = value if support.points is None else value * support.points
        missing = support.cost - dot(np.minimum(money, asked), support.weights)
        if missing <= support.rounding * support.cost:
            break
        slope = dot(support.weighted_points, money > asked)
        if slope == 0:
            break
        value += missing / slope
    return value, abs(missing)
