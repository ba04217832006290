"""From the frozen rules and the sealed ballots to the count, and whether the ballots themselves may
be published: a pure function of what is published.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from neighbourhood import pabulib, tally
from neighbourhood.counting.documents import Advice, SealedVote
from neighbourhood.rounds.rules import PublishedBallots, constraints

#: The rules that need nothing but the votes of each project, so that a result published as counts
#: can be recounted.
BY_VOTES_ALONE = tally.GREEDY
#: Fewer ballots than this are never published one by one.
LEAST_BALLOTS = 30


def published_as(vote: SealedVote) -> PublishedBallots:
    """Return what stands in the place of the ballots: `ballots`, or only `counts` where the city
    said so or too few voted.
    """
    # The city's word was frozen before the vote; the number of ballots is only known after it.
    wish = vote.rules.published.ballots
    if wish == PublishedBallots.COUNTS or vote.number_of_ballots < LEAST_BALLOTS:
        return PublishedBallots.COUNTS
    return PublishedBallots.BALLOTS


def count(vote: SealedVote) -> tally.Outcome:
    """Return the outcome of the count; raises TallyError where the frozen rules cannot be carried
    out.
    """
    rule = {
        "rule": vote.rules.rule.name,
        "withdrawn": sorted(vote.withdrawn),
        "already_funded": vote.already_funded,
    }
    return _count(vote, parameters({**vote.parameters, **rule}))


def count_otherwise(vote: SealedVote, *, rule: str, completion: str) -> tally.Outcome:
    """Return the outcome under another rule with that rule's own defaults, for comparison only;
    special rules stay where it knows them.
    """
    constraint_names = constraints.NAMES if constraints.understands(rule) else ()
    values = {
        name: vote.parameters[name]
        for name in ("unit", "tie_seed", *constraint_names)
        if name in vote.parameters
    }
    # It compares over the printed list, so what was withdrawn later takes part; what another list
    # has paid for has no place in any way of counting.
    values |= {"rule": rule, "completion": completion, "already_funded": vote.already_funded}
    return _count(vote, parameters(values))


def _count(vote: SealedVote, how: tally.Parameters) -> tally.Outcome:
    projects = tuple(
        tally.Project(project.reference, project.cost, project.category or None)
        for project in vote.rules.projects
    )
    return _counted(projects, tally_ballots(vote), vote.rules.fund.amount, how)


def pabulib_ballots(vote: SealedVote) -> Iterator[pabulib.PabulibBallot]:
    """Yield one ballot for each voter, as a `.pb` file lists them; voter ids are running numbers
    over the sorted ballots, so that they tell neither order nor time.
    """
    number = 0
    for ballot in sorted(vote.ballots, key=lambda ballot: vote.kind.references(ballot.kept)):
        for _voter in range(ballot.multiplicity):
            number += 1
            yield vote.kind.pabulib_ballot(ballot.kept, str(number))


def tally_ballots(vote: SealedVote) -> tuple[tally.Ballot, ...]:
    """Return the ballots as the count takes them."""
    return tuple(
        vote.kind.tally_ballot(ballot.kept, ballot.multiplicity) for ballot in vote.ballots
    )


@lru_cache(maxsize=8)
def _counted(
    projects: tuple[tally.Project, ...],
    ballots: tuple[tally.Ballot, ...],
    fund: int,
    how: tally.Parameters,
) -> tally.Outcome:
    # Preview, request and confirmation count the same input; a pure function may remember what it
    # found.
    return tally.count(projects, ballots, fund, how)


def parameters(values: Mapping[str, object]) -> tally.Parameters:
    """Return the parameters of a count from plain data; what the count does not know is refused as
    TypeError.
    """
    return tally.Parameters(**{name: _frozen(value) for name, value in values.items()})


def _frozen(value: Any) -> Any:
    # JSON knows lists alone; the parameters must be hashable, for the count remembers by them.
    return tuple(_frozen(part) for part in value) if isinstance(value, (list, tuple)) else value


def advice_order(outcome: tally.Outcome) -> list[str]:
    """Return all project references: the chosen in their order, then the others by votes, cost and
    reference.
    """
    others = [
        (-fared.votes, fared.cost, reference)
        for reference, fared in outcome.projects.items()
        if not fared.is_selected
    ]
    return [*outcome.selected, *(reference for _votes, _cost, reference in sorted(others))]


def advice_of(vote: SealedVote) -> dict[str, Advice]:
    """Return {reference: what the count says of the project}, in the order of advice; raises
    TallyError where the frozen rules cannot be carried out.
    """
    outcome = count(vote)
    prefunded = vote.rules.rule.constraints.prefunded
    return {
        reference: Advice(
            outcome.projects[reference].votes,
            place,
            outcome.projects[reference].is_selected,
            reference in prefunded,
            reference in vote.already_funded,
        )
        for place, reference in enumerate(advice_order(outcome), start=1)
    }
