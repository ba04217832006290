"""Raises the endowment of equal shares step by step until the fund is used: the completion called add1.

Spending may fall when the endowment rises, so every step is run and none is skipped by bisection. It ends at the first
step whose outcome costs more than the fund, or when every candidate is in, or (exhaustive) when none fits any more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from neighbourhood.tally.election import Election
from neighbourhood.tally.errors import TallyError
from neighbourhood.tally.shares import Run

MOST_STEPS = 10**12
_FARTHEST_LEAP = 10**9


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


def raise_endowment(
    election: Election, candidates: frozenset[str], run_at: Callable[[Fraction], Run], *, is_exhaustive: bool
) -> Climb:
    """The climb from the first endowment; `run_at` gives the outcome at an endowment.

    Where a run some steps ahead has the same structure as the present one, the steps between have the same outcome and
    are not run (see `structure`); otherwise the leap is halved, down to one step. How far to leap is a guess only.
    """
    first = first_endowment(election)
    step = election.parameters.step * election.parameters.unit
    run, increments = run_at(first), 0
    leap = _leap(run, step)
    while increments < MOST_STEPS:
        reason = _end(election, candidates, run, is_exhaustive=is_exhaustive)
        if reason:
            return Climb(run, first, increments, reason)
        following = run_at(run.endowment + leap * step)
        if leap > 1 and run.structure != following.structure:
            leap //= 2
            continue
        if following.cost > election.fund:
            return Climb(run, first, increments, "next_step_overspends", following)
        run, increments = following, increments + leap
        leap = _leap(run, step)
    raise TallyError("too_many_steps", most=MOST_STEPS, step=election.parameters.step)


def _leap(run: Run, step: int) -> int:
    return max(1, int(min(run.reach / step, _FARTHEST_LEAP)))


def _end(election: Election, candidates: frozenset[str], run: Run, *, is_exhaustive: bool) -> str | None:
    if len(run.order) == len(candidates):
        return "all_selected"
    left = election.fund - run.cost
    if is_exhaustive and all(election.cost(project) > left for project in candidates.difference(run.order)):
        return "nothing_fits"
    return None
