"""How the vote counted, as advice to the committee: a pure count of the sealed ballots."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from neighbourhood import tally


@dataclass(frozen=True)
class Candidate:
    """A project of the round: its reference, its cost in minor units, whether it may still win, and
    its category by slug.
    """

    reference: str
    cost: int
    is_in: bool = True
    category: str | None = None


@dataclass(frozen=True)
class Advice:
    """What the count says of one project: its votes, its place from 1, whether it chose it, and
    whether that was settled before the vote.
    """

    votes: int
    place: int
    is_within_fund: bool
    is_beforehand: bool = False


def advice(
    candidates: Sequence[Candidate],
    ballots: Iterable[tuple[str, int]],
    fund: int,
    parameters: tally.Parameters,
) -> dict[str, Advice]:
    """Return {reference: advice} from the sealed rows (references joined by commas, multiplicity);
    raises TallyError.

    Chosen projects come first in their order, then the others by votes, cost and reference.
    """
    cast = [
        tally.Ballot(tuple((each, 1) for each in choices.split(",") if each), number)
        for choices, number in ballots
    ]
    outcome = tally.count(
        [tally.Project(each.reference, each.cost, each.category) for each in candidates],
        cast,
        fund,
        parameters,
    )
    others = sorted(
        (-each.votes, each.cost, name)
        for name, each in outcome.projects.items()
        if not each.is_selected
    )
    order = [*outcome.selected, *(name for _votes, _cost, name in others)]
    return {
        name: Advice(
            outcome.projects[name].votes,
            place,
            outcome.projects[name].is_selected,
            name in parameters.prefunded,
        )
        for place, name in enumerate(order, start=1)
    }
