"""A scan in rounded numbers never contradicts exact runs: what it promises for a range holds at
every endowment in it.
"""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neighbourhood.tally import Ballot, Parameters, Project
from neighbourhood.tally.bounds import (
    Doubt,
    PriceBounds,
    RoundedSupporters,
    left_after,
    price_bounds,
    rounded_supporters,
)
from neighbourhood.tally.election import Election, prepare
from neighbourhood.tally.interval_scan import IntervalScan
from neighbourhood.tally.shares import open_market, run_shares
from tests.tally.elections_on_file import SMALL, votes

IDS = "abcdef"
UTILITIES = ("cost", "cardinality", "points", "points-cost")


@st.composite
def elections(draw: st.DrawFn) -> Election:
    """Few costs, weights and points, so that exact ties and empty purses are common."""
    costs = draw(
        st.lists(st.sampled_from((0, 1, 6, 6, 10, 12, 30, 10**15 + 1)), min_size=1, max_size=6)
    )
    projects = [Project(project, cost) for project, cost in zip(IDS, costs, strict=False)]
    entry = st.dictionaries(
        st.sampled_from([each.id for each in projects]), st.sampled_from((1, 1, 2))
    )
    ballots = draw(
        st.lists(
            st.builds(lambda d, w: Ballot(tuple(d.items()), w), entry, st.integers(1, 3)),
            min_size=1,
            max_size=8,
        )
    )
    return prepare(
        projects,
        ballots,
        10**16,
        Parameters(rule="equal-shares@1", tie_seed=draw(st.sampled_from((None, "x")))),
    )


@settings(max_examples=1500, deadline=None)
@given(
    elections(),
    st.sampled_from(UTILITIES),
    st.integers(0, 400),
    st.sampled_from((1, 3, 7)),
    st.integers(0, 12),
)
def test_what_a_scan_promises_holds_at_every_endowment(
    election: Election, utility: str, numerator: int, denominator: int, width: int
) -> None:
    market, low = open_market(election, utility), Fraction(numerator, denominator)
    promised = IntervalScan(election, market).projects_bought(low, low + width)
    if promised is not None:
        for step in range(2 * width + 1):
            assert (
                frozenset(run_shares(election, market, low + Fraction(step, 2)).order) == promised
            )


def test_a_real_climb_is_scanned_without_doubt_and_as_the_exact_runs_have_it() -> None:
    path = next(path for path in SMALL if "Wieliczka" in path.name)
    projects, ballots, fund, _ = votes(path)
    election = prepare(projects, ballots, fund, Parameters(rule="equal-shares@1"))
    market = open_market(election, "cost")
    scan, endowments = (
        IntervalScan(election, market),
        [Fraction(each) for each in range(151, 317, 5)],
    )
    promised = [scan.projects_bought(each, each) for each in endowments]
    assert None not in promised
    assert promised == [frozenset(run_shares(election, market, each).order) for each in endowments]


def scanned(
    costs: dict[str, int], *ballots: str, low: int | Fraction, high: int | Fraction
) -> frozenset[str] | None:
    projects = [Project(project, cost) for project, cost in costs.items()]
    cast = [Ballot(tuple((project, 1) for project in ballot)) for ballot in ballots]
    election = prepare(projects, cast, 10**6, Parameters(rule="equal-shares@1"))
    return IntervalScan(election, open_market(election, "cost")).projects_bought(
        Fraction(low), Fraction(high)
    )


def test_a_range_over_which_nothing_changes_is_scanned_at_once() -> None:
    # Two voters can pay 20 from an endowment of 10 on; the third alone pays 500 from 500 on.
    assert scanned({"a": 20, "b": 500}, "a", "a", "b", low=11, high=499) == {"a"}
    assert scanned({"a": 20, "b": 500}, "a", "a", "b", low=11, high=500) is None
    assert scanned({"a": 20, "b": 500}, "a", "a", "b", low=501, high=10**6) == {"a", "b"}


def test_whether_supporters_can_just_pay_is_left_to_exact_numbers() -> None:
    assert scanned({"a": 20}, "a", "a", low=10, high=10) is None


def test_a_tie_of_full_payers_is_settled_by_whole_numbers() -> None:
    # a and b have the same rate 1/2 and share a voter who cannot pay both: the cheaper one goes
    # first.
    assert scanned({"a": 20, "b": 22}, "a", "ab", "b", low=12, high=12) == {"a"}


def test_projects_of_different_voters_may_be_bought_in_either_order() -> None:
    # At any endowment from 12 to 13, a and b have rates whose ranges overlap once c is paid, and
    # nobody supports both.
    costs = {"c": 9, "a": 20, "b": 20}
    assert scanned(costs, "ac", "ac", "a", "bc", "bc", "b", low=12, high=13) == {"a", "b", "c"}


TIED = (["c"] * 9 + ["abc", "a", "a", "b", "b"], {"a": 30, "b": 30, "c": 60})
"""From 12 to 16, c takes 6 from the voter of all three, who then gives his last 6 to 10, and a
and b have the same rate.
"""


def test_a_tie_with_a_voter_who_gives_his_last_is_settled_over_a_range() -> None:
    # After a, the two others of b must pay 15 each.
    ballots, costs = TIED
    assert scanned(costs, *ballots, low=13, high=13) == {"a", "c"}
    assert scanned(costs, *ballots, low=13, high=Fraction(149, 10)) == {"a", "c"}
    assert scanned(costs, *ballots, low=Fraction(151, 10), high=Fraction(159, 10)) == {
        "a",
        "b",
        "c",
    }


