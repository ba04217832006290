"""What equal shares buys, proven for every endowment from one to another in a single rounded run.

A purchase counts only where its affordability is certainly the lowest and its supporters can
certainly pay, whatever the endowment in the range. Where several may be first, they are bought
together if no voter may pay for two of them, for then the order does not matter; else, where they
look equal, exact numbers decide. Where rounding or the width of the range leaves a doubt, the run
says so, and the caller narrows the range or counts exactly.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from heapq import heapify, heappop, heappush

import numpy as np

from neighbourhood.tally.bounds import (
    ROUNDING,
    UP,
    Doubt,
    PriceBounds,
    RoundedSupporters,
    left_after,
    price_bounds,
    rounded_supporters,
)
from neighbourhood.tally.election import Election
from neighbourhood.tally.shares import Market
from neighbourhood.tally.tie_proof import TieProof

_LEVEL = 1e-9
"""Affordabilities in the middle of a range that differ by more, relative to the lowest, are no tie
that exact numbers should be asked about.
"""


class IntervalScan:
    """Finds what is bought at ranges of endowments; what does not depend on the endowment is
    prepared once.
    """

    def __init__(self, election: Election, market: Market) -> None:
        self._election = election
        self._market = market
        self._supporters = rounded_supporters(market)

    def projects_bought(self, low: Fraction, high: Fraction) -> frozenset[str] | None:
        """The projects bought at every endowment from `low` to `high`; None where that is
        in doubt.
        """
        run = _RoundedRun(self._election, self._market, self._supporters, low, high)
        try:
            return frozenset(run.purchases())
        except Doubt:
            return None


class _RoundedRun:
    """The purses during one run; those who wait stand in a heap by the least their affordability
    can be, which never falls.
    """

    def __init__(
        self,
        election: Election,
        market: Market,
        supporters: Sequence[RoundedSupporters],
        low: Fraction,
        high: Fraction,
    ) -> None:
        # Every purse holds the middle of the range; its radius reaches both ends, and covers that
        # the middle itself is rounded.
        middle = float((low + high) / 2)
        radius = (float((high - low) / 2) + middle * ROUNDING) * UP
        self._highest_endowment = float(high)
        self._money = np.full(market.groups, middle)
        self._radii = np.full(market.groups, radius)
        self._ties = election.ties
        self._proof = TieProof(election, market, low, high)
        self._order: list[str] = []
        self._supporters = supporters
        self._waiting = [
            (project.least_affordability, project.place)
            for project in supporters
            if self._may_pay(project)
        ]
        heapify(self._waiting)

    def purchases(self) -> Sequence[str]:
        """The projects in an order in which they may be bought; raises Doubt."""
        while chosen := self._next():
            for price in chosen:
                groups = price.supporters.groups
                self._money[groups], self._radii[groups] = left_after(price)
                self._order.append(price.supporters.project)
        return self._order

    def _may_pay(self, supporters: RoundedSupporters) -> bool:
        return supporters.voters * self._highest_endowment * UP >= supporters.cost

    def _next(self) -> Sequence[PriceBounds]:
        """What is bought next: one project, several whose order does not matter, or none."""
        prices: list[PriceBounds] = []
        limit = float("inf")
        # Whoever can be cheaper than the highest that the cheapest may cost could still be first.
        while price := self._look(limit):
            prices.append(price)
            limit = min(limit, price.highest)
        chosen: Sequence[PriceBounds] = _within(prices, limit)
        if len(chosen) > 1:
            chosen = self._cluster(prices, limit) or [self._winner_of_tie(chosen)]
        # Who was looked at and not bought waits on, at the bound just learnt.
        for price in prices:
            if price not in chosen:
                heappush(self._waiting, (price.lowest, price.supporters.place))
        return chosen

    def _look(self, limit: float) -> PriceBounds | None:
        """The price of the next who waits and may be as cheap as the limit; who can never pay again
        waits no more.
        """
        while self._waiting and self._waiting[0][0] <= limit:
            least, place = heappop(self._waiting)
            supporters = self._supporters[place]
            money = self._money.take(supporters.groups)
            radii = self._radii.take(supporters.groups)
            price = price_bounds(supporters, money, radii, least)
            if price is not None:
                return price
        return None

    def _cluster(self, prices: list[PriceBounds], limit: float) -> Sequence[PriceBounds]:
        """All that may be as cheap as the cheapest or as another of them, if no voter may pay for
        two of them.

        What may tie with one of them may be bought before it, so the cluster grows until nobody
        else may tie.
        """
        cluster = _within(prices, limit)
        while self._are_apart(cluster):
            limit = max(price.highest for price in cluster)
            while price := self._look(limit):
                prices.append(price)
            wider = _within(prices, limit)
            if len(wider) == len(cluster):
                return cluster
            cluster = wider
        return []

    def _are_apart(self, prices: Iterable[PriceBounds]) -> bool:
        is_taken = np.zeros(len(self._money), dtype=bool)
        for price in prices:
            givers = price.givers
            if is_taken[givers].any():
                return False
            is_taken[givers] = True
        return True

    def _winner_of_tie(self, near: Sequence[PriceBounds]) -> PriceBounds:
        try:
            return min(near, key=lambda price: (price.exact, self._ties[price.supporters.project]))
        except Doubt:
            # Exact purses are slow: they are asked only where the two may really be equal.
            if not _look_level(near):
                raise
        self._proof.follow(self._order)
        winner = self._proof.winner(price.supporters.project for price in near)
        return next(price for price in near if price.supporters.project == winner)


def _look_level(prices: Iterable[PriceBounds]) -> bool:
    affordabilities = [price.value / price.supporters.factor for price in prices]
    lowest = min(affordabilities)
    return max(affordabilities) - lowest <= _LEVEL * lowest


def _within(prices: Iterable[PriceBounds], limit: float) -> list[PriceBounds]:
    return [price for price in prices if price.lowest <= limit]
