"""Writes down, while equal shares runs, what every winner's supporters paid and where every loser's
money went.
"""

from collections.abc import Iterable
from fractions import Fraction
from operator import mul
from typing import Any

import numpy as np

from neighbourhood.tally.election import Election
from neighbourhood.tally.model import Step
from neighbourhood.tally.purses import Entries, Purses
from neighbourhood.tally.shares import Market, Purchase
from neighbourhood.tally.ties import tie_record

_NEARLY = 1 - 1e-9


class Record:
    """Watches one run: `steps` for the winners, and for each loser what its supporters paid to
    whom.
    """

    def __init__(self, election: Election, market: Market, losers: Iterable[str]) -> None:
        self.steps: list[Step] = []
        self._election = election
        self._market = market
        self._paid: dict[str, dict[str, Fraction]] = {loser: {} for loser in losers}
        self._support: dict[str, tuple[float, Fraction]] = {
            loser: (0.0, Fraction(0)) for loser in losers
        }

    def watch(self, purses: Purses, purchase: Purchase | None) -> None:
        """Notes one purchase; called before it is paid."""
        if purchase is None:
            return
        backing = self._market.backings[purchase.project]
        paid = purses.paid(backing, purchase.price)
        self._note_winner(purses, purchase)
        entry_of = np.full(self._market.groups, -1, dtype=np.int64)
        entry_of[backing.groups] = purchase.price.entries.of_supporter
        unit = purses.denominator * purchase.price.divisor
        for loser in self._paid:
            self._note_support(loser, purses, purchase)
            amount = self._amount(loser, entry_of, paid)
            if amount:
                self._paid[loser][purchase.project] = Fraction(amount, unit)

    def ledger(self, loser: str, endowment: Fraction) -> dict[str, Any]:
        """Of a loser's supporters: what they had, paid and have left, by how much it misses, its
        best support.
        """
        cost, had = self._election.cost(loser), self._election.profile.votes[loser] * endowment
        paid = dict(sorted(self._paid[loser].items(), key=lambda item: (-item[1], item[0])))
        left = had - sum(paid.values())
        support = max(self._support[loser][1], left)
        return {
            "endowment": endowment,
            "had": had,
            "paid": paid,
            "left": left,
            "missing": cost - left,
            "support_percent": int(support * 100 // cost),
        }

    def _note_winner(self, purses: Purses, purchase: Purchase) -> None:
        backing, price = self._market.backings[purchase.project], purchase.price
        payers = _payers(purses, price.entries, price.is_poor)
        values: dict[str, Any] = {
            "cost": backing.cost,
            "payment": price.exact * max(backing.levels),
            **payers,
        }
        if len(backing.levels) == 1 and price.exact:
            values["effective_votes"] = Fraction(backing.cost) / (price.exact * backing.levels[0])
        values.update(tie_record(purchase.project, purchase.equals, self._election.ties))
        self.steps.append(Step("selected", purchase.project, values))

    def _note_support(self, loser: str, purses: Purses, purchase: Purchase) -> None:
        backing = self._market.backings[loser]
        per_point = purchase.rate * self._market.factors[loser]
        estimate = purses.support_estimate(backing, float(per_point))
        if estimate > self._support[loser][0] * _NEARLY:
            exact = purses.support(backing, purses.entries(backing), per_point)
            self._support[loser] = (
                max(estimate, self._support[loser][0]),
                max(exact, self._support[loser][1]),
            )

    def _amount(self, loser: str, entry_of: np.ndarray, paid: list[int]) -> int:
        backing = self._market.backings[loser]
        entries = entry_of[backing.groups]
        common = entries >= 0
        counts = np.bincount(entries[common], weights=backing.weights[common])
        present = np.flatnonzero(counts)
        return sum(
            map(mul, (paid[each] for each in present.tolist()), map(int, counts[present].tolist()))
        )


def _payers(purses: Purses, entries: Entries, is_poor: np.ndarray) -> dict[str, int]:
    """How many voters paid in full, how many gave less because it was all they had, how many had
    nothing left.
    """
    has_nothing = (
        (entries.classes == 0) if purses.money[0] == 0 else np.zeros(len(is_poor), dtype=bool)
    )
    return {
        "paid_in_full": int(entries.counts[~is_poor].sum()),
        "paid_less": int(entries.counts[is_poor & ~has_nothing].sum()),
        "had_nothing": int(entries.counts[is_poor & has_nothing].sum()),
    }
