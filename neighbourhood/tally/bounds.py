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

from neighbourhood.tally.arrays import Flags, Floats, Integers
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
class RoundedSupporters:
    """One project's supporters: places of their groups, weights, weights times points, points
    (None: one each).

    `least_affordability` is the affordability if everybody could pay in full: it is never lower.
    `rounding` bounds the relative error of a sum. A sum of weights times points is exact: the
    profile lets in so few voters and points that it stays below 2**53.
    """

    project: str
    place: int
    cost: int
    factor: int
    groups: Integers
    weights: Floats
    weighted_points: Floats
    points: Floats | None
    voters: float
    all_points: float
    least_affordability: float
    rounding: float


@dataclass(frozen=True, eq=False)
class PriceBounds:
    """A price per point and how far the exact one may be from it; who holds how much, and who
    certainly pays in full.
    """

    supporters: RoundedSupporters
    money: Floats
    radii: Floats
    is_rich: Flags
    paying_points: float
    value: float
    radius: float

    # The difference, the division and the last product round once each: four times ROUNDING is
    # more than they can be off together.

    @property
    def lowest(self) -> float:
        """The least the affordability can be."""
        return (self.value - self.radius) / self.supporters.factor * (1 - 4 * ROUNDING)

    @property
    def highest(self) -> float:
        """The most it can be."""
        return (self.value + self.radius) / self.supporters.factor * (1 + 4 * ROUNDING)

    @property
    def exact(self) -> Fraction:
        """The exact affordability, where everybody pays in full or certainly has nothing; raises
        Doubt where somebody gives his last.
        """
        has_nothing = (self.money == 0) & (self.radii == 0)
        if not (self.is_rich | has_nothing).all():
            raise Doubt
        # The points are a whole number below 2**53, so this one comes out of the floats exact.
        return Fraction(self.supporters.cost, int(self.paying_points) * self.supporters.factor)

    @property
    def givers(self) -> Integers:
        """The groups that may give something."""
        givers: Integers = self.supporters.groups[self.money + self.radii > 0]
        return givers


def rounded_supporters(market: Market) -> list[RoundedSupporters]:
    """The supporters of every project of the market, in the order of the project ids."""
    return [
        _rounded(market, project, place) for place, project in enumerate(sorted(market.supporters))
    ]


def _rounded(market: Market, project: str, place: int) -> RoundedSupporters:
    supporters, factor = market.supporters[project], market.factors[project]
    weights, points = supporters.weights.astype(float), supporters.points.astype(float)
    # Summed as Python integers, so that the total is exact before it becomes a float.
    all_points = sum(map(mul, supporters.weights.tolist(), supporters.points.tolist()))
    return RoundedSupporters(
        project=project,
        place=place,
        cost=supporters.cost,
        factor=factor,
        groups=supporters.groups,
        weights=weights,
        weighted_points=weights * points,
        points=None if supporters.levels == (1,) else points,
        voters=float(weights.sum()),
        all_points=float(all_points),
        least_affordability=supporters.cost / (all_points * factor) * (1 - 4 * ROUNDING),
        # A sum of n products is off by at most about n roundings, in whatever order it is taken.
        rounding=(len(weights) + 16) * ROUNDING,
    )


def price_bounds(
    supporters: RoundedSupporters, money: Floats, radii: Floats, least_affordability: float
) -> PriceBounds | None:
    """What a supporter pays for each point, None where all they have is too little; raises Doubt.

    The exact affordability must not be below `least_affordability`.
    """
    if supporters.cost == 0:
        return PriceBounds(supporters, money, radii, money >= 0, supporters.all_points, 0.0, 0.0)
    if not _can_pay(supporters, money, radii):
        return None
    value, missing = _root(supporters, money, least_affordability * supporters.factor)
    # Who is certainly rich depends on how far the price may rise, and that on who is certainly
    # rich: a margin is assumed, and taken if the radius that follows from it fits twice within.
    margin = value * 1e-9
    for _ in range(_MOST_MARGINS):
        is_rich = money - radii >= _price_of_points(supporters, value + margin)
        paying_points = dot(supporters.weighted_points, is_rich)
        if paying_points == 0:
            raise Doubt
        off = missing + supporters.rounding * supporters.cost
        if paying_points < supporters.all_points:
            off += dot(supporters.weights * radii, ~is_rich)
        radius = off / paying_points * (UP + supporters.rounding)
        if 2 * radius <= margin:
            return PriceBounds(supporters, money, radii, is_rich, paying_points, value, radius)
        margin = 4 * radius
    raise Doubt


def _price_of_points(supporters: RoundedSupporters, value: float) -> float | Floats:
    # One number does for all where every supporter gives one point.
    return value if supporters.points is None else value * supporters.points


def _can_pay(supporters: RoundedSupporters, money: Floats, radii: Floats) -> bool:
    total = dot(money, supporters.weights)
    # How far the total is from the cost, less what the sum itself may be off; whatever the radii
    # could move it by must be less, or the answer is not certain.
    slack = abs(total - supporters.cost) - supporters.rounding * (total + supporters.cost)
    if slack <= dot(radii, supporters.weights) * (UP + supporters.rounding):
        raise Doubt
    return total > supporters.cost


def _root(supporters: RoundedSupporters, money: Floats, value: float) -> tuple[float, float]:
    """A price at which the supporters give the cost, by tangents from below, and what they give too
    little or too much.
    """
    missing = float(supporters.cost)
    for _ in range(_MOST_TURNS):
        payment = _price_of_points(supporters, value)
        missing = supporters.cost - dot(np.minimum(money, payment), supporters.weights)
        if missing <= supporters.rounding * supporters.cost:
            break
        # F is concave, so a tangent from below never passes the root; its slope is what those give
        # more who are richer than the price asks.
        slope = dot(supporters.weighted_points, money > payment)
        if slope == 0:
            break
        value += missing / slope
    return value, abs(missing)


def left_after(price: PriceBounds) -> tuple[Floats, Floats]:
    """What the supporters have after paying, and the radii of that; who certainly gave his last has
    exactly nothing.
    """
    points = 1.0 if price.supporters.points is None else price.supporters.points
    payment = price.value * points
    left = price.money - payment
    # The old radius, what the price may be off, and the rounding of the two operations above.
    rounding = (price.money + payment) * (4 * ROUNDING)
    radii = (price.radii + price.radius * points + rounding) * UP
    # Below nothing by more than the radius: the exact purse is empty, without a doubt.
    return np.maximum(left, 0), np.where(left < -radii, 0, radii)
