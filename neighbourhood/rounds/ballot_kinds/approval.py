"""The approval ballot: one tick for each project a voter wants, in no order."""

from collections.abc import Collection, Iterable, Mapping

from neighbourhood.pabulib import Election, PabulibBallot
from neighbourhood.refusals import Invalid
from neighbourhood.rounds.ballot_kinds.kind import BallotKind, Limit
from neighbourhood.rounds.documents import FrozenRound, Limits
from neighbourhood.tally import Ballot

MOST_CHOICES = 50
PREFIX, BLANK = "choice-", "blank"
#: Python refuses to read a number of thousands of digits, with an error of its own.
LONGEST_NUMBER = 9
SEPARATOR = ","


class Approval(BallotKind):
    """Ticks; kept as the references of the projects, each once, sorted, joined by commas."""

    name = "approval"
    limits = (
        Limit("least_choices", 0, MOST_CHOICES),
        Limit("most_choices", 1, MOST_CHOICES, is_optional=True),
    )
    prefixes = (PREFIX, BLANK)
    template = "ballots/kinds/approval.html"
    #: With one point for each project, points are votes.
    utilities = ("cost", "cardinality")
    vote_types = ("approval", "choose-1")

    def require_limits(self, limits: Limits) -> None:
        """Raise Invalid for limits out of bounds, or a most below the least."""
        super().require_limits(limits)
        least, most = limits.get("least_choices"), limits.get("most_choices")
        if least is not None and most is not None and most < least:
            raise Invalid("most_below_least", field="most_choices")

    def marks(self, fields: Mapping[str, str]) -> dict[int, int]:
        """Return {project number: 1} of the ticked projects."""
        names = [name.removeprefix(PREFIX) for name in fields if name.startswith(PREFIX)]
        for name in names:
            # `isdecimal` alone lets the digits of other scripts pass.
            if not (name.isascii() and name.isdecimal() and len(name) <= LONGEST_NUMBER):
                raise Invalid("not_on_this_ballot", number=name[:20])
        return {int(name): 1 for name in names}

    def fields_for(self, marks: Mapping[int, int]) -> dict[str, str]:
        """Return the ticks as fields of the form."""
        return {f"{PREFIX}{number}": str(number) for number in marks} or {BLANK: "1"}

    def kept(self, fields: Mapping[str, str], rules: FrozenRound) -> str:
        """Return the ticked projects as kept; a blank ballot is empty. Raises Invalid."""
        references = {project.number: project.reference for project in rules.on_ballot}
        numbers = self.marks(fields).keys()
        self._require_allowed(numbers, references, rules, is_blank=bool(fields.get(BLANK)))
        return joined(references[number] for number in numbers)

    def _require_allowed(
        self,
        numbers: Collection[int],
        references: Mapping[int, str],
        rules: FrozenRound,
        *,
        is_blank: bool,
    ) -> None:
        if foreign := sorted(set(numbers) - set(references)):
            raise Invalid("not_on_this_ballot", number=foreign[0])
        if is_blank:
            if numbers:
                raise Invalid("blank_and_chosen")
            return
        if not numbers:
            raise Invalid("nothing_chosen")
        least, most = bounds(rules.ballot.limits, len(references))
        if len(numbers) < least:
            raise Invalid("too_few_choices", least=least, chosen=len(numbers))
        if len(numbers) > most:
            raise Invalid("too_many_choices", most=most, chosen=len(numbers))

    def for_template(self, rules: FrozenRound) -> dict[str, int]:
        """Return how many projects one may choose at most."""
        return {"most": bounds(rules.ballot.limits, len(rules.on_ballot))[1]}

    def longest(self, rules: FrozenRound) -> int:
        """Return the length of the longest references one may choose together, with commas."""
        lengths = sorted(len(project.reference.encode()) for project in rules.on_ballot)
        # Every ballot is padded to this length before it is encrypted: one byte too few, and the
        # longest ballot could not be cast.
        _least, most = bounds(rules.ballot.limits, len(lengths))
        longest = lengths[-most:] if most else []
        return sum(longest) + max(len(longest) - 1, 0) * len(SEPARATOR)

    def references(self, kept: str) -> tuple[str, ...]:
        """Return the references of a kept ballot, sorted."""
        return tuple(kept.split(SEPARATOR)) if kept else ()

    def tally_ballot(self, kept: str, voters: int) -> Ballot:
        """Return one point for each project."""
        return Ballot(tuple((reference, 1) for reference in self.references(kept)), voters)

    def pabulib_ballot(self, kept: str, voter_id: str) -> PabulibBallot:
        """Return a row without points."""
        return PabulibBallot(voter_id, self.references(kept), None)

    def pabulib_meta(self, rules: FrozenRound) -> dict[str, str]:
        """Return type and limits; a least of nothing is written as one."""
        limits = rules.ballot.limits
        _least, most = bounds(limits, len(rules.on_ballot))
        return {
            "vote_type": self.vote_types[0],
            "min_length": str(max(1, limits.get("least_choices") or 0)),
            "max_length": str(most),
        }

    def limits_in(self, election: Election) -> dict[str, int | None]:
        """Return the limits of a file; a most beyond all bounds means none."""
        length = int(election.meta.get("max_length") or 0)
        most = 1 if election.vote_type == "choose-1" else length
        least = int(election.meta.get("min_length") or 1)
        is_bound = 0 < most <= MOST_CHOICES
        return {
            "least_choices": min(least, most if is_bound else MOST_CHOICES),
            "most_choices": most if is_bound else None,
        }

    def from_pabulib(self, ballot: PabulibBallot) -> str:
        """Return the choices of a row as kept."""
        return joined(ballot.choices)


def joined(references: Iterable[str]) -> str:
    """Return references as one ballot is kept: each once, sorted, joined by commas."""
    return SEPARATOR.join(sorted(set(references)))


def bounds(limits: Limits, on_ballot: int) -> tuple[int, int]:
    """Return how many projects a ballot that is not blank names at least and at most, where so many
    stand on it.
    """
    # A limit beyond the number of projects would ask for what nobody can do.
    most = min(limits.get("most_choices") or on_ballot, on_ballot)
    least = max(1, min(limits.get("least_choices") or 0, most))
    return least, most
