"""What staff read from a comparison: outcomes in order, where they differ, and who is left with
nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from neighbourhood.comparisons.documents import (
    ComparedProject,
    Finding,
    Question,
    Vote,
    Way,
    WayOutcome,
)

MOST_VOTES: Way = ("greedy@1", "none")
SHARES = "equal-shares"


@dataclass(frozen=True)
class Comparison:
    """A vote under several ways: what each gives in the order asked for, the ways not done in time,
    and those that do not fit.
    """

    vote: Vote
    outcomes: Sequence[WayOutcome]
    unfinished: Sequence[Way]
    unfit: Sequence[Way]

    def choosing(self, project: ComparedProject) -> list[bool]:
        """Return, way by way, whether it chose the project."""
        return [project.id in (outcome.selected or ()) for outcome in self.outcomes]

    @property
    def differing(self) -> list[ComparedProject]:
        """Return the projects that some ways choose and others do not."""
        return [project for project in self.vote.projects if len(set(self.choosing(project))) == 2]

    @property
    def always(self) -> list[ComparedProject]:
        """Return the projects that every way chooses."""
        return [
            project
            for project in self.vote.projects
            if self.outcomes and all(self.choosing(project))
        ]

    @property
    def never(self) -> list[ComparedProject]:
        """Return the projects that no way chooses."""
        return [project for project in self.vote.projects if not any(self.choosing(project))]

    def share(self, outcome: WayOutcome, key: str = "0") -> float:
        """Return which share of the voters got none, one, two, three or more of their projects."""
        return outcome.voters[key] / self.vote.voters if self.vote.voters else 0.0

    @property
    def most_votes(self) -> WayOutcome | None:
        """Return what the usual way gives, where it was asked for."""
        return next((outcome for outcome in self.outcomes if outcome.way == MOST_VOTES), None)

    @property
    def best_shares(self) -> WayOutcome | None:
        """Return the outcome of equal shares that leaves the fewest voters with nothing."""
        shares = [outcome for outcome in self.outcomes if outcome.way[0].startswith(SHARES)]
        return min(shares, key=lambda outcome: outcome.voters["0"], default=None)

    @property
    def fewer(self) -> int:
        """Return how many voters fewer the best of equal shares leaves with nothing than the usual
        way; 0 where one of them is missing.
        """
        usual, shares = self.most_votes, self.best_shares
        return usual.voters["0"] - shares.voters["0"] if usual and shares else 0


def comparison_of(question: Question, findings: Sequence[Finding]) -> Comparison:
    """Return what was found, in the order in which it was asked for."""
    vote = next(finding for finding in findings if isinstance(finding, Vote))
    by_way = {finding.way: finding for finding in findings if isinstance(finding, WayOutcome)}
    done = [by_way[way] for way in question.ways if way in by_way]
    return Comparison(
        vote,
        [outcome for outcome in done if outcome.selected is not None],
        [way for way in question.ways if way not in by_way],
        [outcome.way for outcome in done if outcome.selected is None],
    )
