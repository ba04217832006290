"""Puts what a rule decided into the frozen outcome that everybody reads."""

from collections.abc import Iterable, Mapping

from neighbourhood.tally.election import Election
from neighbourhood.tally.eligibility import Verdict
from neighbourhood.tally.ledger import Ledger
from neighbourhood.tally.model import Outcome, ProjectOutcome, Step


def outcome(
    election: Election,
    selected: Iterable[str],
    steps: Iterable[Step],
    verdicts: Mapping[str, Verdict],
) -> Outcome:
    """The outcome; every project needs a verdict of its own or one of the election's `barred`."""
    order = {project: number for number, project in enumerate(selected, 1)}
    all_verdicts = {**election.barred, **verdicts}
    projects = {}
    for project in sorted(election.projects):
        verdict = all_verdicts[project]
        projects[project] = ProjectOutcome(
            cost=election.cost(project),
            votes=election.profile.votes[project],
            points=election.profile.points[project],
            is_selected=project in order,
            order=order.get(project),
            reason=verdict.code,
            values=verdict.figures,
        )
    return Outcome(
        selected=tuple(order),
        spent=sum(election.cost(project) for project in order),
        fund=election.fund,
        voters=election.profile.voters,
        parameters=election.parameters,
        steps=tuple(steps),
        projects=projects,
    )


def dearer_than_fund(election: Election) -> dict[str, Verdict]:
    """Verdicts on the eligible projects that the whole fund could not pay."""
    verdicts: dict[str, Verdict] = {}
    for project in election.eligible:
        cost = election.cost(project)
        if cost > election.fund:
            missing = cost - election.fund
            verdicts[project] = Verdict(
                "dearer_than_fund", {"cost": cost, "fund": election.fund, "missing": missing}
            )
    return verdicts


def outcome_of_ledger(election: Election, ledger: Ledger) -> Outcome:
    """The outcome of a greedy count."""
    return outcome(election, ledger.chosen, ledger.steps, ledger.verdicts)
