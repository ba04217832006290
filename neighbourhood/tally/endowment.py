"""Raises the endowment of equal shares step by step until the fund is used: the completion called
add1.

Spending may fall when the endowment rises, so no step is skipped by bisection: the outcome of each
is known, be it by a scan of many steps at once or by an exact run. It ends at the first step whose
outcome costs more than the fund, or when every candidate is in, or (exhaustive) when none fits any
more.
"""

from dataclasses import dataclass
from fractions import Fraction

from neighbourhood.tally.election import Election
from neighbourhood.tally.errors import TallyError
from neighbourhood.tally.scan import Scan
from neighbourhood.tally.shares import Market, run_shares

MOST_STEPS = 10**12


@dataclass(frozen=True)
class Reached:
    """What is bought at one endowment, and what that costs."""

    endowment: Fraction
    bought: frozenset[str]
    cost: int


@dataclass(frozen=True)
class Climb:
    """The endowment that counts, where it began, how often it was raised, and why it went no
    further.

    `beyond` is the first that would overspend, None where the climb ended for another reason.
    """

    reached: Reached
    first: Fraction
    increments: int
    stopped: str
    beyond: Reached | None = None


def equal_endowment(election: Election) -> Fraction:
    """The fund divided by the voters, exact; raises ZeroDivisionError without voters."""
    return Fraction(election.fund, election.profile.voters)


def first_endowment(election: Election) -> Fraction:
    """Where add1 begins: the equal endowment, rounded down to whole units if asked and not to
    nothing.
    """
    exact, unit = equal_endowment(election), election.parameters.unit
    rounded = Fraction(exact // unit * unit)
    return exact if election.parameters.start == "exact" or rounded == 0 else rounded


def raise_endowment(election: Election, market: Market, *, is_exhaustive: bool) -> Climb:
    """The climb from the first endowment.

    As many steps as the present outcome has held for are scanned at once; where the scan is in
    doubt, or the climb ends among them, a quarter as many, down to one. How many are scanned
    changes how long it takes and never what is found.
    """
    steps = Steps(election, market)
    first = first_endowment(election)
    reached, increments, steady = steps.reach(first, 0), 0, 0
    while increments < MOST_STEPS:
        reason = _end(election, market, reached, is_exhaustive=is_exhaustive)
        if reason:
            return Climb(reached, first, increments, reason)
        leap = max(1, steady)
        following = (
            steps.scan(reached.endowment, leap) if leap > 1 else steps.reach(reached.endowment, 1)
        )
        if following is None or (
            leap > 1 and _is_last(election, market, following, is_exhaustive=is_exhaustive)
        ):
            steady = leap // 4
            continue
        if following.cost > election.fund:
            return Climb(reached, first, increments, "next_step_overspends", following)
        steady = steady + leap if following.bought == reached.bought else 0
        reached, increments = following, increments + leap
    raise TallyError("too_many_steps", most=MOST_STEPS, step=election.parameters.step)


class Steps:
    """Says what is bought some steps above an endowment."""

    def __init__(self, election: Election, market: Market) -> None:
        self._election = election
        self._market = market
        self._scan = Scan(election, market)
        self._step = election.parameters.step * election.parameters.unit

    def scan(self, endowment: Fraction, steps: int) -> Reached | None:
        """What is bought so many steps above, where it certainly is the same at each step before;
        else None.
        """
        low, high = endowment + self._step, endowment + steps * self._step
        bought = self._scan.bought(low, high)
        return None if bought is None else self._reached(high, bought)

    def reach(self, endowment: Fraction, steps: int) -> Reached:
        """What is bought so many steps above, by an exact run where the scan is in doubt."""
        high = endowment + steps * self._step
        bought = self._scan.bought(high, high)
        return self._reached(
            high,
            frozenset(run_shares(self._election, self._market, high).order)
            if bought is None
            else bought,
        )

    def _reached(self, endowment: Fraction, bought: frozenset[str]) -> Reached:
        return Reached(endowment, bought, sum(map(self._election.cost, bought)))


def _is_last(election: Election, market: Market, reached: Reached, *, is_exhaustive: bool) -> bool:
    return (
        reached.cost > election.fund
        or _end(election, market, reached, is_exhaustive=is_exhaustive) is not None
    )


def _end(
    election: Election, market: Market, reached: Reached, *, is_exhaustive: bool
) -> str | None:
    if len(reached.bought) == len(market.backings):
        return "all_selected"
    left = election.fund - reached.cost
    if is_exhaustive and all(
        election.cost(project) > left for project in market.backings.keys() - reached.bought
    ):
        return "nothing_fits"
    return None
