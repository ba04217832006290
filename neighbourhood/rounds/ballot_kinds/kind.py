"""What every kind of ballot can do: its limits, its form, how it is kept, and the way to the count.

The ballot box knows nothing of this: to it a ballot is one text, the same for voters who voted
alike, which only its kind can read.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from neighbourhood.pabulib import Election, PabulibBallot
from neighbourhood.refusals import Invalid
from neighbourhood.rounds.documents import FrozenRound, Limits
from neighbourhood.tally import Ballot


@dataclass(frozen=True)
class Limit:
    """A number that a city may set for a ballot, from `least` to `most`; an optional one may stay
    open.
    """

    name: str
    least: int
    most: int
    is_optional: bool = False


class BallotKind(ABC):
    """A kind of ballot, by its `name` in editions and frozen rules.

    `prefixes` begin the names of its form's fields, which are secret as a whole. `template` fills
    the form of the ballot, `utilities` are the measures of the count that differ for it, and
    `vote_types` are Pabulib's names of what it can take in, the first for what it writes.
    """

    name: ClassVar[str]
    limits: ClassVar[tuple[Limit, ...]]
    prefixes: ClassVar[tuple[str, ...]]
    template: ClassVar[str]
    utilities: ClassVar[tuple[str, ...]]
    vote_types: ClassVar[tuple[str, ...]]

    def require_limits(self, limits: Limits) -> None:
        """Raise Invalid, with its field, unless the limits are this kind's and within bounds.

        An optional one may be missing: so a limit that is new leaves older editions as they are.
        """
        if set(limits) - {limit.name for limit in self.limits}:
            raise Invalid("ballot_kind_unknown", kind=self.name)
        for limit in self.limits:
            number = limits.get(limit.name)
            if number is None and limit.is_optional:
                continue
            # `isinstance` would let True pass for 1.
            if type(number) is not int or not limit.least <= number <= limit.most:
                raise Invalid(
                    "number_out_of_range", field=limit.name, least=limit.least, most=limit.most
                )

    def fields_of(self, form: Mapping[str, str]) -> dict[str, str]:
        """Return what of a posted form belongs to the ballot."""
        return {name: value for name, value in form.items() if name.startswith(self.prefixes)}

    @abstractmethod
    def marks(self, fields: Mapping[str, str]) -> dict[int, int]:
        """Return {project number: its mark}, to show a form again; raises Invalid for a field that
        is no project's.
        """

    @abstractmethod
    def fields_for(self, marks: Mapping[int, int]) -> dict[str, str]:
        """Return the fields of a form with these marks; a blank ballot without any."""

    @abstractmethod
    def kept(self, fields: Mapping[str, str], rules: FrozenRound) -> str:
        """Return a filled ballot as the one text that is kept; raises Invalid where it may not be
        cast so.
        """

    @abstractmethod
    def for_template(self, rules: FrozenRound) -> dict[str, int]:
        """Return the numbers that the template needs beside the projects and the sentences."""

    @abstractmethod
    def longest(self, rules: FrozenRound) -> int:
        """Return the length in bytes of the longest text that a ballot may be kept as."""

    @abstractmethod
    def references(self, kept: str) -> tuple[str, ...]:
        """Return the projects that a kept ballot names; none for a blank one."""

    @abstractmethod
    def tally_ballot(self, kept: str, voters: int) -> Ballot:
        """Return a kept ballot of so many voters as the count takes it."""

    @abstractmethod
    def pabulib_ballot(self, kept: str, voter_id: str) -> PabulibBallot:
        """Return a kept ballot as a row of a Pabulib file."""

    @abstractmethod
    def pabulib_meta(self, rules: FrozenRound) -> dict[str, str]:
        """Return what META of a Pabulib file says of the ballot, `vote_type` first."""

    @abstractmethod
    def limits_in(self, election: Election) -> dict[str, int | None]:
        """Return the limits that a Pabulib file tells."""

    @abstractmethod
    def from_pabulib(self, ballot: PabulibBallot) -> str:
        """Return a row of a Pabulib file as a kept ballot."""
