"""One run of the method of equal shares at a given endowment, exact throughout.

Source: Peters, Pierczyński, Skowron, Proportional participatory budgeting with additive utilities,
NeurIPS 2021. Every voter gets the same purse. In each round the project with the lowest price per
unit of utility is bought, its supporters paying in proportion to their utility, or all they have
left. It ends when no project's supporters can pay.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from neighbourhood.tally.election import Election
from neighbourhood.tally.purses import Price, Purses, Supporters


@dataclass(frozen=True)
class Market:
    """What does not change between runs: the supporters of each project, and its utility per
    point.
    """

    supporters: Mapping[str, Supporters]
    factors: Mapping[str, int]
    groups: int


@dataclass(frozen=True)
class Purchase:
    """One round: the project, its affordability (price per unit of utility, the ρ of the paper),
    and the projects that had exactly the same.
    """

    project: str
    affordability: Fraction
    price: Price
    equals: tuple[str, ...]


@dataclass(frozen=True)
class Run:
    """The purchases at one endowment, in order, and their cost."""

    endowment: Fraction
    order: tuple[str, ...]
    cost: int


Watcher = Callable[[Purses, Purchase | None], None]
"""Sees every purchase before it is paid, and None when nothing more can be bought."""


def open_market(election: Election, utility: str) -> Market:
    """The market of the eligible projects the fund could pay, under cost, cardinality, points or
    points-cost.
    """
    is_binary = utility in ("cost", "cardinality")
    supporters, factors = {}, {}
    for project in election.eligible:
        cost = election.cost(project)
        if cost > election.fund:
            continue
        supporters[project] = _supporters(election, project, is_binary=is_binary)
        # A project that costs nothing has no utility by its cost; one unit keeps it comparable.
        factors[project] = max(cost, 1) if utility in ("cost", "points-cost") else 1
    return Market(supporters, factors, len(election.profile.weights))


def _supporters(election: Election, project: str, *, is_binary: bool) -> Supporters:
    votes = election.profile.votes_for[project]
    points = np.ones_like(votes.points) if is_binary else votes.points
    levels, level = np.unique(points, return_inverse=True)
    return Supporters(
        cost=election.cost(project),
        groups=votes.groups,
        weights=election.profile.weights[votes.groups],
        level=level,
        levels=tuple(levels.tolist()),
        points=points,
    )


def run_shares(
    election: Election, market: Market, endowment: Fraction, watch: Watcher | None = None
) -> Run:
    """The purchases at this endowment (smallest units per voter), shown to `watch` as they
    happen.
    """
    purses = Purses(market.groups, endowment)
    # A price never falls during a run, so the last one known bounds the next from below and most
    # need no new look.
    at_least = dict.fromkeys(market.supporters, Fraction(-1))
    order: list[str] = []
    while purchase := _cheapest(election, market, purses, at_least):
        if watch:
            watch(purses, purchase)
        purses.pay(market.supporters[purchase.project], purchase.price)
        del at_least[purchase.project]
        order.append(purchase.project)
    if watch:
        watch(purses, None)
    return Run(endowment, tuple(order), sum(election.cost(project) for project in order))


def _cheapest(
    election: Election, market: Market, purses: Purses, at_least: dict[str, Fraction]
) -> Purchase | None:
    """The next purchase, or None; keeps `at_least` up to date and drops from it what can never be
    paid again.
    """
    lowest: Fraction | None = None
    prices: dict[str, Price] = {}
    for project in sorted(at_least, key=lambda project: (at_least[project], project)):
        # All that follow are at least as dear.
        if lowest is not None and at_least[project] > lowest:
            break
        price = purses.price(market.supporters[project])
        if price is None:
            del at_least[project]
            continue
        affordability = price.exact / market.factors[project]
        at_least[project] = affordability
        if lowest is None or affordability < lowest:
            lowest, prices = affordability, {}
        if affordability == lowest:
            prices[project] = price
    if lowest is None:
        return None
    winner = min(prices, key=election.ties.__getitem__)
    return Purchase(winner, lowest, prices[winner], tuple(sorted(set(prices) - {winner})))
