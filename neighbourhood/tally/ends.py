"""Settles ties over a whole range of endowments by exact purses at both of its ends.

While the same voters give all they have at both ends, every amount is an affine function of the
endowment between them: a price is the cost less what the poor have, divided by the points of the
others. And a comparison of affine functions that comes out alike at both ends comes out alike
everywhere between.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cached_property

import numpy as np

from neighbourhood.tally.election import Election
from neighbourhood.tally.purses import Price, Purses
from neighbourhood.tally.rounded import Doubt
from neighbourhood.tally.shares import Market


class Ends:
    """The purses at the lowest and the highest endowment of a range; they follow what is bought in
    between.
    """

    def __init__(self, election: Election, market: Market, low: Fraction, high: Fraction) -> None:
        self._ties = election.ties
        self._market = market
        self._endowments = sorted({low, high})
        self._paid = 0

    @cached_property
    def _purses(self) -> list[Purses]:
        # Most runs meet no tie that needs them.
        return [Purses(self._market.groups, endowment) for endowment in self._endowments]

    def follow(self, order: Sequence[str]) -> None:
        """Pays for what has been bought since the last call; raises Doubt where others give their
        last at the two ends.
        """
        for project in order[self._paid :]:
            for purses, price in zip(self._purses, self._prices(project), strict=True):
                purses.pay(self._market.backings[project], price)
        self._paid = len(order)

    def winner(self, projects: Iterable[str]) -> str:
        """The one that is bought first of these at every endowment of the range; raises Doubt where
        there is no such one.
        """
        rates = {
            project: [
                price.exact / self._market.factors[project] for price in self._prices(project)
            ]
            for project in projects
        }
        winners = {
            min(rates, key=lambda each: (rates[each][end], self._ties[each]))
            for end in range(len(self._purses))
        }
        if len(winners) > 1:
            raise Doubt
        return winners.pop()

    def _prices(self, project: str) -> list[Price]:
        found = [purses.price(self._market.backings[project]) for purses in self._purses]
        prices = [price for price in found if price is not None]
        if len(prices) < len(found) or not np.array_equal(
            _gives_last(prices[0]), _gives_last(prices[-1])
        ):
            raise Doubt
        return prices


def _gives_last(price: Price) -> np.ndarray:
    return price.is_poor[price.entries.of_supporter]
