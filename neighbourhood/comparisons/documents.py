"""What is asked of a comparison and what it gives: plain values, which travel between two processes
as lines of JSON.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import TypedDict

from neighbourhood.rounds.rules.settings import RECOMMENDED
from neighbourhood.tally.plain import Plain

#: A rule with its completion.
Way = tuple[str, str]
FIRST_WAYS: tuple[Way, ...] = (*RECOMMENDED.values(), ("equal-shares@1", "none"))
MORE_WAYS: tuple[Way, ...] = (
    ("greedy-no-skip@1", "none"),
    ("greedy-per-cost@1", "none"),
    ("phragmen@1", "none"),
    ("equal-shares@1", "add1-exhaustive"),
    ("equal-shares@1", "add1-greedy"),
    ("equal-shares-comparison@1", "add1"),
)


def name_of(way: Way) -> str:
    """Return what a form calls the way."""
    return ":".join(way)


@dataclass(frozen=True)
class Question:
    """How a vote is to be compared: the ways in the order shown, what equal shares measure (empty:
    what fits the ballots), least votes.
    """

    ways: Sequence[Way]
    utility: str = ""
    minimum_votes: int = 0

    @property
    def in_order_of_time(self) -> list[Way]:
        """Return the ways, those last that may take long: they raise the shares step by step."""
        return sorted(self.ways, key=lambda way: way[1].startswith("add1"))


@dataclass(frozen=True)
class Limits:
    """How long the child may count, in seconds, and how much memory it may take, in bytes."""

    seconds: int
    memory: int


@dataclass(frozen=True)
class ComparedProject:
    """A project of the vote."""

    id: str
    name: str
    cost: Decimal
    votes: int


@dataclass(frozen=True)
class Vote:
    """The vote as it was read; amounts as in the file, the currency empty where the file names
    none.
    """

    projects: Sequence[ComparedProject]
    voters: int
    fund: Decimal
    currency: str
    seconds: float = 0.0


@dataclass(frozen=True)
class WayOutcome:
    """What one way gives; `voters` are those with none, one, two, three or more of their projects;
    `selected` None: cannot be counted so.
    """

    way: Way
    selected: frozenset[str] | None
    spent: Decimal
    voters: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0


#: What the child writes, one after the other: first the vote, then what each way gives.
Finding = Vote | WayOutcome


class EnglishWords(TypedDict):
    """A problem and what was expected, as the reader of files words them."""

    problem: str
    expected: str


class FileProblem(TypedDict):
    """Why a file cannot be used: the line, the code of the problem with its values, and the words
    for a code that no page knows.
    """

    line: int
    problem: str
    values: dict[str, object]
    english: EnglishWords


def question_as_json(question: Question, limits: Limits) -> str:
    """Return what the child is asked, as one line; the ways in the order in which it counts."""
    return json.dumps(
        asdict(limits)
        | {
            "ways": question.in_order_of_time,
            "utility": question.utility,
            "minimum_votes": question.minimum_votes,
        }
    )


def question_from_json(text: str) -> tuple[Question, Limits]:
    """Return what `question_as_json` has written."""
    read = json.loads(text)
    ways = [(rule, completion) for rule, completion in read["ways"]]
    question = Question(ways, read["utility"], read["minimum_votes"])
    return question, Limits(read["seconds"], read["memory"])


def finding_as_plain(finding: Finding) -> Plain:
    """Return a finding as plain data for a line of JSON; amounts are texts, which keep every
    digit.
    """
    if isinstance(finding, Vote):
        projects = [
            (project.id, project.name, str(project.cost), project.votes)
            for project in finding.projects
        ]
        return {
            "projects": projects,
            "voters": finding.voters,
            "fund": str(finding.fund),
            "currency": finding.currency,
            "seconds": finding.seconds,
        }
    return {
        "way": finding.way,
        "selected": None if finding.selected is None else sorted(finding.selected),
        "spent": str(finding.spent),
        "voters": dict(finding.voters),
        "seconds": finding.seconds,
    }


def finding_from_plain(line: Plain) -> Finding:
    """Return the finding that `finding_as_plain` has written."""
    if "way" in line:
        rule, completion = line["way"]
        return WayOutcome(
            (rule, completion),
            None if line["selected"] is None else frozenset(line["selected"]),
            Decimal(line["spent"]),
            line["voters"],
            line["seconds"],
        )
    projects = [
        ComparedProject(id_, name, Decimal(cost), votes)
        for id_, name, cost, votes in line["projects"]
    ]
    return Vote(projects, line["voters"], Decimal(line["fund"]), line["currency"], line["seconds"])
