"""The price of a project in rounded numbers, with a bound on how far the exact price can be from
it.

Every purse is a rounded amount and a radius within which the exact amount lies. At price p the
supporters give F(p), the sum of weight × min(money, p × points). With money off by at most its
radius, F is off by at most the radii of those who are not certainly richer than the price asks; the
others pay the price itself. And F rises by at least the weight × points of those others for each
unit of price. So the exact price is nearer than (what F may be off + what the rounded F misses of
the cost) / (that weight × points), as long as those others stay richer over twice this distance.
"""

from dataclasses import dataclass
from fractions import Fraction
from operator import mul

import numpy as np

from neighbourhood.tally.purses import dot
from neighbourhood.tally.shares import Market

ROUNDING = 2.0**-52
"""Twice the error of one rounded operation, relative to its result."""
UP = 1 + 2.0**-30
"""Makes up for the few rounded operations in a bound itself; where it is a sum, the rounding of
that sum is added.
"""
_MOST_TURNS, _MOST_MARGINS = 60, 4


class Doubt(Exception):
    """Raised where rounded numbers do not decide."""


@dataclass(frozen=True, eq=False)
class Support:
    """One project's supporters: places of their groups, weights, weights times points, points
    (None: one each).

    `least_rate` is the rate if everybody could pay in full: it is never lower. `rounding` bounds
    the relative error of a sum. A sum of weights times points is exact: the profile lets in so few
    voters and points that it stays below 2**53.
    """

    project: str
    place: int
    cost: int
    factor: int
    groups: np.ndarray
    weights: np.ndarray
    weighted_points: np.ndarray
    points: np.ndarray | None
    voters: float
    all_points: float
    least_rate: float
    rounding: float


@dataclass(frozen=True, eq=False)
class Price:
    """A price per point and how far the exact one may be from it; who holds how much, and who
    certainly pays in full.
    """

    support: Support
    money: np.ndarray
    radii: np.ndarray
    is_rich: np.ndarray
    paying_points: float
    value: float
    radius: float

    @property
    def lowest(self) -> float:
        """The least the rate per unit of utility can be."""
        return (self.value - self.radius) / self.support.factor * (1 - 4 * ROUNDING)

    @property
    def highest(self) -> float:
        """The most it can be."""
        return (self.value + self.radius) / self.support.factor * (1 + 4 * ROUNDING)

    @property
    def exact(self) -> Fraction:
        """The exact rate, where everybody pays in full or certainly has nothing; raises Doubt where
        somebody gives his last.
        """
        if not (self.is_rich | ((self.money == 0) & (self.radii == 0))).all():
            raise Doubt
        return Fraction(self.support.cost, int(self.paying_points) * self.support.factor)

    @property
    def givers(self) -> np.ndarray:
        """The groups that may give something."""
        return self.support.groups[self.money + self.radii > 0]


def supports_of(market: Market) -> list[Support]:
    """The supporters of every project of the market."""
    return [
        _support(market, project, place) for place, project in enumerate(sorted(market.backings))
    ]


def _support(market: Market, project: str, place: int) -> Support:
    backing, factor = market.backings[project], market.factors[project]
    weights, points = backing.weights.astype(float), backing.points.astype(float)
    all_points = sum(map(mul, backing.weights.tolist(), backing.points.tolist()))
    return Support(
        project,
        place,
        backing.cost,
        factor,
        backing.groups,
        weights,
        weights * points,
        None if backing.levels == (1,) else points,
        float(weights.sum()),
        float(all_points),
        backing.cost / (all_points * factor) * (1 - 4 * ROUNDING),
        (len(weights) + 16) * ROUNDING,
    )


def price_of(
    support: Support, money: np.ndarray, radii: np.ndarray, least_rate: float
) -> Price | None:
    """What a supporter pays for each point, None where all they have is too little; raises Doubt.

    `least_rate` is a rate that the exact one is not below.
    """
    if support.cost == 0:
        return Price(support, money, radii, money >= 0, support.all_points, 0.0, 0.0)
    if not _can_pay(support, money, radii):
        return None
    value, missing = _root(support, money, least_rate * support.factor)
    margin = value * 1e-9
    for _ in range(_MOST_MARGINS):
        is_rich = money - radii >= _asked(support, value + margin)
        paying_points = dot(support.weighted_points, is_rich)
        if paying_points == 0:
            raise Doubt
        off = missing + support.rounding * support.cost
        if paying_points < support.all_points:
            off += dot(support.weights * radii, ~is_rich)
        radius = off / paying_points * (UP + support.rounding)
        if 2 * radius <= margin:
            return Price(support, money, radii, is_rich, paying_points, value, radius)
        margin = 4 * radius
    raise Doubt


def _asked(support: Support, value: float) -> float | np.ndarray:
    return value if support.points is None else value * support.points


def _can_pay(support: Support, money: np.ndarray, radii: np.ndarray) -> bool:
    total = dot(money, support.weights)
    slack = abs(total - support.cost) - support.rounding * (total + support.cost)
    if slack <= dot(radii, support.weights) * (UP + support.rounding):
        raise Doubt
    return total > support.cost


def _root(support: Support, money: np.ndarray, value: float) -> tuple[float, float]:
    """A price at which the supporters give the cost, by tangents from below, and what they give too
    little or too much.
    """
    missing = float(support.cost)
    for _ in range(_MOST_TURNS):
        asked = _asked(support, value)
        missing = support.cost - dot(np.minimum(money, asked), support.weights)
        if missing <= support.rounding * support.cost:
            break
        slope = dot(support.weighted_points, money > asked)
        if slope == 0:
            break
        value += missing / slope
    return value, abs(missing)


def left_after(price: Price) -> tuple[np.ndarray, np.ndarray]:
    """What the supporters have after paying, and the radii of that; who certainly gave his last has
    exactly nothing.
    """
    points = 1.0 if price.support.points is None else price.support.points
    asked = price.value * points
    left = price.money - asked
    radii = (price.radii + price.radius * points + (price.money + asked) * (4 * ROUNDING)) * UP
    return np.maximum(left, 0), np.where(left < -radii, 0, radii)
