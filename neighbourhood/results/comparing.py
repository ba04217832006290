"""One vote under several rules, counted in a child process with little time and memory; nothing is kept."""

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from neighbourhood import pabulib, tally
from neighbourhood.pabulib.numbers import plain
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.tally.pabulib_votes import default_utility

SECONDS = 20
MEMORY = 768 * 2**20
RULES = (
    ("greedy@1", "none"), ("greedy-no-skip@1", "none"), ("greedy-per-cost@1", "none"), ("equal-shares@1", "none"),
    ("equal-shares@1", "greedy"), ("equal-shares@1", "add1"), ("phragmen@1", "none"),
)


@dataclass(frozen=True)
class Compared:
    """A vote under several rules: projects as (id, name, cost, votes), and for each rule what it gives. Amounts as in the file."""

    projects: Sequence[tuple[str, str, Decimal, int]]
    voters: int
    fund: Decimal
    outcomes: Sequence[dict[str, Any]]


def compare(file: bytes) -> Compared:
    """Return the file's vote under each rule; raises Invalid for a broken file, NotNow where the count was stopped."""
    if not file:
        raise Invalid("compare_needs_one", field="round")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "neighbourhood.results.comparing"], input=file, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise NotNow("compare_too_long", field="file") from error
    if done.returncode == 2:
        raise Invalid("file_unreadable", field="file", problem=done.stdout.decode("utf-8", "replace").strip())
    if done.returncode != 0:
        raise NotNow("compare_too_long", field="file")
    read = json.loads(done.stdout)
    projects = [(id_, name, Decimal(cost), votes) for id_, name, cost, votes in read["projects"]]
    outcomes = [each | {"spent": Decimal(each["spent"])} for each in read["outcomes"]]
    return Compared(projects, read["voters"], Decimal(read["fund"]), outcomes)


def counted(file: bytes) -> dict[str, Any]:
    """Return, as plain data, what `compare` shows; raises PabulibError for a broken file."""
    election = pabulib.parse(file, "file.pb")
    projects, ballots, fund, scale = tally.from_election(election)
    votes = tally.count(projects, ballots, fund, tally.Parameters(rule="greedy@1", unit=scale)).projects
    outcomes = [_outcome(election, projects, ballots, fund, scale, how) for how in RULES]
    named = [(each.id, each.name, _amount(int(each.cost * scale), scale), votes[each.id].votes) for each in election.projects]
    named.sort(key=lambda row: (-row[3], row[0]))
    return {"projects": named, "voters": len(election.ballots), "fund": _amount(fund, scale), "outcomes": [each for each in outcomes if each]}


def _outcome(election: Any, projects: Any, ballots: Any, fund: int, scale: int, how: tuple[str, str]) -> dict[str, Any] | None:
    rule, completion = how
    utility = default_utility(election.vote_type)
    try:
        outcome = tally.count(projects, ballots, fund, tally.Parameters(rule=rule, completion=completion, utility=utility, unit=scale))
    except tally.TallyError:
        return None
    luck = tally.satisfaction(outcome, ballots)
    nothing = luck["0"] / outcome.voters if outcome.voters else 0
    spent = _amount(outcome.spent, scale)
    return {"rule": rule, "completion": completion, "selected": list(outcome.selected), "spent": spent, "nothing": nothing}


def _amount(value: int, scale: int) -> str:
    return plain(Fraction(value, scale))


def main() -> int:
    """Count what comes in on stdin within the limits; 2 for a broken file, whose problem is printed."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        found = counted(sys.stdin.buffer.read())
    except pabulib.PabulibError as error:
        sys.stdout.write(str(error))
        return 2
    except (tally.TallyError, MemoryError):
        return 1
    sys.stdout.write(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
