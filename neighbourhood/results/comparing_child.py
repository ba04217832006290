"""The child process of a comparison: reads a file from stdin, counts it in each way asked for, and
tells each as a line of JSON.
"""

import json
import math
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from neighbourhood import pabulib, tally
from neighbourhood.pabulib.numbers import plain
from neighbourhood.tally.pabulib_votes import default_utility

Line = dict[str, Any]
#: What the file is called in its problems; the reader knows its name.
NAME = "file.pb"


def counted(file: bytes, asked: Line) -> Iterator[Line]:
    """Yield, as plain data, the vote and then what each way gives; raises PabulibError or
    TallyError for what cannot be counted.
    """
    began = time.monotonic()
    election = pabulib.parse(file, NAME)
    projects, ballots, fund, scale = tally.from_election(election)
    votes = tally.count(
        projects, ballots, fund, tally.Parameters(rule="greedy@1", unit=scale)
    ).projects
    named = [
        (each.id, each.name, _amount(int(each.cost * scale), scale), votes[each.id].votes)
        for each in election.projects
    ]
    named.sort(key=lambda row: (-row[3], row[0]))
    about = {
        "voters": len(election.ballots),
        "fund": _amount(fund, scale),
        "currency": election.meta.get("currency", "").strip(),
    }
    yield {"projects": named, "seconds": _since(began)} | about
    for rule, completion in asked["ways"]:
        utility = asked["utility"] or default_utility(election.vote_type)
        how = tally.Parameters(
            rule=rule,
            completion=completion,
            utility=utility,
            unit=scale,
            minimum_votes=asked["minimum_votes"],
        )
        began = time.monotonic()
        outcome = _outcome(lambda how=how: tally.count(projects, ballots, fund, how), ballots)  # type: ignore[misc]
        yield {"way": (rule, completion), "seconds": _since(began)} | outcome


def _outcome(count: Callable[[], tally.Outcome], ballots: Any) -> Line:
    try:
        outcome = count()
    except tally.TallyError:
        return {"selected": None, "spent": "0", "voters": {}}
    unit = outcome.parameters.unit
    return {
        "selected": list(outcome.selected),
        "spent": _amount(outcome.spent, unit),
        "voters": tally.satisfaction(outcome, ballots),
    }


def _amount(value: int, scale: int) -> str:
    return plain(Fraction(value, scale))


def _since(began: float) -> float:
    """Return the seconds since then, rounded up to tenths."""
    return math.ceil((time.monotonic() - began) * 10) / 10


def limit(seconds: int, memory: int) -> None:
    """Let this process have only so much, write no file, and stand back behind those who serve
    residents.
    """
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    os.nice(10)


def tell(line: Line) -> None:
    """Write a line at once."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def refused_file(error: pabulib.PabulibError) -> Line:
    """Return why the file cannot be used, as plain data."""
    values = {
        name: plain(value) if isinstance(value, Fraction) else value
        for name, value in error.values.items()
    }
    english = {"problem": error.problem, "expected": error.expected}
    return {"line": error.line, "problem": error.code, "values": values, "english": english}


def main() -> int:
    """Count what comes in on stdin within the limits; why a file cannot be used is told instead."""
    asked = json.loads(sys.argv[1])
    limit(asked["seconds"], asked["memory"])
    try:
        for line in counted(sys.stdin.buffer.read(), asked):
            tell(line)
    except pabulib.PabulibError as error:
        tell(refused_file(error))
    except MemoryError:
        return 1
    except (tally.TallyError, ValueError, ArithmeticError, RecursionError):
        tell({"uncountable": True})
    return 0


if __name__ == "__main__":
    sys.exit(main())
