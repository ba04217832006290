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
from neighbourhood.tally.interval_scan import IntervalScan
from neighbourhood.tally.shares import Market, run_shares

MOST_STEPS = 10**12


@dataclass(frozen=True)
class Selection:
    """The projects bought at one endowment, and what they cost together."""

    endowment: Fraction
    projects: frozenset[str]
    cost: int


@dataclass(frozen=True)
class BudgetIncrease:
    """How far the endowment was raised: the selection that counts, where it began, in how many
    steps, and why it went no further.

    `beyond` is the first that would overspend, None where the increase ended for another reason.
    """

    selection: Selection
    first: Fraction
    increments: int
    stopped: str
    beyond: Selection | None = None


def equal_endowment(election: Election) -> Fraction:
    """The fund divided by the voters, exact; raises ZeroDivisionError without voters."""
    return Fraction(election.fund, election.profile.voters)


def first_endowment(election: Election) -> Fraction:
    """Where add1 begins: the equal endowment, rounded down to whole units if asked and not to
    nothing.
    """
    exact, unit = equal_endowment(election), election.parameters.unit
    if election.parameters.start == "exact":
        return exact
    rounded = Fraction(exact // unit * unit)
    return rounded or exact


def raise_endowment(election: Election, market: Market, *, is_exhaustive: bool) -> BudgetIncrease:
    """The increase from the first endowment; raises TallyError beyond MOST_STEPS.

    As many steps as the present outcome has held for are scanned at once; where the scan is in
    doubt, or the increase ends among them, a quarter as many, down to one. How many are scanned
    changes how long it takes and never what comes out.
    """
    selections = Selections(election, market)
    first = first_endowment(election)
    current = selections.after(first, 0)
    increments = 0
    steady = 0
    while increments < MOST_STEPS:
        reason = _end(election, market, current, is_exhaustive=is_exhaustive)
        if reason:
            return BudgetIncrease(current, first, increments, reason)
        leap = max(1, steady)
        if leap == 1:
            following = selections.after(current.endowment, 1)
        else:
            scanned = selections.scan(current.endowment, leap)
            # The step that ends the increase is taken alone: it must be the first of its kind.
            if scanned is None or _is_last(election, market, scanned, is_exhaustive=is_exhaustive):
                steady = leap // 4
                continue
            following = scanned
        if following.cost > election.fund:
            return BudgetIncrease(current, first, increments, "next_step_overspends", following)
        steady = steady + leap if following.projects == current.projects else 0
        current, increments = following, increments + leap
    raise TallyError("too_many_steps", most=MOST_STEPS, step=election.parameters.step)


class Selections:
    """Says what is bought some steps above an endowment."""

    def __init__(self, election: Election, market: Market) -> None:
        self._election = election
        self._market = market
        self._scan = IntervalScan(election, market)
        self._step = election.parameters.step * election.parameters.unit

    def scan(self, endowment: Fraction, steps: int) -> Selection | None:
        """What is bought so many steps above, where it certainly is the same at each step before;
        else None.
        """
        low, high = endowment + self._step, endowment + steps * self._step
        projects = self._scan.projects_bought(low, high)
        return None if projects is None else self._selection(high, projects)

    def after(self, endowment: Fraction, steps: int) -> Selection:
        """What is bought so many steps above, by an exact run where the scan is in doubt."""
        high = endowment + steps * self._step
        projects = self._scan.projects_bought(high, high)
        if projects is None:
            projects = frozenset(run_shares(self._election, self._market, high).order)
        return self._selection(high, projects)

    def _selection(self, endowment: Fraction, projects: frozenset[str]) -> Selection:
        return Selection(endowment, projects, sum(map(self._election.cost, projects)))


def _is_last(
    election: Election, market: Market, selection: Selection, *, is_exhaustive: bool
) -> bool:
    if selection.cost > election.fund:
        return True
    return _end(election, market, selection, is_exhaustive=is_exhaustive) is not None


def _end(
    election: Election, market: Market, selection: Selection, *, is_exhaustive: bool
) -> str | None:
    if len(selection.projects) == len(market.supporters):
        return "all_selected"
    if not is_exhaustive:
        return None
    left = election.fund - selection.cost
    losers = market.supporters.keys() - selection.projects
    is_full = all(election.cost(project) > left for project in losers)
    return "nothing_fits" if is_full else None
