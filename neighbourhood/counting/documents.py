"""What a count follows from: the rules as they were frozen, and the sealed ballots."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from neighbourhood.rounds.ballot_kinds import BallotKind, kind_of
from neighbourhood.rounds.documents import FrozenRound


@dataclass(frozen=True)
class CastBallot:
    """A distinct ballot as it was sealed, which its kind can read, and how many voters cast it."""

    kept: str
    multiplicity: int


@dataclass(frozen=True)
class FundedBefore:
    """A listed project that another list, settled before this one, has funded: that list's round,
    its reference there, and the hash of the publication that funds it.
    """

    reference: str
    round: str
    other_reference: str
    digest: str


@dataclass(frozen=True)
class SettledList:
    """What a round has settled by its newest publication: its hash, and what it funds, by
    reference.
    """

    digest: str
    funded: frozenset[str]


@dataclass(frozen=True)
class SealedVote:
    """Everything the count of a sealed round follows from.

    `document` is the text that was frozen, `rules` what it says. `withdrawn` are listed projects
    that were taken back after the ballot was printed, `funded_before` those that another list has
    funded. `tie_seed` is drawn after sealing and so not part of the frozen rules.
    """

    document: str
    rules: FrozenRound
    ballots: tuple[CastBallot, ...]
    withdrawn: tuple[str, ...] = ()
    tie_seed: str = ""
    funded_before: tuple[FundedBefore, ...] = ()

    @property
    def already_funded(self) -> list[str]:
        """Return the references of what another list has funded, sorted."""
        return sorted({project.reference for project in self.funded_before})

    @property
    def kind(self) -> BallotKind:
        """Return the kind of ballot that was cast."""
        return kind_of(self.rules.ballot)

    @property
    def blank_ballots(self) -> int:
        """Return how many ballots name no project."""
        return sum(
            ballot.multiplicity for ballot in self.ballots if not self.kind.references(ballot.kept)
        )

    @property
    def number_of_ballots(self) -> int:
        """Return how many ballots were cast, blank ones included."""
        return sum(ballot.multiplicity for ballot in self.ballots)

    @property
    def parameters(self) -> Mapping[str, object]:
        """Return the frozen parameters of the rule, and the seed of the lot where one was drawn."""
        seed = {"tie_seed": self.tie_seed} if self.tie_seed else {}
        return {**self.rules.rule.parameters, **seed}


@dataclass(frozen=True)
class Advice:
    """What the count says of one project: its votes, its place from 1, whether it chose it, and
    whether that was settled before the vote or another list has funded it.
    """

    votes: int
    place: int
    is_within_fund: bool
    is_beforehand: bool = False
    is_already_funded: bool = False


def cast_ballots(rows: Iterable[tuple[str, int]]) -> tuple[CastBallot, ...]:
    """Return the sealed rows (kept ballot, multiplicity) as ballots, sorted."""
    return tuple(CastBallot(kept, number) for kept, number in sorted(rows))


def sealed_rows(ballots: Iterable[CastBallot]) -> list[tuple[str, int]]:
    """Return the ballots as they were sealed: what `cast_ballots` has read."""
    return [(ballot.kept, ballot.multiplicity) for ballot in ballots]
