"""From the frozen rules and the sealed ballots to the count: a pure function of what is
published.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from neighbourhood import tally
from neighbourhood.rounds import special
from neighbourhood.rounds.documents import FrozenRound

#: The rules that need nothing but the votes of each project, so that a result published as counts
#: can be recounted.
BY_VOTES_ALONE = tally.GREEDY


@dataclass(frozen=True)
class Listed:
    """A project as it was frozen; cost in minor units; its category by name for readers and by slug
    for the count.
    """

    number: int
    reference: str
    title: str
    language: str
    cost: int
    category: str = ""
    category_slug: str = ""


@dataclass(frozen=True)
class Terms:
    """What the frozen document says about the count; amounts in minor units."""

    rule: str
    parameters: Mapping[str, Any]
    fund: int
    projects: tuple[Listed, ...]
    least_choices: int
    most_choices: int | None
    published: str
    document: FrozenRound


@dataclass(frozen=True)
class Cast:
    """A distinct ballot: the references it names, sorted, and how many voters cast it."""

    choices: tuple[str, ...]
    multiplicity: int


def cast_ballots(rows: Iterable[tuple[str, int]]) -> tuple[Cast, ...]:
    """Return the sealed rows (references joined by commas, multiplicity) as ballots, sorted; a
    blank one names nothing.
    """
    return tuple(
        Cast(tuple(choices.split(",")) if choices else (), number)
        for choices, number in sorted(rows)
    )


def count(terms: Terms, ballots: Sequence[Cast], withdrawn: Iterable[str] = ()) -> tally.Outcome:
    """Return the outcome of the count; raises TallyError where the frozen rules cannot be carried
    out.
    """
    return _counted(
        tuple(
            tally.Project(each.reference, each.cost, each.category_slug or None)
            for each in terms.projects
        ),
        tuple(
            tally.Ballot(tuple((choice, 1) for choice in each.choices), each.multiplicity)
            for each in ballots
        ),
        terms.fund,
        parameters({**terms.parameters, "rule": terms.rule, "withdrawn": sorted(withdrawn)}),
    )


def count_otherwise(terms: Terms, ballots: Sequence[Cast], **changed: Any) -> tally.Outcome:
    """Return the outcome under another rule with that rule's own defaults, for comparison only;
    special rules stay where it knows them.
    """
    wanted = ("unit", "tie_seed", *(special.NAMES if special.understands(changed["rule"]) else ()))
    kept = {name: terms.parameters[name] for name in wanted if name in terms.parameters}
    other = replace(terms, rule=changed.pop("rule"), parameters=kept | changed)
    return count(other, ballots)


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


def parameters(given: Mapping[str, Any]) -> tally.Parameters:
    """Return the parameters of a count from plain data; what the count does not know is refused as
    TypeError.
    """
    return tally.Parameters(**{name: _frozen(value) for name, value in given.items()})


def _frozen(value: Any) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, (list, tuple)) else value


def advice_order(outcome: tally.Outcome) -> list[str]:
    """Return all project references: the chosen in their order, then the others by votes, cost and
    reference.
    """
    others = [
        (-each.votes, each.cost, reference)
        for reference, each in outcome.projects.items()
        if not each.is_selected
    ]
    return [*outcome.selected, *(reference for _votes, _cost, reference in sorted(others))]
