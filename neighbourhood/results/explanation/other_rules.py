"""What other ways of counting would have chosen, and how many voters each way leaves with
nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from neighbourhood.results.documents import ComparedWay, PublishedResult
from neighbourhood.results.explanation import figures
from neighbourhood.results.explanation import reasons as why
from neighbourhood.rounds.words import way_name


@dataclass(frozen=True)
class Way:
    """One way of counting: voters with none, one, two, three or more of their projects, money, and
    what it chooses otherwise.
    """

    name: Any
    voters: Mapping[str, int]
    average: Decimal
    spent: int
    also: Sequence[Any] = ()
    not_chosen: Sequence[Any] = ()


def ways_of(result: PublishedResult, names: why.Names) -> list[Way]:
    """Return the way that counts, then the others beside it; of a small vote nothing is told."""
    if not result.satisfaction:
        return []
    count = result.count
    used = (count.rule_version, count.completion)
    ours = Way(
        way_name(*used),
        result.satisfaction,
        _average(count.selected, result),
        count.spent,
    )
    return [
        ours,
        *(
            _other(each, result, names)
            for each in result.compared
            if (each.rule, each.completion) != used
        ),
    ]


def _other(other: ComparedWay, result: PublishedResult, names: why.Names) -> Way:
    ours, theirs = result.count.selected, other.selected
    return Way(
        way_name(other.rule, other.completion),
        other.satisfaction,
        _average(theirs, result),
        other.spent,
        also=[names[each] for each in theirs if each not in ours],
        not_chosen=[names[each] for each in ours if each not in theirs],
    )


def _average(selected: Iterable[str], result: PublishedResult) -> Decimal:
    chosen = set(selected)
    votes = sum(project.votes for project in result.projects if project.reference in chosen)
    return figures.average(votes, result.turnout.ballots)
