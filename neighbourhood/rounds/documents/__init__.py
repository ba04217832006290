"""The rules of a round as they were frozen when its vote opened: one typed document, read and
written here alone.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, TypedDict

from neighbourhood.canonical import canonical
from neighbourhood.rounds.rules import constraints
from neighbourhood.rounds.rules.constraints import Constraints
from neighbourhood.rounds.rules.settings import CountParameters

FORMAT = "neighbourhood-rules/1"
#: The level of an electorate that names none: before there were others, all were neighbourhoods.
USUAL_LEVEL = "neighbourhood"

#: Limit of a ballot -> its number; None: open.
Limits = Mapping[str, int | None]


class UnknownFormat(ValueError):
    """The document is in a format that this program does not know."""


@dataclass(frozen=True)
class FrozenEdition:
    """The vote of the city that the round belongs to."""

    slug: str
    title: Mapping[str, str]
    scheme: str


@dataclass(frozen=True)
class BallotTerms:
    """The kind of ballot, its limits as that kind reads them, and whether it may be left blank."""

    kind: str
    limits: Limits
    blank: bool = True


class PlainBallot(TypedDict):
    """The terms of a ballot as they stand in JSON."""

    kind: str
    limits: Limits
    blank: bool


@dataclass(frozen=True)
class CountTerms:
    """The rule in its version, its parameters as plain data, and how ties end, in words."""

    name: str
    parameters: CountParameters
    tie_break: str

    @property
    def constraints(self) -> Constraints:
        """Return the special rules among the parameters."""
        return constraints.of_parameters(self.parameters)


@dataclass(frozen=True)
class DecisionTerms:
    """Who decides, `vote` or `committee`, and how many members must be present."""

    decided_by: str
    quorum: int | None


@dataclass(frozen=True)
class FrozenFund:
    """The money that can be given: minor units of a currency."""

    amount: int
    currency: str


@dataclass(frozen=True)
class Electorate:
    """Who may vote: residents of a place, by the hash of its boundary where it has one; the level
    on which it stands, and the slugs of all places below it, whose residents vote as well.
    """

    who: str
    neighbourhood: str
    name: str
    boundary: str | None
    level: str = USUAL_LEVEL
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublicationTerms:
    """What will be published: `ballots` or `counts`, ballots only from so many on, and receipts."""

    ballots: str
    least_ballots: int
    receipts: bool


@dataclass(frozen=True)
class FrozenProject:
    """A project the round decides on, with its texts; cost in minor units, category by slug."""

    number: int
    reference: str
    title: str
    summary: str
    description: str
    language: str
    cost: int
    category: str
    category_name: Mapping[str, str]
    place: str
    #: Drawn when the list was closed; None in rules from before there was such a draw.
    list_number: int | None = None

    @property
    def shown_number(self) -> int:
        """Return the number that people read: the drawn one, where there is one."""
        return self.list_number or self.number


@dataclass(frozen=True)
class ProjectPaidElsewhere:
    """A project that somebody else pays for: on no ballot and in no count."""

    number: int
    reference: str
    title: str
    language: str
    payer: str


@dataclass(frozen=True)
class SharedListing:
    """A project of this list that stands on another list of the edition too: the round and the
    place of that list, its reference there, and whether that list is settled before this one.
    """

    reference: str
    round: str
    place: str
    other_reference: str
    is_settled_first: bool


@dataclass(frozen=True)
class Settlement:
    """Which lists of the edition are settled first, those of `lower` or of `higher` places, and the
    projects that stand on another list too.
    """

    first: str
    shared: tuple[SharedListing, ...]


class FileSource(TypedDict, total=False):
    """What the file of a recounted vote said of itself: where and when it was, a rule that we
    cannot repeat, limits that were left out, and what the city chose.
    """

    description: str
    city: str
    country: str
    year: str
    neighbourhood: str
    other_rule: str
    left_out: list[str]
    city_chose: list[str]


@dataclass(frozen=True)
class FrozenRound:
    """Everything that may not change once the vote is open.

    `source` is what the file of a recounted vote said of itself; empty for a vote of our own.
    """

    round: str
    edition: FrozenEdition
    ballot: BallotTerms
    rule: CountTerms
    decision: DecisionTerms
    fund: FrozenFund
    electorate: Electorate
    opens_at: datetime
    closes_at: datetime
    published: PublicationTerms
    projects: tuple[FrozenProject, ...]
    funded_elsewhere: tuple[ProjectPaidElsewhere, ...] = ()
    settlement: Settlement | None = None
    source: FileSource | None = None

    @property
    def on_ballot(self) -> tuple[FrozenProject, ...]:
        """Return the projects one can vote for: what is funded beforehand has won already."""
        prefunded = self.rule.constraints.prefunded
        return tuple(project for project in self.projects if project.reference not in prefunded)

    @property
    def shared(self) -> tuple[SharedListing, ...]:
        """Return the projects that stand on another list of the edition too."""
        return self.settlement.shared if self.settlement else ()

    def with_source(self, source: FileSource) -> "FrozenRound":
        """Return the same rules with what a file said of itself."""
        return replace(self, source=source)


def to_json(rules: FrozenRound) -> str:
    """Return the rules as the one text that is hashed and kept."""
    plain = asdict(rules) | {
        "format": FORMAT,
        "opens_at": rules.opens_at.isoformat(),
        "closes_at": rules.closes_at.isoformat(),
    }
    # What a round does not have is left out and not written empty: so the rules of a round without
    # it have the bytes that they had before there was such a thing.
    if not rules.funded_elsewhere:
        del plain["funded_elsewhere"]
    for name in ("settlement", "source"):
        if plain[name] is None:
            del plain[name]
    for project in plain["projects"]:
        if project["list_number"] is None:
            del project["list_number"]
    if rules.electorate.level == USUAL_LEVEL:
        del plain["electorate"]["level"]
    if not rules.electorate.parts:
        del plain["electorate"]["parts"]
    return canonical(plain)


# Every cast and every page of a vote reads the same few documents, which never change.
@lru_cache(maxsize=32)
def from_json(text: str) -> FrozenRound:
    """Return the rules that a kept text holds, in any format there was; raises UnknownFormat, and
    TypeError, KeyError or ValueError for a text that is no such document.

    Its hash is always taken of the text as it is kept, never of what is written again.
    """
    plain: dict[str, Any] = json.loads(text)
    form = plain.pop("format", None)
    if form is None:
        plain["ballot"] = _ballot_of_format_0(**plain["ballot"])
    elif form != FORMAT:
        raise UnknownFormat(f"rules of the format {form!r}; this program knows {FORMAT}")
    typed = {
        "edition": FrozenEdition(**plain["edition"]),
        "ballot": BallotTerms(**plain["ballot"]),
        "rule": CountTerms(**plain["rule"]),
        "decision": DecisionTerms(**plain["decision"]),
        "fund": FrozenFund(**plain["fund"]),
        "electorate": _electorate(**plain["electorate"]),
        "opens_at": datetime.fromisoformat(plain["opens_at"]),
        "closes_at": datetime.fromisoformat(plain["closes_at"]),
        "published": PublicationTerms(**plain["published"]),
        "projects": tuple(FrozenProject(**project) for project in plain["projects"]),
        "funded_elsewhere": tuple(
            ProjectPaidElsewhere(**project) for project in plain.get("funded_elsewhere", ())
        ),
        "settlement": _settlement(**plain["settlement"]) if "settlement" in plain else None,
    }
    # An entry that this program does not know raises TypeError: rules that are read only in part
    # must not be counted.
    return FrozenRound(**plain | typed)


def _electorate(*, parts: Sequence[str] = (), **plain: Any) -> Electorate:
    return Electorate(**plain, parts=tuple(parts))


def _settlement(*, first: str, shared: Sequence[Mapping[str, Any]]) -> Settlement:
    return Settlement(first, tuple(SharedListing(**listing) for listing in shared))


def _ballot_of_format_0(*, kind: str, blank: bool, **limits: int | None) -> PlainBallot:
    """Return the ballot of a document without a format as the next writes it: its limits stood
    beside its kind.
    """
    return PlainBallot(kind=kind, limits=limits, blank=blank)
