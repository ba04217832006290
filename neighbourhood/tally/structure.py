"""Fingerprints a run of equal shares, so that two endowments with one structure vouch for all endowments between.

While the winners stay the same and, in each round, the same voters have less than the winner's price would ask of them for
each project still open, every amount of the run is an affine function of the endowment, and so is every comparison it
rests on. A comparison of affine functions that comes out alike at both ends comes out alike in between. Hence equal
structures at two endowments prove the same winners, in the same order, at all endowments from one to the other.
"""

from collections.abc import Mapping
from hashlib import blake2b

import numpy as np

from neighbourhood.tally.purses import Purses
from neighbourhood.tally.shares import Market, Purchase

MOST_GROUPS = 5_000
"""With more groups of ballots nearly every step changes the structure, and looking for it costs more than it saves."""


class Structure:
    """Watches one run; `digest` then names its structure."""

    def __init__(self, market: Market) -> None:
        self._market = market
        self._open: Mapping[str, None] = dict.fromkeys(sorted(market.backings))
        self._hash = blake2b(digest_size=32)

    def watch(self, purses: Purses, purchase: Purchase) -> None:
        """Notes who has too little at this round's price, for every project not bought yet."""
        self._hash.update(repr((purchase.project, purchase.equals)).encode())
        for project in self._open:
            backing = self._market.backings[project]
            first = purses.first_able(backing.levels, purchase.rate * self._market.factors[project])
            is_poor = purses.class_of[backing.groups] < first[backing.level]
            self._hash.update(np.packbits(is_poor).tobytes())
        self._open = {project: None for project in self._open if project != purchase.project}

    def digest(self) -> bytes:
        """The fingerprint."""
        return self._hash.digest()
