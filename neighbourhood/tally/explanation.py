"""Gathers for every project what a sentence about its fate needs; the words are chosen elsewhere."""

from neighbourhood.tally.model import Explanation, Outcome


def explain(outcome: Outcome) -> dict[str, Explanation]:
    """By project id: the code and values `reasons` documents, taken from the run that chose the winners."""
    return {
        project: Explanation(each.reason, {"votes": each.votes, "points": each.points, "cost": each.cost, **each.values})
        for project, each in outcome.projects.items()
    }
