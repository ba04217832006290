"""Equal shares, unless more voters prefer the greedy outcome: the check that Wieliczka wrote into
its rule in 2023.
"""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from neighbourhood.tally.election import Election
from neighbourhood.tally.equal_shares import count_equal_shares
from neighbourhood.tally.greedy import count_greedy
from neighbourhood.tally.model import Outcome, Step
from neighbourhood.tally.outcomes import outcome_of_ledger


def count_with_comparison(election: Election) -> Outcome:
    """The equal-shares outcome, or the greedy one where strictly more voters have more of their
    projects in it.
    """
    shares = count_equal_shares(election)
    by_votes = replace(election, parameters=replace(election.parameters, utility="cardinality"))
    greedy = outcome_of_ledger(by_votes, count_greedy(by_votes))
    for_shares, for_greedy, indifferent = preferences(election, shares.selected, greedy.selected)
    is_greedy = for_greedy > for_shares
    values = {
        "prefer_equal_shares": for_shares,
        "prefer_greedy": for_greedy,
        "indifferent": indifferent,
        "chosen": "greedy" if is_greedy else "equal-shares",
        "greedy_selected": list(greedy.selected),
        "equal_shares_selected": list(shares.selected),
    }
    step = Step("comparison", None, values)
    if not is_greedy:
        return replace(shares, steps=(*shares.steps, step))
    return replace(
        greedy, parameters=election.parameters, steps=(*shares.steps, step, *greedy.steps)
    )


def preferences(
    election: Election, one: Iterable[str], other: Iterable[str]
) -> tuple[int, int, int]:
    """Voters with more of their projects in the first set, in the second, and equally many (none in
    both included).
    """
    difference = _won(election, one) - _won(election, other)
    weights = election.profile.weights
    return tuple(
        int(weights[side].sum()) for side in (difference > 0, difference < 0, difference == 0)
    )


def _won(election: Election, selected: Iterable[str]) -> np.ndarray:
    won = np.zeros(len(election.profile.weights), dtype=np.int64)
    for project in selected:
        won[election.profile.supporters[project].groups] += 1
    return won
