"""The named values that stand behind a step of the count or the fate of a project."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TypedDict

Amount = int | Fraction
"""An exact amount in the smallest unit of money; a share of a cost may be a fraction."""


class Figures(TypedDict, total=False):
    """Exact values by name; `reasons.VALUES` says what each means, `reasons.REASONS` which ones a
    project has. Those of the whole count stand in its steps alone.
    """

    # What a project costs and got.
    votes: int
    points: int
    cost: int
    missing: Amount

    # The fund and what is left of it.
    fund: int
    fund_left: int
    category: str | None
    category_left: int

    # Minimums and obstacles.
    minimum_votes: int
    minimum_points: int
    before: str
    by: str

    # Ties.
    tied_with: list[str]
    tie_decided_by: str

    # Equal shares: what a winner's supporters paid, and where a loser's money went.
    payment: Fraction
    paid_in_full: int
    paid_less: int
    had_nothing: int
    effective_votes: Fraction
    had: Amount
    paid: Mapping[str, Fraction]
    left: Amount
    support_percent: int
    needed_votes: int | None
    stage: str

    # Equal shares: the endowment and how it was raised.
    utility: str
    first_endowment: Fraction
    endowment: Fraction
    increments: int
    stopped: str
    next_endowment: Fraction
    next_spent: int

    # Phragmén.
    time: Fraction

    # The comparison of equal shares with greedy.
    prefer_equal_shares: int
    prefer_greedy: int
    indifferent: int
    chosen: str
    greedy_selected: list[str]
    equal_shares_selected: list[str]

    # What would have been enough.
    needed_fund: int
    needed_score: int
    enough_cost: int
    outranked_by: str
    level_with: str
    still_fitted: str
