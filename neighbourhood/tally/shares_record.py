"""Writes down, while equal shares runs, what every winner's supporters paid and where every loser's
money went.
"""

from collections.abc import Iterable
from fractions import Fraction
from operator import mul

import numpy as np

from neighbourhood.tally.arrays import Flags, Integers
from neighbourhood.tally.election import Election
from neighbourhood.tally.figures import Figures
from neighbourhood.tally.model import Step
from neighbourhood.tally.purses import Entries, Purses
from neighbourhood.tally.shares import Market, Purchase
from neighbourhood.tally.ties import tie_record

_NEARLY = 1 - 1e-9
"""An estimate below the best by more than rounding explains needs no exact look."""


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
        supporters = self._market.supporters[purchase.project]
        paid = purses.paid(supporters, purchase.price)
        self._note_winner(purses, purchase)
        # For each group of the whole vote the entry it pays with, -1 where it does not pay here.
        entry_of = np.full(self._market.groups, -1, dtype=np.int64)
        entry_of[supporters.groups] = purchase.price.entries.of_supporter
        unit = purses.denominator * purchase.price.divisor
        for loser in self._paid:
            self._note_support(loser, purses, purchase)
            amount = self._amount(loser, entry_of, paid)
            if amount:
                self._paid[loser][purchase.project] = Fraction(amount, unit)

    def money_of_supporters(self, loser: str, endowment: Fraction) -> Figures:
        """Of a loser's supporters: what they had, paid and have left, by how much it misses, its
        best support.
        """
        cost = self._election.cost(loser)
        had = self._election.profile.votes[loser] * endowment
        paid = dict(sorted(self._paid[loser].items(), key=lambda item: (-item[1], item[0])))
        left = had - sum(paid.values())
        # At the end the supporters could give all they have left, which no purchase has offered.
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
        supporters, price = self._market.supporters[purchase.project], purchase.price
        payers = _payers(purses, price.entries, price.is_poor)
        values: Figures = {
            "cost": supporters.cost,
            "payment": price.exact * max(supporters.levels),
            **payers,
        }
        if len(supporters.levels) == 1 and price.exact:
            values["effective_votes"] = Fraction(supporters.cost) / (
                price.exact * supporters.levels[0]
            )
        values.update(tie_record(purchase.project, purchase.equals, self._election.ties))
        self.steps.append(Step("selected", purchase.project, values))

    def _note_support(self, loser: str, purses: Purses, purchase: Purchase) -> None:
        supporters = self._market.supporters[loser]
        per_point = purchase.affordability * self._market.factors[loser]
        estimate = purses.support_estimate(supporters, float(per_point))
        highest_estimate, highest = self._support[loser]
        if estimate > highest_estimate * _NEARLY:
            exact = purses.support(supporters, purses.entries(supporters), per_point)
            self._support[loser] = (max(estimate, highest_estimate), max(exact, highest))

    def _amount(self, loser: str, entry_of: Integers, paid: list[int]) -> int:
        supporters = self._market.supporters[loser]
        entries = entry_of[supporters.groups]
        # Those who support the loser and the winner alike.
        is_common = entries >= 0
        counts = np.bincount(entries[is_common], weights=supporters.weights[is_common])
        present = np.flatnonzero(counts)
        amounts = (paid[entry] for entry in present.tolist())
        return sum(map(mul, amounts, map(int, counts[present].tolist())))


def _payers(purses: Purses, entries: Entries, is_poor: Flags) -> Figures:
    """How many voters paid in full, how many gave less because it was all they had, how many had
    nothing left.
    """
    # Classes stand in ascending order, so only the first can be empty.
    is_first_empty = purses.money[0] == 0
    has_nothing = (entries.classes == 0) & is_first_empty
    return {
        "paid_in_full": int(entries.counts[~is_poor].sum()),
        "paid_less": int(entries.counts[is_poor & ~has_nothing].sum()),
        "had_nothing": int(entries.counts[is_poor & has_nothing].sum()),
    }
