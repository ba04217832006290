"""The method of equal shares with its completions, as an outcome with its full record."""

from dataclasses import dataclass
from math import ceil
from typing import Any

from neighbourhood.tally.election import Election
from neighbourhood.tally.eligibility import Verdict
from neighbourhood.tally.endowment import Climb, Steps, equal_endowment, raise_endowment
from neighbourhood.tally.greedy import complete_greedily
from neighbourhood.tally.model import Outcome, Step
from neighbourhood.tally.outcomes import outcome
from neighbourhood.tally.shares import Market, Run, open_market, run_shares
from neighbourhood.tally.shares_record import Record


@dataclass(frozen=True)
class Shares:
    """The run that counts, with its market, its record and how its endowment came about."""

    market: Market
    climb: Climb
    run: Run
    record: Record


def count_equal_shares(election: Election) -> Outcome:
    """The outcome under the parameters' utility and completion."""
    if not any(election.cost(project) <= election.fund for project in election.eligible):
        return outcome(election, (), (), _too_dear(election))
    shares = _shares(election)
    verdicts = {**_too_dear(election), **_verdicts(election, shares)}
    steps = [_endowment_step(election, shares.climb), *shares.record.steps]
    if election.parameters.completion not in ("greedy", "add1-greedy"):
        return outcome(election, shares.run.order, steps, verdicts)
    ledger = complete_greedily(election, shares.run.order)
    for project, (code, values) in ledger.verdicts.items():
        verdicts[project] = (code, {**verdicts[project][1], **values, "stage": "completion"})
    return outcome(election, ledger.chosen, steps + ledger.steps, verdicts)


def utility_of(election: Election) -> str:
    """The utility in use: as the parameters say, else cost where every entry is one point, points
    otherwise.
    """
    return election.parameters.utility or ("cost" if election.profile.is_approval else "points")


def _shares(election: Election) -> Shares:
    market = open_market(election, utility_of(election))
    climb = _climb(election, market)
    bought, endowment = climb.reached.bought, climb.reached.endowment
    record = Record(election, market, sorted(market.backings.keys() - bought))
    run = run_shares(election, market, endowment, record.watch)
    if bought.symmetric_difference(run.order):
        raise AssertionError("the exact run buys other projects than the scan has promised")
    return Shares(market, climb, run, record)


def _climb(election: Election, market: Market) -> Climb:
    completion = election.parameters.completion
    if completion.startswith("add1"):
        return raise_endowment(election, market, is_exhaustive=completion == "add1-exhaustive")
    endowment = equal_endowment(election)
    return Climb(Steps(election, market).reach(endowment, 0), endowment, 0, "not_raised")


def _endowment_step(election: Election, climb: Climb) -> Step:
    values: dict[str, Any] = {
        "first_endowment": climb.first,
        "endowment": climb.reached.endowment,
        "increments": climb.increments,
        "stopped": climb.stopped,
        "utility": utility_of(election),
    }
    if climb.beyond:
        values |= {"next_endowment": climb.beyond.endowment, "next_spent": climb.beyond.cost}
    return Step("endowment", None, values)


def _too_dear(election: Election) -> dict[str, Verdict]:
    costs = {project: election.cost(project) for project in election.eligible}
    return {
        project: (
            "dearer_than_fund",
            {"cost": cost, "fund": election.fund, "missing": cost - election.fund},
        )
        for project, cost in costs.items()
        if cost > election.fund
    }


def _verdicts(election: Election, shares: Shares) -> dict[str, Verdict]:
    verdicts = {step.project: (step.kind, {**step.values}) for step in shares.record.steps}
    for project in shares.market.backings:
        if project not in verdicts:
            verdicts[project] = _loser(election, shares, project)
    return verdicts


def _loser(election: Election, shares: Shares, project: str) -> Verdict:
    endowment, cost = shares.run.endowment, election.cost(project)
    ledger = shares.record.ledger(project, endowment)
    beyond = shares.climb.beyond
    if beyond and project in beyond.bought:
        return "next_step_overspends", {
            **ledger,
            "next_endowment": beyond.endowment,
            "next_spent": beyond.cost,
        }
    if ledger["had"] < cost:
        needed = ceil(cost / endowment) if endowment else None
        missing = {"missing": cost - ledger["had"], "needed_votes": needed}
        return "supporters_too_poor", {**ledger, **missing}
    return "supporters_spent_elsewhere", ledger
