"""What a count follows from: the rules as they were frozen, and the sealed ballots."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from neighbourhood.rounds.documents import FrozenRound


@dataclass(frozen=True)
class CastBallot:
    """A distinct ballot: the references it names, sorted, and how many voters cast it."""

    choices: tuple[str, ...]
    multiplicity: int


@dataclass(frozen=True)
class SealedVote:
    """Everything the count of a sealed round follows from.

    `document` is the text that was frozen, `rules` what it says. `withdrawn` are listed projects
    that were taken back after the ballot was printed. `tie_seed` is drawn after sealing and so not
    part of the frozen rules.
    """

    document: str
    rules: FrozenRound
    ballots: tuple[CastBallot, ...]
    withdrawn: tuple[str, ...] = ()
    tie_seed: str = ""

    @property
    def number_of_ballots(self) -> int:
        """Return how many ballots were cast, blank ones included."""
        return sum(ballot.multiplicity for ballot in self.ballots)

    @property
    def parameters(self) -> Mapping[str, Any]:
        """Return the frozen parameters of the rule, and the seed of the lot where one was drawn."""
        seed = {"tie_seed": self.tie_seed} if self.tie_seed else {}
        return {**self.rules.rule.parameters, **seed}


@dataclass(frozen=True)
class Advice:
    """What the count says of one project: its votes, its place from 1, whether it chose it, and
    whether that was settled before the vote.
    """

    votes: int
    place: int
    is_within_fund: bool
    is_beforehand: bool = False


def cast_ballots(rows: Iterable[tuple[str, int]]) -> tuple[CastBallot, ...]:
    """Return the sealed rows (references joined by commas, multiplicity) as ballots, sorted; a
    blank one names nothing.
    """
    return tuple(
        CastBallot(tuple(choices.split(",")) if choices else (), number)
        for choices, number in sorted(rows)
    )


def sealed_rows(ballots: Iterable[CastBallot]) -> list[tuple[str, int]]:
    """Return the ballots as they were sealed: what `cast_ballots` has read."""
    return [(",".join(ballot.choices), ballot.multiplicity) for ballot in ballots]
