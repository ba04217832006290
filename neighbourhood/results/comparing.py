"""One vote under several rules, counted in a child process with little time and memory; nothing is kept."""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from threading import Lock
from typing import Any

from neighbourhood import pabulib, tally
from neighbourhood.pabulib.numbers import plain
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.tally.pabulib_votes import default_utility

SECONDS = 20
SECONDS_OF_WAITING = 5
MEMORY = 768 * 2**20
#: Rules with completion in the order in which they are counted: those that may take long come last.
RULES = (
    ("greedy@1", "none"), ("greedy-no-skip@1", "none"), ("greedy-per-cost@1", "none"), ("equal-shares@1", "none"),
    ("equal-shares@1", "greedy"), ("phragmen@1", "none"), ("equal-shares@1", "add1"),
)
#: Those that staff are recommended to choose from stand first.
SHOWN_FIRST = (("greedy@1", "none"), ("equal-shares@1", "greedy"), ("equal-shares@1", "add1"))
BROKEN, UNCOUNTABLE = 2, 3

_one_at_a_time = Lock()


@dataclass(frozen=True)
class Laid:
    """What one rule gives; `voters` are those with none, one, two, three or more of their projects. Amounts as in the file."""

    rule: str
    completion: str
    selected: frozenset[str]
    spent: Decimal
    voters: Mapping[str, int]


@dataclass(frozen=True)
class Compared:
    """A vote under several rules: projects as (id, name, cost, votes), what each rule gives, and which were not done in time."""

    projects: Sequence[tuple[str, str, Decimal, int]]
    voters: int
    fund: Decimal
    outcomes: Sequence[Laid]
    unfinished: Sequence[tuple[str, str]]


def compare(file: bytes) -> Compared:
    """Return the file's vote under each rule; raises Invalid for a file that cannot be used, NotNow where nothing was done in time."""
    if not file:
        raise Invalid("compare_needs_one", field="round")
    code, output = _child(file)
    if code == BROKEN:
        raise Invalid("file_unreadable", field="file", problem=output.decode("utf-8", "replace").strip())
    if code == UNCOUNTABLE:
        raise Invalid("compare_uncountable", field="file")
    # A child that was stopped may have been in the middle of a line.
    lines = [json.loads(line) for line in output.splitlines(keepends=True) if line.endswith(b"\n")]
    if len(lines) < 2:
        raise NotNow("compare_too_long", field="file")
    return _compared(lines[0], lines[1:])


def _compared(head: dict[str, Any], rest: Sequence[dict[str, Any]]) -> Compared:
    outcomes = [
        Laid(each["rule"], each["completion"], frozenset(each["selected"]), Decimal(each["spent"]), each["voters"])
        for each in rest if each["selected"] is not None
    ]
    outcomes.sort(key=lambda each: (each.rule, each.completion) not in SHOWN_FIRST)
    told = {(each["rule"], each["completion"]) for each in rest}
    projects = [(id_, name, Decimal(cost), votes) for id_, name, cost, votes in head["projects"]]
    return Compared(projects, head["voters"], Decimal(head["fund"]), outcomes, [how for how in RULES if how not in told])


def _child(file: bytes) -> tuple[int, bytes]:
    """Return the child's exit code and what it wrote until it ended or was stopped."""
    command = [sys.executable, "-m", "neighbourhood.results.comparing"]
    if not _one_at_a_time.acquire(timeout=SECONDS_OF_WAITING):
        raise NotNow("compare_busy", field="file")
    try:
        # The child finds no secret in its environment; one thread keeps its memory within the limit.
        done = subprocess.run(  # noqa: S603
            command, input=file, capture_output=True, timeout=SECONDS, env={"OPENBLAS_NUM_THREADS": "1"}, check=False
        )
    except subprocess.TimeoutExpired as stopped:
        return -1, stopped.stdout or b""
    finally:
        _one_at_a_time.release()
    return done.returncode, done.stdout


def counted(file: bytes) -> Iterator[dict[str, Any]]:
    """Yield, as plain data, the vote and then what each rule gives; raises PabulibError or TallyError for what cannot be counted."""
    election = pabulib.parse(file, "file.pb")
    projects, ballots, fund, scale = tally.from_election(election)
    votes = tally.count(projects, ballots, fund, tally.Parameters(rule="greedy@1", unit=scale)).projects
    named = [(each.id, each.name, _amount(int(each.cost * scale), scale), votes[each.id].votes) for each in election.projects]
    named.sort(key=lambda row: (-row[3], row[0]))
    yield {"projects": named, "voters": len(election.ballots), "fund": _amount(fund, scale)}
    for rule, completion in RULES:
        utility = default_utility(election.vote_type)
        how = tally.Parameters(rule=rule, completion=completion, utility=utility, unit=scale)
        yield {"rule": rule, "completion": completion} | _outcome(projects, ballots, fund, how)


def _outcome(projects: Any, ballots: Any, fund: int, how: tally.Parameters) -> dict[str, Any]:
    try:
        outcome = tally.count(projects, ballots, fund, how)
    except tally.TallyError:
        return {"selected": None}
    return {"selected": list(outcome.selected), "spent": _amount(outcome.spent, how.unit), "voters": tally.satisfaction(outcome, ballots)}


def _amount(value: int, scale: int) -> str:
    return plain(Fraction(value, scale))


def main() -> int:
    """Count what comes in on stdin within the limits, a line for each rule; a broken file's problem is printed instead."""
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(kind, (most, most))
    try:
        for line in counted(sys.stdin.buffer.read()):
            sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()
    except pabulib.PabulibError as error:
        sys.stdout.write(str(error))
        return BROKEN
    except MemoryError:
        return 1
    except (tally.TallyError, ValueError, ArithmeticError, RecursionError):
        return UNCOUNTABLE
    return 0


if __name__ == "__main__":
    sys.exit(main())
