"""Equal shares, unless more voters prefer the greedy outcome: the check that Wieliczka wrote into
its rule in 2023.
"""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from neighbourhood.tally.arrays import Integers
from neighbourhood.tally.election import Election
from neighbourhood.tally.equal_shares import count_equal_shares
from neighbourhood.tally.figures import Figures
from neighbourhood.tally.greedy import count_greedy
from neighbourhood.tally.model import Outcome, Step
from neighbourhood.tally.outcomes import outcome_of_ledger


def count_with_comparison(election: Election) -> Outcome:
    """The equal-shares outcome, or the greedy one where strictly more voters have more of their
    projects in it.
    """
    shares = count_equal_shares(election)
    # The rule compares with the greedy outcome by votes, whatever equal shares measure.
    by_votes = replace(election, parameters=replace(election.parameters, utility="cardinality"))
    greedy = outcome_of_ledger(by_votes, count_greedy(by_votes))
    for_shares, for_greedy, indifferent = preferences(election, shares.selected, greedy.selected)
    is_greedy = for_greedy > for_shares
    values: Figures = {
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
    difference = _winners_of_groups(election, one) - _winners_of_groups(election, other)
    weights = election.profile.weights
    return (
        int(weights[difference > 0].sum()),
        int(weights[difference < 0].sum()),
        int(weights[difference == 0].sum()),
    )


def _winners_of_groups(election: Election, selected: Iterable[str]) -> Integers:
    """For each group of equal ballots, how many of its projects are selected."""
    numbers: Integers = np.zeros(len(election.profile.weights), dtype=np.int64)
    for project in selected:
        numbers[election.profile.votes_for[project].groups] += 1
    return numbers
