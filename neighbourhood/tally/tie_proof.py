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

from neighbourhood.tally.arrays import Flags
from neighbourhood.tally.bounds import Doubt
from neighbourhood.tally.election import Election
from neighbourhood.tally.purses import Price, Purses
from neighbourhood.tally.shares import Market


class TieProof:
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
        # Made when first asked for, since most runs meet no tie that needs them.
        return [Purses(self._market.groups, endowment) for endowment in self._endowments]

    def follow(self, order: Sequence[str]) -> None:
        """Pays for what has been bought since the last call; raises Doubt where others give their
        last at the two ends.
        """
        for project in order[self._paid :]:
            supporters = self._market.supporters[project]
            for purses, price in zip(self._purses, self._prices(project), strict=True):
                purses.pay(supporters, price)
        self._paid = len(order)

    def winner(self, projects: Iterable[str]) -> str:
        """The one that is bought first of these at every endowment of the range; raises Doubt where
        there is no such one.
        """
        at_ends = {project: self._affordabilities(project) for project in projects}
        winners = set()
        for end in range(len(self._purses)):
            order = {project: (at_ends[project][end], self._ties[project]) for project in at_ends}
            winners.add(min(order, key=order.__getitem__))
        # The same winner at both ends wins everywhere between; two winners change places somewhere.
        if len(winners) > 1:
            raise Doubt
        return winners.pop()

    def _affordabilities(self, project: str) -> list[Fraction]:
        factor = self._market.factors[project]
        return [price.exact / factor for price in self._prices(project)]

    def _prices(self, project: str) -> list[Price]:
        supporters = self._market.supporters[project]
        prices = []
        for purses in self._purses:
            price = purses.price(supporters)
            if price is None:
                raise Doubt
            prices.append(price)
        # Only where the same voters give their last at both ends is the price affine between them.
        if not np.array_equal(_gives_last(prices[0]), _gives_last(prices[-1])):
            raise Doubt
        return prices


def _gives_last(price: Price) -> Flags:
    # For each supporter, not for each entry: entries are put together differently at the two ends.
    gives_last: Flags = price.is_poor[price.entries.of_supporter]
    return gives_last
