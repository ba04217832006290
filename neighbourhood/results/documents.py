"""The published result, `result.json`: one typed document, read and written here alone.

Amounts are in the smallest unit of the currency; projects go by their reference.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TypedDict, cast

from neighbourhood.canonical import indented
from neighbourhood.counting.documents import FundedBefore
from neighbourhood.rounds.rules.settings import CountParameters
from neighbourhood.tally.plain import Plain

#: The first format, which names no licence of the data.
FORMAT_1 = "neighbourhood-result/1"
#: The second, in which each project's category was named in the project's own language.
FORMAT_2 = "neighbourhood-result/2"
#: What is written now.
FORMAT = "neighbourhood-result/3"
FORMATS = (FORMAT_1, FORMAT_2, FORMAT)

Number = int | float | str
"""An exact figure as JSON holds it: a whole number, or text such as "10/3"."""

Satisfaction = Mapping[str, int]
"""How many voters got none (`0`), one, two, three or more (`3+`) of their projects."""


class Figures(TypedDict, total=False):
    """The figures behind a step or a reason, as they are published; `tally/figures.py` says what
    each of them means.
    """

    votes: int
    points: int
    cost: Number
    missing: Number
    fund: Number
    fund_left: Number
    category: str
    category_left: Number
    minimum_votes: int
    minimum_points: int
    before: str
    by: str
    tied_with: list[str]
    tie_decided_by: str
    payment: Number
    paid_in_full: int
    paid_less: int
    had_nothing: int
    effective_votes: Number
    had: Number
    paid: Mapping[str, Number]
    left: Number
    support_percent: int
    needed_votes: int | None
    stage: str
    utility: str
    first_endowment: Number
    endowment: Number
    increments: int
    stopped: str
    next_endowment: Number
    next_spent: Number
    time: Number
    prefer_equal_shares: int
    prefer_greedy: int
    indifferent: int
    chosen: str
    greedy_selected: list[str]
    equal_shares_selected: list[str]
    needed_fund: Number
    needed_score: int
    enough_cost: Number
    outranked_by: str
    level_with: str
    still_fitted: str
    other_list: str
    other_round: str


@dataclass(frozen=True)
class Licence:
    """The licence under which the data are given away: its own name, and where its text stands."""

    name: str
    url: str


@dataclass(frozen=True)
class RoundFacts:
    """The vote that was counted, `neighbourhood` the name of its place; its level stands there for
    any other than a neighbourhood. The last three stand in a recounted file alone: a rule we cannot
    repeat, limits we left out, and what the city chose.
    """

    slug: str
    neighbourhood: str
    city: str
    country: str
    year: str
    language: str
    date_begin: str
    date_end: str
    description: str
    level: str | None = None
    other_rule: str | None = None
    left_out: list[str] | None = None
    city_chose: list[str] | None = None


@dataclass(frozen=True)
class EditionFacts:
    """The vote of the city that the round belongs to."""

    slug: str
    title: Mapping[str, str]
    decided_by: str
    is_recount: bool
    source: str


@dataclass(frozen=True)
class Step:
    """A step of the count; `project` is None where it is about no single one."""

    kind: str
    project: str | None
    values: Figures


@dataclass(frozen=True)
class PublishedCount:
    """How it was counted, and the record of it; the parameters are those of the tally, as plain
    data.
    """

    rule: str
    rule_version: str
    utility: str | None
    completion: str
    budget: int
    voters: int
    spent: int
    selected: tuple[str, ...]
    parameters: CountParameters
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Reason:
    """Why a project was chosen or not: a code of the tally with its figures."""

    code: str
    values: Figures


@dataclass(frozen=True)
class PublishedProject:
    """A project and how it fared; `order` is its place among the chosen. The category is named in
    the language of the result; its slug is missing before the third format.
    """

    number: int
    reference: str
    title: str
    language: str
    category: str
    cost: int
    votes: int
    order: int | None
    is_selected: bool
    reason: Reason
    category_slug: str | None = None
    #: Drawn when the list was closed; None in results from before there was such a draw.
    list_number: int | None = None

    @property
    def shown_number(self) -> int:
        """Return the number that people read: the drawn one, where there is one."""
        return self.list_number or self.number


@dataclass(frozen=True)
class Turnout:
    """How many took part; blank ballots and channels only where they betray nobody."""

    ballots: int
    blank: int | None
    by_channel: Mapping[str, int]


@dataclass(frozen=True)
class ComparedWay:
    """What another way of counting would have chosen."""

    rule: str
    completion: str
    selected: list[str]
    spent: int
    satisfaction: Satisfaction


@dataclass(frozen=True)
class Committee:
    """The committee that decided."""

    members: int


@dataclass(frozen=True)
class Allocation:
    """What a project was given, by the vote itself."""

    reference: str
    amount: int
    by: str


@dataclass(frozen=True)
class CommitteeAllocation(Allocation):
    """What a committee gave a project: its reason with the reason's language, and the members'
    vote.
    """

    reason: str
    language: str
    votes_for: int
    votes_against: int
    abstentions: int
    recused: int = 0


@dataclass(frozen=True)
class Departure:
    """A project on which the committee departed from the vote, and how."""

    reference: str
    kind: str


@dataclass(frozen=True)
class Imprint:
    """What makes a content a publication: version, reason of a correction, instant, the head of the
    trail, and the hash of the content without this part.
    """

    version: int
    reason: str
    published_at: str
    trail_head: str
    content_digest: str


@dataclass(frozen=True)
class PublishedResult:
    """Everything that is published of a round, without personal names.

    `files` are the hashes of the files beside it; `publication` is None until it is published.
    `funded_before` are the projects that the count left out, since a list that was settled before
    had funded them.
    """

    format: str
    round: RoundFacts
    edition: EditionFacts
    currency: str
    fund: int
    count: PublishedCount
    projects: tuple[PublishedProject, ...]
    turnout: Turnout
    satisfaction: Satisfaction | None
    compared: tuple[ComparedWay, ...]
    published_as: str
    committee: Committee | None
    allocations: tuple[Allocation, ...]
    departures: tuple[Departure, ...]
    receipts: list[str]
    frozen_digest: str
    sealed_digest: str
    categories: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    licence: Licence | None = None
    funded_before: tuple[FundedBefore, ...] = ()
    publication: Imprint | None = None

    @property
    def category_language(self) -> str | None:
        """Return the language in which all categories are named; None where each project's own
        was taken.
        """
        return None if self.format in (FORMAT_1, FORMAT_2) else self.round.language

    @property
    def amounts(self) -> dict[str, int]:
        """Return what each project was given, by its reference."""
        return {allocation.reference: allocation.amount for allocation in self.allocations}

    def allocation_of(self, reference: str) -> Allocation | None:
        """Return what was decided on a project, None where nothing was."""
        return next((one for one in self.allocations if one.reference == reference), None)

    def departure_of(self, reference: str) -> str | None:
        """Return how the committee departed from the vote on a project, None where it did not."""
        return next((one.kind for one in self.departures if one.reference == reference), None)


def to_json(result: PublishedResult) -> str:
    """Return the result as the one text that is hashed and published."""
    plain = asdict(result)
    plain["count"]["steps"] = [
        {"kind": step.kind, "project": step.project, **step.values} for step in result.count.steps
    ]
    for project in plain["projects"]:
        for name in ("category_slug", "list_number"):
            if project[name] is None:
                del project[name]
    # What a vote has none of is left out; other values are written also where they are null.
    for name in ("level", "other_rule", "left_out", "city_chose"):
        if plain["round"][name] is None:
            del plain["round"][name]
    for name in ("categories", "files", "licence", "funded_before", "publication"):
        if not plain[name]:
            del plain[name]
    return indented(plain)


def from_json(text: str | bytes) -> PublishedResult:
    """Return the result that a published text holds, in any format there was; raises TypeError,
    KeyError, ValueError or AttributeError for a text that is no such document.
    """
    plain = json.loads(text)
    # Parts that came with a later format are missing in older texts.
    licence, publication, committee = (
        plain.get(name) for name in ("licence", "publication", "committee")
    )
    typed = {
        "round": RoundFacts(**plain["round"]),
        "edition": EditionFacts(**plain["edition"]),
        "count": count_of(plain["count"]),
        "projects": tuple(project_of(project) for project in plain["projects"]),
        "turnout": Turnout(**plain["turnout"]),
        "compared": tuple(ComparedWay(**way) for way in plain["compared"]),
        "committee": Committee(**committee) if committee else None,
        "allocations": tuple(_allocation_of(allocation) for allocation in plain["allocations"]),
        "departures": tuple(Departure(**departure) for departure in plain["departures"]),
        "licence": Licence(**licence) if licence else None,
        "funded_before": tuple(FundedBefore(**one) for one in plain.get("funded_before", ())),
        "publication": Imprint(**publication) if publication else None,
    }
    return PublishedResult(**plain | typed)


def count_of(plain: Plain) -> PublishedCount:
    """Return a count that stands in a result, or that the tally has just written."""
    typed = {
        "selected": tuple(plain["selected"]),
        "steps": tuple(step_of(step) for step in plain["steps"]),
    }
    return PublishedCount(**{**plain, **typed})


def step_of(plain: Plain) -> Step:
    """Return a step, whose figures stand in the document beside its kind and project."""
    values = {name: value for name, value in plain.items() if name not in ("kind", "project")}
    return Step(plain["kind"], plain["project"], cast("Figures", values))


def project_of(plain: Plain) -> PublishedProject:
    """Return a project with its reason."""
    return PublishedProject(**{**plain, "reason": Reason(**plain["reason"])})


def _allocation_of(plain: Plain) -> Allocation:
    # Only a committee gives a reason; a vote that binds needs none.
    return CommitteeAllocation(**plain) if "reason" in plain else Allocation(**plain)
