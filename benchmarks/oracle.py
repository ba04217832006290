"""Lays our count beside pabutools: the same files by turns, whole processes, winners and order
compared.

    python -m benchmarks.oracle PYTHON FOLDER_OF_PB_FILES [PART_OF_A_NAME …]

PYTHON is that of a throw-away environment with `pip install pabutools==1.2.3` (GPL, and it brings
proprietary parts, so it is never a dependency of ours). A line is printed for each election and
rule: CPU seconds and memory of both, the ratio, and whether the winners are the same in the same
order; at last how many were. What takes longer than LIMIT_SECONDS is ended and says so.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from neighbourhood.pabulib import read

LIMIT_SECONDS = int(os.environ.get("LIMIT_SECONDS", "120"))
#: Rule, utility and completion; of add1 the one that pabutools has (exact start, ends when nothing
#: more fits).
CASES = (
    ("greedy", "points", "none"),
    ("greedy-per-cost", "points", "none"),
    ("phragmen", "cost", "none"),
    ("equal-shares", "cost", "none"),
    ("equal-shares", "cardinality", "none"),
    ("equal-shares", "points", "none"),
    ("equal-shares", "cost", "add1-exhaustive"),
)
APPROVALS = ("approval", "choose-1")


def is_comparable(vote_type: str, rule: str, utility: str) -> bool:
    """Whether pabutools has the rule and the utility for these ballots under the same meaning."""
    return (
        vote_type in APPROVALS
        if rule != "equal-shares" or utility != "points"
        else vote_type == "cumulative"
    )


THEIRS = """
import json, sys
from pabutools.election import parse_pabulib, Cost_Sat, Cardinality_Sat, Additive_Cardinal_Sat
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares, sequential_phragmen
from pabutools.tiebreaking import TieBreakingRule

path, rule, utility, completion, grouped = sys.argv[1:]
instance, profile = parse_pabulib(path)
votes = {project: profile.approval_score(project) if hasattr(profile, "approval_score") else 0 for project in instance}
ties = TieBreakingRule(lambda instance, profile, project: (project.cost, -votes[project], str(project)))
if grouped == "groups":
    profile = profile.as_multiprofile()
measure = {"cost": Cost_Sat, "cardinality": Cardinality_Sat, "points": Additive_Cardinal_Sat}[utility]
if rule == "phragmen":
    chosen = sequential_phragmen(instance, profile, tie_breaking=ties)
elif rule != "equal-shares":
    # Its greedy orders by use per unit of cost: with the cost as the use of a vote that is the order by votes.
    chosen = greedy_utilitarian_welfare(instance, profile, sat_class=Cost_Sat if rule == "greedy" else Cardinality_Sat, tie_breaking=ties)
else:
    more = {"voter_budget_increment": 1} if completion != "none" else {}
    chosen = method_of_equal_shares(instance, profile, sat_class=measure, tie_breaking=ties, **more)
print(json.dumps([str(project) for project in chosen]))
"""  # noqa: E501


def ours(path: Path, rule: str, utility: str, completion: str) -> list[str]:
    """The command that counts as pabutools does."""
    options = [
        "--rule",
        rule,
        "--utility",
        utility,
        "--completion",
        completion,
        "--start",
        "exact",
        "--json",
    ]
    return [sys.executable, "-m", "neighbourhood", "tally", str(path), *options]


def compared(mine: list[str], theirs: list[str], rule: str) -> str:
    """How two outcomes differ; pabutools sorts what Phragmén chose, so there only the winners can
    be compared.
    """
    if mine == theirs or (rule == "phragmen" and sorted(mine) == sorted(theirs)):
        return "same"
    return "other order" if sorted(mine) == sorted(theirs) else "OTHER WINNERS"


def measured(command: list[str]) -> tuple[Any, float, int]:
    """What the process printed as JSON (None where it was ended or failed), CPU seconds and
    megabytes.
    """
    with tempfile.TemporaryFile() as output:
        limited = ["sh", "-c", f'ulimit -t {LIMIT_SECONDS}; exec "$@"', "sh", *command]
        child = subprocess.Popen(limited, stdout=output, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = status
        output.seek(0)
        printed = json.loads(output.read()) if status == 0 else None
    return printed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def lines(python: str, paths: list[Path]) -> Iterator[str]:
    """The table, and the sums below it."""
    verdicts = Counter[str]()
    yield (
        "| election | rule | ours CPU s, MB | pabutools CPU s, MB | ratio | groups CPU s, MB | "
        "ratio | same |"
    )
    yield "|---|---|--:|--:|--:|--:|--:|---|"
    for path in paths:
        vote_type = read(path).vote_type
        for case in (case for case in CASES if is_comparable(vote_type, *case[:2])):
            counted, seconds, megabytes = measured(ours(path, *case))
            mine = counted["selected"] if counted else None
            cells, verdict = [], "not compared"
            for grouping in ("voters", "groups"):
                theirs, their_seconds, their_megabytes = measured(
                    [python, "-c", THEIRS, str(path), *case, grouping]
                )
                cells.append(
                    f"{their_seconds:.1f}, {their_megabytes}"
                    + ("" if theirs is not None else " (ended)")
                )
                cells.append(
                    f"{their_seconds / seconds:.1f}"
                    if theirs is not None
                    else f"over {their_seconds / seconds:.0f}"
                )
                if theirs is not None:
                    verdict = compared(mine or [], theirs, case[0])
            verdicts[verdict] += 1
            yield (
                f"| {path.stem[:44]} | {' '.join(case)} | {seconds:.2f}, {megabytes} | "
                f"{' | '.join(cells)} | {verdict} |"
            )
    yield f"{verdicts.total()} comparisons: {dict(verdicts)}"


if __name__ == "__main__":
    folder, parts = Path(sys.argv[2]), sys.argv[3:] or [""]
    paths = [
        path for path in sorted(folder.glob("*.pb")) if any(part in path.name for part in parts)
    ]
    for line in lines(sys.argv[1], paths):
        print(line, flush=True)
