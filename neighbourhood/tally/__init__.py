"""The count of a vote over a fund: pure, exact and repeatable, with a record of every step."""

from neighbourhood.tally.election import STARTS
from neighbourhood.tally.errors import TallyError
from neighbourhood.tally.explanation import explain
from neighbourhood.tally.greedy import GREEDY
from neighbourhood.tally.model import (
    Ballot,
    Explanation,
    Outcome,
    Parameters,
    Project,
    ProjectOutcome,
    Step,
)
from neighbourhood.tally.pabulib_votes import from_election
from neighbourhood.tally.rules import RULES, count
from neighbourhood.tally.satisfaction import satisfaction

__all__ = [
    "GREEDY",
    "RULES",
    "STARTS",
    "Ballot",
    "Explanation",
    "Outcome",
    "Parameters",
    "Project",
    "ProjectOutcome",
    "Step",
    "TallyError",
    "count",
    "explain",
    "from_election",
    "satisfaction",
]
