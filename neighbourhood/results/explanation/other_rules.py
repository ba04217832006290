"""What other ways of counting would have chosen, and how many voters each way leaves with
nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from neighbourhood.results.documents import ComparedWay, PublishedResult
from neighbourhood.results.explanation import figures, reasons
from neighbourhood.rounds.words import way_name


@dataclass(frozen=True)
class WayView:
    """One way of counting: voters with none, one, two, three or more of their projects, money, and
    what it chooses otherwise.
    """

    name: Any
    voters: Mapping[str, int]
    average: Decimal
    spent: int
    also: Sequence[Any] = ()
    not_chosen: Sequence[Any] = ()


def ways_of(result: PublishedResult, names: reasons.Names) -> list[WayView]:
    """Return the way that counts, then the others beside it; of a small vote there are none."""
    if not result.satisfaction:
        return []
    count = result.count
    used = (count.rule_version, count.completion)
    ours = WayView(
        way_name(*used),
        result.satisfaction,
        _average(count.selected, result),
        count.spent,
    )
    return [
        ours,
        *(
            _other(way, result, names)
            for way in result.compared
            if (way.rule, way.completion) != used
        ),
    ]


def _other(other: ComparedWay, result: PublishedResult, names: reasons.Names) -> WayView:
    ours, theirs = result.count.selected, other.selected
    return WayView(
        way_name(other.rule, other.completion),
        other.satisfaction,
        _average(theirs, result),
        other.spent,
        also=[names[project] for project in theirs if project not in ours],
        not_chosen=[names[project] for project in ours if project not in theirs],
    )


def _average(selected: Iterable[str], result: PublishedResult) -> Decimal:
    chosen = set(selected)
    votes = sum(project.votes for project in result.projects if project.reference in chosen)
    return figures.average(votes, result.turnout.ballots)
