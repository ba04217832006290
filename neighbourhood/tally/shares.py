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
from neighbourhood.tally.purses import Backing, Price, Purses


@dataclass(frozen=True)
class Market:
    """What does not change between runs: backings by project, and each project's utility
    per point.
    """

    backings: Mapping[str, Backing]
    factors: Mapping[str, int]
    groups: int


@dataclass(frozen=True)
class Purchase:
    """One round: the project, its price per unit of utility, and the projects that had exactly the
    same price.
    """

    project: str
    rate: Fraction
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
    backings, factors = {}, {}
    for project in election.eligible:
        cost = election.cost(project)
        if cost > election.fund:
            continue
        backings[project] = _backing(election, project, is_binary=is_binary)
        factors[project] = max(cost, 1) if utility in ("cost", "points-cost") else 1
    return Market(backings, factors, len(election.profile.weights))


def _backing(election: Election, project: str, *, is_binary: bool) -> Backing:
    supporters = election.profile.supporters[project]
    points = np.ones_like(supporters.points) if is_binary else supporters.points
    levels, level = np.unique(points, return_inverse=True)
    weights = election.profile.weights[supporters.groups]
    return Backing(
        election.cost(project), supporters.groups, weights, level, tuple(levels.tolist()), points
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
    known = dict.fromkeys(market.backings, Fraction(-1))
    order: list[str] = []
    while purchase := _cheapest(election, market, purses, known):
        if watch:
            watch(purses, purchase)
        purses.pay(market.backings[purchase.project], purchase.price)
        del known[purchase.project]
        order.append(purchase.project)
    if watch:
        watch(purses, None)
    return Run(endowment, tuple(order), sum(election.cost(project) for project in order))


def _cheapest(
    election: Election, market: Market, purses: Purses, known: dict[str, Fraction]
) -> Purchase | None:
    """The next purchase, or None; keeps `known` up to date and drops from it what can never be paid
    again.
    """
    best: Fraction | None = None
    prices: dict[str, Price] = {}
    for project in sorted(known, key=lambda each: (known[each], each)):
        if best is not None and known[project] > best:
            break
        price = purses.price(market.backings[project])
        if price is None:
            del known[project]
            continue
        rate = known[project] = price.exact / market.factors[project]
        if best is None or rate < best:
            best, prices = rate, {}
        if rate == best:
            prices[project] = price
    if best is None:
        return None
    winner = min(prices, key=election.ties.__getitem__)
    return Purchase(winner, best, prices[winner], tuple(sorted(set(prices) - {winner})))
