"""The child process of a comparison: reads a file from stdin, counts it in every way asked for, and
writes what each gives as a line of JSON.
"""

import json
import math
import os
import resource
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from neighbourhood import pabulib, tally
from neighbourhood.comparisons.documents import (
    ComparedProject,
    EnglishWords,
    FileProblem,
    Finding,
    Limits,
    Question,
    Vote,
    Way,
    WayOutcome,
    finding_as_plain,
    question_from_json,
)
from neighbourhood.pabulib.numbers import plain
from neighbourhood.tally.pabulib_votes import default_utility

#: What the file is called in its problems; the reader knows its name.
NAME = "file.pb"


class _Count:
    """An election as the count takes it, to be counted in one way after the other."""

    def __init__(self, election: pabulib.Election) -> None:
        self._election = election
        self._projects, self._ballots, self._fund, self._scale = tally.from_election(election)

    def vote(self, began: float) -> Vote:
        """Return the vote as it was read, the projects with the most votes first."""
        by_votes = tally.Parameters(rule="greedy@1", unit=self._scale)
        votes = self._outcome(by_votes).projects
        projects = [
            ComparedProject(
                project.id,
                project.name,
                _amount(int(project.cost * self._scale), self._scale),
                votes[project.id].votes,
            )
            for project in self._election.projects
        ]
        return Vote(
            sorted(projects, key=lambda project: (-project.votes, project.id)),
            len(self._election.ballots),
            _amount(self._fund, self._scale),
            self._election.meta.get("currency", "").strip(),
            _seconds_since(began),
        )

    def outcome(self, way: Way, question: Question) -> WayOutcome:
        """Return what a way gives; a vote that cannot be counted so has no selection."""
        began = time.monotonic()
        rule, completion = way
        how = tally.Parameters(
            rule=rule,
            completion=completion,
            utility=question.utility or default_utility(self._election.vote_type),
            unit=self._scale,
            minimum_votes=question.minimum_votes,
        )
        try:
            outcome = self._outcome(how)
        except tally.TallyError:
            return WayOutcome(way, None, Decimal(0), {}, _seconds_since(began))
        return WayOutcome(
            way,
            frozenset(outcome.selected),
            _amount(outcome.spent, self._scale),
            tally.satisfaction(outcome, self._ballots),
            _seconds_since(began),
        )

    def _outcome(self, how: tally.Parameters) -> tally.Outcome:
        return tally.count(self._projects, self._ballots, self._fund, how)


def findings(file: bytes, question: Question) -> Iterator[Finding]:
    """Yield the vote and then what each way gives; raises PabulibError or TallyError for what
    cannot be counted.
    """
    began = time.monotonic()
    count = _Count(pabulib.parse(file, NAME))
    yield count.vote(began)
    for way in question.ways:
        yield count.outcome(way, question)


def _amount(value: int, scale: int) -> Decimal:
    return Decimal(plain(Fraction(value, scale)))


def _seconds_since(began: float) -> float:
    """Return the seconds since then, rounded up to tenths."""
    return math.ceil((time.monotonic() - began) * 10) / 10


def limit(limits: Limits) -> None:
    """Let this process have only so much, write no file, and stand back behind those who serve
    residents.
    """
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    os.nice(10)


def write(line: Mapping[str, object]) -> None:
    """Write a line at once."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def refused_file(error: pabulib.PabulibError) -> dict[str, list[FileProblem]]:
    """Return why the file cannot be used, as plain data."""
    return {"problems": [_problem(one) for one in (error, *error.others)]}


def _problem(error: pabulib.PabulibError) -> FileProblem:
    values = {
        name: plain(value) if isinstance(value, Fraction) else value
        for name, value in error.values.items()
    }
    english = EnglishWords(problem=error.problem, expected=error.expected)
    return FileProblem(line=error.line, problem=error.code, values=values, english=english)


def main(arguments: Sequence[str]) -> int:
    """Count what comes in on stdin within the limits; or write why the file cannot be used."""
    question, limits = question_from_json(arguments[0])
    limit(limits)
    try:
        for finding in findings(sys.stdin.buffer.read(), question):
            write(finding_as_plain(finding))
    except pabulib.PabulibError as error:
        write(refused_file(error))
    except MemoryError:
        return 1
    except (tally.TallyError, ValueError, ArithmeticError, RecursionError):
        write({"uncountable": True})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
