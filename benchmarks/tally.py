"""Measures the count as people run it: `neighbourhood tally FILE`, a whole process from start to
printed result.

    python -m benchmarks.tally FOLDER_OF_PB_FILES [TURNS]

Each line is the median of so many turns (1 by default): CPU time, wall time, highest memory, and
CPU time per ballot. Synthetic elections are written to files first, so that reading counts as it
does for real ones.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

FILES = (
    "Poland_Wieliczka_2023_Green_Budget",
    "Poland_Wroclaw_2015_150_-_500",
    "Poland_Krakow_2024",
    "Poland_Lodz_2022",
    "Poland_Warszawa_2026",
)
SIZES = (10**4, 10**5, 10**6)
RULES = (
    ("greedy", "none"),
    ("equal-shares", "none"),
    ("phragmen", "none"),
    ("equal-shares", "add1"),
)
LIMIT_SECONDS = 300


def write_synthetic(path: Path, voters: int) -> None:
    """An approval election of 100 projects of skewed popularity, 1 to 15 approvals a ballot, fund a
    third of costs.
    """
    chance = random.Random(1)
    popularity = [chance.paretovariate(1.2) for _ in range(100)]
    ids = [f"p{number}" for number in range(100)]
    costs = [int(chance.lognormvariate(11, 0.8)) for _ in ids]
    about = {
        "num_projects": 100,
        "num_votes": voters,
        "budget": sum(costs) // 3,
        "vote_type": "approval",
    }
    with path.open("w") as stream:
        stream.write(
            "META\nkey;value\n" + "".join(f"{key};{value}\n" for key, value in about.items())
        )
        stream.write(
            "PROJECTS\nproject_id;cost\n"
            + "".join(f"{id_};{cost}\n" for id_, cost in zip(ids, costs, strict=True))
        )
        stream.write("VOTES\nvoter_id;vote\n")
        for voter in range(voters):
            approved = chance.choices(ids, popularity, k=min(15, 1 + int(chance.expovariate(0.25))))
            stream.write(f"{voter};{','.join(sorted(set(approved)))}\n")


def run(path: Path, rule: str, completion: str) -> tuple[dict | None, tuple[float, float, int]]:
    """The printed result (None where it was ended), and CPU seconds, wall seconds and megabytes."""
    command = [
        sys.executable,
        "-m",
        "neighbourhood",
        "tally",
        str(path),
        "--rule",
        rule,
        "--completion",
        completion,
        "--json",
    ]
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        limited = ["sh", "-c", f'ulimit -t {LIMIT_SECONDS}; exec "$@"', "sh", *command]
        child = subprocess.Popen(limited, stdout=output)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = status
        wall = time.perf_counter() - begun
        output.seek(0)
        result = json.loads(output.read()) if status == 0 else None
    return result, (usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss // 1024)


def line(path: Path, rule: str, completion: str, turns: int) -> str:
    """One line of the table."""
    ran = [run(path, rule, completion) for _ in range(turns)]
    cpu, wall, memory = (median(figures[place] for _, figures in ran) for place in range(3))
    result = ran[0][0]
    if result is None:
        return (
            f"| {path.stem} | {rule} {completion} | – | – | over {LIMIT_SECONDS} | – | "
            f"{memory:.0f} | – |"
        )
    increments = result["steps"][0].get("increments", 0) if result["steps"] else 0
    of_ballot = cpu / result["voters"] * 1e6
    return (
        f"| {path.stem} | {rule} {completion} | {len(result['selected'])} | {increments} | "
        f"{cpu:.2f} | {wall:.2f} | {memory:.0f} | {of_ballot:.1f} |"
    )


def lines(folder: Path, turns: int) -> Iterator[str]:
    """The table, case by case."""
    yield "| election | rule | selected | add1 steps | CPU s | wall s | MB | CPU µs a ballot |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|"
    with tempfile.TemporaryDirectory() as made:
        sources = [path for name in FILES if (path := folder / f"{name}.pb").exists()]
        for size in SIZES:
            sources.append(Path(made) / f"synthetic {size:,}.pb")
            write_synthetic(sources[-1], size)
        for path in sources:
            for rule, completion in RULES:
                yield line(path, rule, completion, turns)


if __name__ == "__main__":
    for row in lines(
        Path(sys.argv[1] if len(sys.argv) > 1 else "tests/data/pabulib"),
        int(sys.argv[2]) if len(sys.argv) > 2 else 1,
    ):
        print(row, flush=True)