def test_a_tie_in_the_middle_of_a_range_is_not_one_at_its_ends() -> None:
    # c takes 8 from two voters of a, so its rate is (24 - 2 * (14 - 8)) / 24 = 1/2 at 14, above
    # before and below after; that of
    # b is always 1/2. The last voter of a, also one of b, can pay for one of them: that of the
    # lower rate, and at 14 that of the lower cost.
    costs, ballots = {"a": 24, "b": 20, "c": 80}, ["c"] * 8 + ["ac", "ac", "ab", "b"]
    low, high = Fraction(139, 10), Fraction(141, 10)
    assert scanned(costs, *ballots, low=low, high=low) == {"b", "c"}
    assert scanned(costs, *ballots, low=14, high=14) == {"b", "c"}
    assert scanned(costs, *ballots, low=high, high=high) == {"a", "c"}
    assert scanned(costs, *ballots, low=low, high=high) is None


def test_two_that_share_a_voter_are_no_tie_however_near_their_rates() -> None:
    # c takes 6 from the first voter of b, so the rate of b is (30 - 9.9) / 2 / 30 at 15.9 and 1/3,
    # that of a, from 16 on.
    costs = {"a": 30, "b": 30, "c": 60}
    ballots = ["c"] * 9 + ["bc", "ab", "b", "a", "a"]
    assert scanned(costs, *ballots, low=15, high=17) is None
    assert scanned(costs, *ballots, low=Fraction(159, 10), high=Fraction(161, 10)) is None
    assert scanned(costs, *ballots, low=Fraction(159, 10), high=Fraction(159, 10)) == {
        "a",
        "b",
        "c",
    }
    assert scanned(costs, *ballots, low=18, high=18) == {"a", "b", "c"}


def test_twins_are_bought_in_the_order_of_their_ties() -> None:
    # a and b have the same voters, one of whom gives his last for c first, so no exact rate is
    # known; only one is paid.
    projects = [Project("a", 10), Project("b", 10), Project("c", 5)]
    cast = [
        Ballot((("a", 1), ("b", 1), ("c", 1))),
        Ballot((("a", 1), ("b", 1))),
        Ballot((("c", 1),), 3),
    ]
    election = prepare(projects, cast, 10**6, Parameters(rule="equal-shares@1"))
    market = open_market(election, "cost")
    endowment = Fraction(6)
    assert run_shares(election, market, endowment).order == ("c", "a")
    assert IntervalScan(election, market).projects_bought(endowment, endowment) == {"a", "c"}


shares = st.floats(0, 1)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 50), shares, st.floats(-1, 1)), min_size=4, max_size=4),
    st.sampled_from((0.0, 1e-9, 0.1, 1.0)),
)
def test_the_exact_price_lies_within_its_radius(
    purses: list[tuple[float, float, float]], width: float
) -> None:
    projects = [Project("a", 10), Project("b", 1), Project("c", 1)]
    cast = [
        Ballot((("a", 1),)),
        Ballot((("a", 1), ("b", 1)), 2),
        Ballot((("a", 1), ("c", 1)), 3),
        Ballot((("a", 2),)),
    ]
    election = prepare(projects, cast, 100, Parameters(rule="equal-shares@1"))
    supporters = rounded_supporters(open_market(election, "points"))[0]
    money, radii = (
        np.array([purse[place] * scale for purse in purses])
        for place, scale in ((0, 1.0), (1, width))
    )
    exact_money = [
        Fraction(amount) + Fraction(radius) * Fraction(purse[2])
        for amount, radius, purse in zip(money, radii, purses, strict=True)
    ]
    try:
        price = price_bounds(supporters, money, radii, 0.0)
    except Doubt:
        return
    exact = _exact_price([max(each, Fraction(0)) for each in exact_money], supporters, 10)
    assert (price is None) == (exact is None)
    if price is not None:
        assert abs(exact - Fraction(price.value)) <= Fraction(price.radius)
        check_what_is_left(price, exact_money, exact)


def check_what_is_left(price: PriceBounds, exact_money: list[Fraction], exact: Fraction) -> None:
    left, radii = left_after(price)
    for place, before in enumerate(exact_money):
        after = max(before - exact * int(price.supporters.points[place]), 0)
        assert abs(after - Fraction(left[place])) <= Fraction(radii[place])


def _exact_price(
    money: list[Fraction], supporters: RoundedSupporters, cost: int
) -> Fraction | None:
    weights, points = supporters.weights.tolist(), supporters.points.tolist()
    if sum(int(weight) * each for weight, each in zip(weights, money, strict=True)) < cost:
        return None
    poor: set[int] = set()
    while True:
        given = sum(int(weights[each]) * money[each] for each in poor)
        rest = sum(
            int(weights[each] * points[each]) for each in range(len(money)) if each not in poor
        )
        price = (cost - given) / rest
        more = {each for each in range(len(money)) if money[each] < price * int(points[each])}
        if more == poor:
            return price
        poor = more


def test_too_wide_a_range_is_a_doubt() -> None:
    election = prepare(
        [Project("a", 10)], [Ballot((("a", 1),), 4)], 100, Parameters(rule="equal-shares@1")
    )
    supporters = rounded_supporters(open_market(election, "cost"))[0]
    with pytest.raises(Doubt):
        price_bounds(supporters, np.array([3.0]), np.array([2.0]), 0.0)
