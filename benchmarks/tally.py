"""Measures the count: whole processes, from start to printed result, with CPU time, wall time and highest memory.

    python -m benchmarks.tally [FOLDER_OF_PB_FILES]

Every case runs in a process of its own, so that nothing is warm and the memory is its own.
"""

import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from neighbourhood.pabulib import read
from neighbourhood.tally import Ballot, Parameters, Project, count, from_election

FILES = (
    "Poland_Wieliczka_2023_Green_Budget",
    "Poland_Wroclaw_2015_150_-_500",
    "Poland_Krakow_2024",
    "Poland_Lodz_2022",
    "Poland_Warszawa_2026",
)
SIZES = (10**4, 10**5, 10**6)
RULES = (("greedy@1", "none"), ("equal-shares@1", "none"), ("phragmen@1", "none"), ("equal-shares@1", "add1"))
LIMIT_SECONDS = 180


def synthetic(voters: int) -> tuple[list[Project], list[Ballot], int]:
    """An approval election of 100 projects of skewed popularity, 1 to 15 approvals a ballot, fund a third of costs."""
    chance = random.Random(1)
    popularity = [chance.paretovariate(1.2) for _ in range(100)]
    ids = [f"p{number}" for number in range(100)]
    projects = [Project(each, int(chance.lognormvariate(11, 0.8))) for each in ids]
    ballots = []
    for _ in range(voters):
        approved = chance.choices(ids, popularity, k=min(15, 1 + int(chance.expovariate(0.25))))
        ballots.append(Ballot(tuple((each, 1) for each in sorted(set(approved)))))
    return projects, ballots, sum(project.cost for project in projects) // 3


def run(source: str, rule: str, completion: str) -> None:
    """Counts one case in this process and prints reading time, counting time and the size of the result."""
    begun = time.perf_counter()
    if source.isdigit():
        projects, ballots, fund = synthetic(int(source))
        unit = 1
    else:
        projects, ballots, fund, unit = from_election(read(source))
    counted = time.perf_counter()
    outcome = count(projects, ballots, fund, Parameters(rule=rule, completion=completion, unit=unit))
    done = time.perf_counter()
    steps = outcome.steps[0].values.get("increments", 0) if outcome.steps else 0
    print(f"{counted - begun:.2f} | {done - counted:.2f} | {len(outcome.selected)} | {steps}", end="", flush=True)


def measure(source: str, rule: str, completion: str) -> str:
    """One line of the table; the child is ended after LIMIT_SECONDS of CPU."""
    begun = time.perf_counter()
    reading, writing = os.pipe()
    child = os.posix_spawn(
        "/bin/sh",
        [
            "sh",
            "-c",
            f'ulimit -t {LIMIT_SECONDS}; exec "$@"',
            "sh",
            sys.executable,
            "-m",
            "benchmarks.tally",
            "--one",
            source,
            rule,
            completion,
        ],
        dict(os.environ),
        file_actions=[(os.POSIX_SPAWN_DUP2, writing, 1)],
    )
    os.close(writing)
    with os.fdopen(reading) as stream:
        figures = stream.read() or "– | – | – | –"
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - begun
    cpu = usage.ru_utime + usage.ru_stime
    name = f"synthetic {int(source):,}" if source.isdigit() else Path(source).stem
    note = "" if status == 0 else f" (ended after {LIMIT_SECONDS} s)"
    return f"| {name} | {rule} {completion} | {figures} | {cpu:.1f} | {wall:.1f} | {usage.ru_maxrss // 1024}{note} |"


def lines(folder: Path) -> Iterator[str]:
    """The table, case by case."""
    yield "| election | rule | read s | count s | selected | add1 steps | CPU s | wall s | MB |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|--:|"
    sources = [str(path) for name in FILES if (path := folder / f"{name}.pb").exists()]
    for source in [*sources, *map(str, SIZES)]:
        for rule, completion in RULES:
            yield measure(source, rule, completion)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        run(*sys.argv[2:])
    else:
        for line in lines(Path(sys.argv[1] if len(sys.argv) > 1 else "tests/data/pabulib")):
            print(line, flush=True)
