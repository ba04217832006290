"""Counts how many voters got how many of their projects."""

from collections.abc import Iterable

from neighbourhood.tally.model import Ballot, Outcome


def satisfaction(outcome: Outcome, ballots: Iterable[Ballot]) -> dict[str, int]:
    """Voters with none, one, two, and three or more of the projects they gave points to among the
    selected.
    """
    selected = set(outcome.selected)
    voters = {"0": 0, "1": 0, "2": 0, "3+": 0}
    for ballot in ballots:
        won = sum(1 for project, points in ballot.choices if points > 0 and project in selected)
        voters[str(won) if won < 3 else "3+"] += ballot.weight
    return voters
