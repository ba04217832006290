"""Fingerprints a run of equal shares, so that two endowments with one structure vouch for all endowments between.

While the winners stay the same and, in each round, the same voters have less than the winner's price would ask of them
for each project still open, every amount of the run is an affine function of the endowment, and so is every comparison
it rests on. A comparison of affine functions that comes out alike at both ends comes out alike in between. Hence equal
structures at two endowments prove the same winners, in the same order, at all endowments from one to the other.
"""

from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction
from hashlib import blake2b

import numpy as np

from neighbourhood.tally.purses import Purses
from neighbourhood.tally.shares import Market, Purchase

MOST_GROUPS = 400
"""With more groups of ballots nearly every step changes the structure, and looking for it costs more than it saves."""
_NOISE = 1e-9


@dataclass(frozen=True)
class Support:
    """All supporters of all projects in one table, one row for each pair; `cells` are pairs of project and points."""

    projects: tuple[str, ...]
    costs: np.ndarray
    factors: np.ndarray
    cells: tuple[tuple[int, int], ...]
    rows: np.ndarray

    @property
    def owner(self) -> np.ndarray:
        """By row, the place of the project."""
        return self.rows["owner"]


def table_of_support(market: Market) -> Support:
    """The table, built once for all runs of a market."""
    projects = tuple(sorted(market.backings))
    cells, parts = [], []
    for owner, project in enumerate(projects):
        backing = market.backings[project]
        part = np.empty(len(backing.groups), dtype=_ROW)
        part["owner"], part["group"] = owner, backing.groups
        part["weight"], part["points"] = backing.weights, backing.points
        part["cell"] = backing.level + len(cells)
        cells += [(owner, points) for points in backing.levels]
        parts.append(part)
    costs = np.array([market.backings[project].cost for project in projects], dtype=float)
    factors = np.array([market.factors[project] for project in projects], dtype=float)
    return Support(projects, costs, factors, tuple(cells), np.concatenate(parts))


_ROW = np.dtype([("owner", "i8"), ("group", "i8"), ("weight", "f8"), ("points", "f8"), ("cell", "i8")])


class Structure:
    """Watches one run; `digest` then names its structure, and `reach` guesses how far up it holds."""

    def __init__(self, market: Market, support: Support) -> None:
        self._market = market
        self._support = support
        self._is_open = np.ones(len(support.projects), dtype=bool)
        self._hash = blake2b(digest_size=32)
        # By group: how fast its money grows with the endowment.
        self._growth = np.ones(market.groups)
        self.reach = float("inf")

    def watch(self, purses: Purses, purchase: Purchase | None) -> None:
        """Notes who has too little at this round's price, for every project not bought yet."""
        rows = self._support.rows
        have = purses.estimates[purses.class_of[rows["group"]]]
        if purchase is None:
            self._note_gaps(rows["weight"] * have, rows["weight"] * self._growth[rows["group"]])
            return
        is_poor = purses.class_of[rows["group"]] < self._first_able(purses, purchase.rate)[rows["cell"]]
        self._hash.update(repr((purchase.project, purchase.equals)).encode())
        self._hash.update(np.packbits(is_poor).tobytes())
        per_utility = self._price_growth(purchase) / self._market.factors[purchase.project]
        self._note_reach(have, is_poor, float(purchase.rate), per_utility)
        self._pay(purchase, per_utility * self._market.factors[purchase.project])
        self._is_open[self._support.projects.index(purchase.project)] = False

    def digest(self) -> bytes:
        """The fingerprint."""
        return self._hash.digest()

    def _first_able(self, purses: Purses, rate: Fraction) -> np.ndarray:
        """By cell, the first class of money that holds what this price asks; nobody is poor for what is bought."""
        whole, divisor = rate.numerator * purses.denominator, rate.denominator
        factors = [self._market.factors[project] for project in self._support.projects]
        return np.array(
            [
                bisect_left(purses.money, -(-whole * factors[owner] * points // divisor)) if self._is_open[owner] else 0
                for owner, points in self._support.cells
            ]
        )

    def _price_growth(self, purchase: Purchase) -> float:
        backing, entries = self._market.backings[purchase.project], purchase.price.entries
        is_poor = purchase.price.is_poor[entries.of_supporter]
        grown = float((backing.weights * self._growth[backing.groups])[is_poor].sum())
        rich = float((backing.weights * backing.points)[~is_poor].sum())
        return -grown / rich

    def _note_reach(self, have: np.ndarray, is_poor: np.ndarray, rate: float, rate_growth: float) -> None:
        """Lowers the reach to where a voter gets rich or poor at this price, or a project as cheap as the winner."""
        rows = self._support.rows
        growth = self._growth[rows["group"]]
        per_rate = self._support.factors[rows["owner"]] * rows["points"]
        due, due_growth = rate * per_rate, rate_growth * per_rate
        is_open = self._is_open[rows["owner"]]
        self._lower((have - due)[is_open], (growth - due_growth)[is_open], due[is_open])
        weights = rows["weight"]
        self._note_gaps(weights * np.where(is_poor, have, due), weights * np.where(is_poor, growth, due_growth))

    def _note_gaps(self, given: np.ndarray, growth: np.ndarray) -> None:
        """Lowers the reach to where what the supporters of a project give meets its cost."""
        width, is_open = len(self._support.projects), self._is_open
        gaps = np.bincount(self._support.owner, weights=given, minlength=width) - self._support.costs
        growths = np.bincount(self._support.owner, weights=growth, minlength=width)
        self._lower(gaps[is_open], growths[is_open], self._support.costs[is_open])

    def _pay(self, purchase: Purchase, growth: float) -> None:
        backing, entries = self._market.backings[purchase.project], purchase.price.entries
        is_poor = purchase.price.is_poor[entries.of_supporter]
        left = self._growth[backing.groups] - growth * backing.points
        self._growth[backing.groups] = np.where(is_poor, 0.0, left)

    def _lower(self, gap: np.ndarray, growth: np.ndarray, size: np.ndarray) -> None:
        # What is equal and grows equally stays equal; rounding must not make it look like a crossing.
        is_closing = (gap * growth < 0) & ~((np.abs(gap) < _NOISE * size) & (np.abs(growth) < _NOISE))
        if is_closing.any():
            self.reach = min(self.reach, float((-gap[is_closing] / growth[is_closing]).min()))
