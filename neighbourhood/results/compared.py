"""What staff read from a vote laid side by side: outcomes in order, where they differ, and who is
left with nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from neighbourhood.results.comparing import Laid, Question, Row, Told, Vote, Way

MOST_VOTES: Way = ("greedy@1", "none")
SHARES = "equal-shares"


@dataclass(frozen=True)
class Compared:
    """A vote under several ways: what each gives in the order asked for, the ways not done in time,
    and those that do not fit.
    """

    vote: Vote
    outcomes: Sequence[Laid]
    unfinished: Sequence[Way]
    unfit: Sequence[Way]

    def choosing(self, project: Row) -> list[bool]:
        """Return, way by way, whether it chose the project."""
        return [project.id in (outcome.selected or ()) for outcome in self.outcomes]

    @property
    def differing(self) -> list[Row]:
        """Return the projects that some ways choose and others do not."""
        return [each for each in self.vote.projects if len(set(self.choosing(each))) == 2]

    @property
    def always(self) -> list[Row]:
        """Return the projects that every way chooses."""
        return [each for each in self.vote.projects if self.outcomes and all(self.choosing(each))]

    @property
    def never(self) -> list[Row]:
        """Return the projects that no way chooses."""
        return [each for each in self.vote.projects if not any(self.choosing(each))]

    def share(self, outcome: Laid, key: str = "0") -> float:
        """Return which share of the voters got none, one, two, three or more of their projects."""
        return outcome.voters[key] / self.vote.voters if self.vote.voters else 0.0

    @property
    def most_votes(self) -> Laid | None:
        """Return what the usual way gives, where it was asked for."""
        return next((each for each in self.outcomes if each.way == MOST_VOTES), None)

    @property
    def best_shares(self) -> Laid | None:
        """Return the outcome of equal shares that leaves the fewest voters with nothing."""
        shares = [each for each in self.outcomes if each.way[0].startswith(SHARES)]
        return min(shares, key=lambda each: each.voters["0"], default=None)

    @property
    def fewer(self) -> int:
        """Return how many voters fewer the best of equal shares leaves with nothing than the usual
        way; 0 where one of them is missing.
        """
        usual, shares = self.most_votes, self.best_shares
        return usual.voters["0"] - shares.voters["0"] if usual and shares else 0


def compared(question: Question, told: Sequence[Told]) -> Compared:
    """Return what was told, in the order in which it was asked for."""
    vote = next(each for each in told if isinstance(each, Vote))
    laid = {each.way: each for each in told if isinstance(each, Laid)}
    done = [laid[way] for way in question.ways if way in laid]
    return Compared(
        vote,
        [each for each in done if each.selected is not None],
        [way for way in question.ways if way not in laid],
        [each.way for each in done if each.selected is None],
    )
