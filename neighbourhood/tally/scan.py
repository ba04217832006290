"""What equal shares buys, proven for every endowment from one to another in a single rounded run.

A purchase counts only where its rate is certainly the lowest and its supporters can certainly pay,
whatever the endowment in the range. Where several may be first, they are bought together if no
voter may pay for two of them, for then the order does not matter; else, where they look equal,
exact numbers decide. Where rounding or the width of the range leaves a doubt, the run says so, and
the caller narrows the range or counts exactly.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from heapq import heapify, heappop, heappush

import numpy as np

from neighbourhood.tally.election import Election
from neighbourhood.tally.ends import Ends
from neighbourhood.tally.rounded import (
    ROUNDING,
    UP,
    Doubt,
    Price,
    Support,
    left_after,
    price_of,
    supports_of,
)
from neighbourhood.tally.shares import Market

_LEVEL = 1e-9
"""Rates in the middle of a range that differ by more, relative to the lowest, are no tie that
exact numbers should be asked about.
"""


class Scan:
    """Finds what is bought at ranges of endowments; what does not depend on the endowment is
    prepared once.
    """

    def __init__(self, election: Election, market: Market) -> None:
        self._election = election
        self._market = market
        self._supports = supports_of(market)

    def bought(self, low: Fraction, high: Fraction) -> frozenset[str] | None:
        """The projects bought at every endowment from `low` to `high`; None where that is
        in doubt.
        """
        run = _Run(self._election, self._market, self._supports, low, high)
        try:
            return frozenset(run.purchases())
        except Doubt:
            return None


class _Run:
    """The purses during one run; those who wait stand in a heap by the least their rate can be,
    which never falls.
    """

    def __init__(
        self,
        election: Election,
        market: Market,
        supports: Sequence[Support],
        low: Fraction,
        high: Fraction,
    ) -> None:
        middle = float((low + high) / 2)
        self._most = float(high)
        self._money = np.full(market.groups, middle)
        self._radii = np.full(market.groups, (float((high - low) / 2) + middle * ROUNDING) * UP)
        self._ties = election.ties
        self._ends = Ends(election, market, low, high)
        self._order: list[str] = []
        self._supports = supports
        self._waiting = [
            (support.least_rate, support.place) for support in supports if self._may_pay(support)
        ]
        heapify(self._waiting)

    def purchases(self) -> Sequence[str]:
        """The projects in an order in which they may be bought; raises Doubt."""
        while chosen := self._next():
            for price in chosen:
                groups = price.support.groups
                self._money[groups], self._radii[groups] = left_after(price)
                self._order.append(price.support.project)
        return self._order

    def _may_pay(self, support: Support) -> bool:
        return support.voters * self._most * UP >= support.cost

    def _next(self) -> Sequence[Price]:
        """What is bought next: one project, several whose order does not matter, or none."""
        found: list[Price] = []
        best = float("inf")
        while price := self._look(best):
            found.append(price)
            best = min(best, price.highest)
        chosen: Sequence[Price] = _within(found, best)
        if len(chosen) > 1:
            chosen = self._cluster(found, best) or [self._winner_of_tie(chosen)]
        for price in found:
            if price not in chosen:
                heappush(self._waiting, (price.lowest, price.support.place))
        return chosen

    def _look(self, limit: float) -> Price | None:
        """The price of the next who waits and may be as cheap as the limit; who can never pay again
        waits no more.
        """
        while self._waiting and self._waiting[0][0] <= limit:
            least, place = heappop(self._waiting)
            support = self._supports[place]
            price = price_of(
                support, self._money.take(support.groups), self._radii.take(support.groups), least
            )
            if price is not None:
                return price
        return None

    def _cluster(self, found: list[Price], limit: float) -> Sequence[Price]:
        """All that may be as cheap as the cheapest or as another of them, if no voter may pay for
        two of them.
        """
        cluster = _within(found, limit)
        while self._are_apart(cluster):
            limit = max(price.highest for price in cluster)
            while price := self._look(limit):
                found.append(price)
            wider = _within(found, limit)
            if len(wider) == len(cluster):
                return cluster
            cluster = wider
        return []

    def _are_apart(self, prices: Iterable[Price]) -> bool:
        is_taken = np.zeros(len(self._money), dtype=bool)
        for price in prices:
            givers = price.givers
            if is_taken[givers].any():
                return False
            is_taken[givers] = True
        return True

    def _winner_of_tie(self, near: Sequence[Price]) -> Price:
        try:
            return min(near, key=lambda price: (price.exact, self._ties[price.support.project]))
        except Doubt:
            if not _look_level(near):
                raise
        self._ends.follow(self._order)
        winner = self._ends.winner(price.support.project for price in near)
        return next(price for price in near if price.support.project == winner)


def _look_level(prices: Iterable[Price]) -> bool:
    rates = [price.value / price.support.factor for price in prices]
    return max(rates) - min(rates) <= _LEVEL * min(rates)


def _within(found: Iterable[Price], limit: float) -> list[Price]:
    return [price for price in found if price.lowest <= limit]
