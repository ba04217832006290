"""What a `.pb` file says, as frozen values: amounts are exact fractions in the file's own unit, ids
are strings.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from neighbourhood.pabulib.numbers import Exact

BALLOT_KINDS = ("approval", "choose-1", "ordinal", "cumulative", "scoring")
"""Values of META `vote_type`; a knapsack ballot is an approval ballot with `max_sum_cost`."""

POINT_KINDS = ("cumulative", "scoring")
"""Ballot kinds whose VOTES section carries a `points` column."""


@dataclass(frozen=True, slots=True)
class PabulibProject:
    """One row of PROJECTS: id, exact cost, and the other columns as written (empty cells are empty
    strings).
    """

    id: str
    cost: Exact
    fields: Mapping[str, str]

    @property
    def name(self) -> str:
        """The project's name, or its id where the file has none (116 of 1,746 public files)."""
        return self.fields.get("name") or self.id

    @property
    def selected(self) -> int | None:
        """1 won, 0 lost, 2 and 3 as the file's comment explains; None where the file does
        not say.
        """
        text = self.fields.get("selected", "")
        return int(text) if text else None


class PabulibBallot(NamedTuple):
    """One row of VOTES: project ids without repeats, points in the same order or None, other
    columns as written.
    """

    voter_id: str
    choices: tuple[str, ...]
    points: tuple[Exact, ...] | None
    fields: tuple[str, ...] = ()

    def without(self, ids: Container[str]) -> "PabulibBallot":
        """Return the ballot without what it says of these projects; what is left may be blank."""
        kept = [place for place, choice in enumerate(self.choices) if choice not in ids]
        points = self.points
        return self._replace(
            choices=tuple(self.choices[place] for place in kept),
            points=None if points is None else tuple(points[place] for place in kept),
        )


@dataclass(frozen=True, slots=True)
class Election:
    """A whole file: META in its order, then projects and ballots in file order with the names of
    their columns.
    """

    name: str
    meta: Mapping[str, str]
    projects: tuple[PabulibProject, ...]
    ballots: tuple[PabulibBallot, ...]
    ballot_fields: tuple[str, ...] = ()

    @property
    def budget(self) -> Fraction:
        """The fund, exact, in the file's own unit."""
        return Fraction(self.meta["budget"])

    @property
    def vote_type(self) -> str:
        """One of BALLOT_KINDS."""
        return self.meta["vote_type"]

    @property
    def rule(self) -> str:
        """The rule the city says it used, `unknown` where the file is silent."""
        return self.meta.get("rule") or "unknown"
