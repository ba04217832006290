"""The method of equal shares with its completions, as an outcome with its full record."""

from dataclasses import dataclass
from math import ceil

from neighbourhood.tally.election import Election
from neighbourhood.tally.eligibility import Verdict
from neighbourhood.tally.endowment import (
    BudgetIncrease,
    Selections,
    equal_endowment,
    raise_endowment,
)
from neighbourhood.tally.figures import Figures
from neighbourhood.tally.greedy import complete_greedily
from neighbourhood.tally.model import Outcome, Step
from neighbourhood.tally.outcomes import dearer_than_fund, outcome
from neighbourhood.tally.shares import Market, Run, open_market, run_shares
from neighbourhood.tally.shares_record import Record


@dataclass(frozen=True)
class Shares:
    """The run that counts, with its market, its record and how its endowment came about."""

    market: Market
    increase: BudgetIncrease
    run: Run
    record: Record


def count_equal_shares(election: Election) -> Outcome:
    """The outcome under the parameters' utility and completion."""
    too_dear = dearer_than_fund(election)
    if len(too_dear) == len(election.eligible):
        return outcome(election, (), (), too_dear)
    shares = _shares(election)
    verdicts = {**too_dear, **_verdicts(election, shares)}
    steps = [_endowment_step(election, shares.increase), *shares.record.steps]
    if election.parameters.completion not in ("greedy", "add1-greedy"):
        return outcome(election, shares.run.order, steps, verdicts)
    ledger = complete_greedily(election, shares.run.order)
    # What equal shares said of a loser stays beside what the completion says: both are reasons.
    for project, verdict in ledger.verdicts.items():
        figures: Figures = {
            **verdicts[project].figures,
            **verdict.figures,
            "stage": "completion",
        }
        verdicts[project] = Verdict(verdict.code, figures)
    return outcome(election, ledger.chosen, steps + ledger.steps, verdicts)


def utility_of(election: Election) -> str:
    """The utility in use: as the parameters say, else cost where every entry is one point, points
    otherwise.
    """
    return election.parameters.utility or ("cost" if election.profile.is_approval else "points")


def _shares(election: Election) -> Shares:
    market = open_market(election, utility_of(election))
    increase = _increase(election, market)
    selection = increase.selection
    record = Record(election, market, sorted(market.supporters.keys() - selection.projects))
    run = run_shares(election, market, selection.endowment, record.watch)
    # The scan has proven the set; a difference could only be a fault of ours, and no result is
    # better than a wrong one.
    if selection.projects.symmetric_difference(run.order):
        raise AssertionError("the exact run buys other projects than the scan has promised")
    return Shares(market, increase, run, record)


def _increase(election: Election, market: Market) -> BudgetIncrease:
    completion = election.parameters.completion
    if completion.startswith("add1"):
        return raise_endowment(election, market, is_exhaustive=completion == "add1-exhaustive")
    endowment = equal_endowment(election)
    selection = Selections(election, market).after(endowment, 0)
    return BudgetIncrease(selection, endowment, 0, "not_raised")


def _endowment_step(election: Election, increase: BudgetIncrease) -> Step:
    values: Figures = {
        "first_endowment": increase.first,
        "endowment": increase.selection.endowment,
        "increments": increase.increments,
        "stopped": increase.stopped,
        "utility": utility_of(election),
    }
    if increase.beyond:
        values |= {"next_endowment": increase.beyond.endowment, "next_spent": increase.beyond.cost}
    return Step("endowment", None, values)


def _verdicts(election: Election, shares: Shares) -> dict[str, Verdict]:
    winners = set(shares.run.order)
    verdicts = {
        step.project: Verdict(step.kind, step.values)
        for step in shares.record.steps
        if step.project is not None
    }
    for project in shares.market.supporters:
        if project not in winners:
            verdicts[project] = _loser(election, shares, project)
    return verdicts


def _loser(election: Election, shares: Shares, project: str) -> Verdict:
    endowment, cost = shares.run.endowment, election.cost(project)
    money = shares.record.money_of_supporters(project, endowment)
    beyond = shares.increase.beyond
    if beyond and project in beyond.projects:
        money |= {"next_endowment": beyond.endowment, "next_spent": beyond.cost}
        return Verdict("next_step_overspends", money)
    if money["had"] < cost:
        needed = ceil(cost / endowment) if endowment else None
        money |= {"missing": cost - money["had"], "needed_votes": needed}
        return Verdict("supporters_too_poor", money)
    return Verdict("supporters_spent_elsewhere", money)
