"""Raises the endowment of equal shares step by step until the fund is used: the completion called add1.

Spending may fall when the endowment rises, so no step is skipped by bisection: the outcome of each is known, be it by a
scan of many steps at once or by an exact run. It ends at the first step whose outcome costs more than the fund, or when
every candidate is in, or (exhaustive) when none fits any more.
"""

from dataclasses import dataclass
from fractions import Fraction

from neighbourhood.tally.election import Election
from neighbourhood.tally.errors import TallyError
from neighbourhood.tally.scan import Scan
from neighbourhood.tally.shares import Market, Run, run_shares

MOST_STEPS = 10**12


@dataclass(frozen=True)
class Climb:
    """The run that counts, where it began, how often the endowment was raised, and why it went no further.

    `beyond` is the first run over the fund, None where the climb ended for another reason.
    """

    run: Run
    first: Fraction
    increments: int
    stopped: str
    beyond: Run | None = None


def equal_endowment(election: Election) -> Fraction:
    """The fund divided by the voters, exact; raises ZeroDivisionError without voters."""
    return Fraction(election.fund, election.profile.voters)


def first_endowment(election: Election) -> Fraction:
    """Where add1 begins: the equal endowment, rounded down to whole units if asked and not to nothing."""
    exact, unit = equal_endowment(election), election.parameters.unit
    rounded = Fraction(exact // unit * unit)
    return exact if election.parameters.start == "exact" or rounded == 0 else rounded


def raise_endowment(election: Election, market: Market, scan: Scan, *, is_exhaustive: bool) -> Climb:
    """The climb from the first endowment.

    As many steps as the present order of purchases has held are scanned at once; where the scan is in doubt, or the climb
    ends among them, one by one. How many are scanned changes how long it takes and never what is found.
    """
    first = first_endowment(election)
    step = election.parameters.step * election.parameters.unit
    run, increments, steady = run_at(election, market, scan, first), 0, 0
    while increments < MOST_STEPS:
        reason = _end(election, market, run, is_exhaustive=is_exhaustive)
        if reason:
            return Climb(run, first, increments, reason)
        leap = max(1, steady)
        following = _run_over(election, scan, run.endowment + step, leap, step)
        if leap > 1 and (following is None or _is_last(election, market, following, is_exhaustive=is_exhaustive)):
            steady = 0
            continue
        following = following or run_shares(election, market, run.endowment + step)
        if following.cost > election.fund:
            return Climb(run, first, increments, "next_step_overspends", following)
        steady = steady + leap if following.order == run.order else 0
        run, increments = following, increments + leap
    raise TallyError("too_many_steps", most=MOST_STEPS, step=election.parameters.step)


def run_at(election: Election, market: Market, scan: Scan, endowment: Fraction) -> Run:
    """The purchases at one endowment, scanned where that leaves no doubt."""
    return _run_over(election, scan, endowment, 1, 0) or run_shares(election, market, endowment)


def _run_over(election: Election, scan: Scan, low: Fraction, steps: int, step: int) -> Run | None:
    """What is bought at the last of so many endowments, if it certainly is the same at all of them."""
    high = low + (steps - 1) * step
    order = scan.order(low, high)
    return None if order is None else Run(high, order, sum(map(election.cost, order)))


def _is_last(election: Election, market: Market, run: Run, *, is_exhaustive: bool) -> bool:
    return run.cost > election.fund or _end(election, market, run, is_exhaustive=is_exhaustive) is not None


def _end(election: Election, market: Market, run: Run, *, is_exhaustive: bool) -> str | None:
    if len(run.order) == len(market.backings):
        return "all_selected"
    left = election.fund - run.cost
    others = market.backings.keys() - run.order
    if is_exhaustive and all(election.cost(project) > left for project in others):
        return "nothing_fits"
    return None
