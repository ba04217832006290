"""What a released rule gave, it gives for ever: winners, spending and the whole record, digest by
digest.

`golden.txt` holds one line for each election and way of counting: file, rule, completion, winners,
spent, SHA-256 of the result as canonical JSON. The lines were written when the rule was released;
they may grow in number and never change. Rules and elections with an independent reference are
compared with that in `test_tally_reference`.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from neighbourhood.pabulib import read, write
from neighbourhood.tally import RULES, Parameters, count
from tests.tally.elections_on_file import HERE, SMALL, votes

LINES = [
    line.split()
    for line in (Path(__file__).with_name("golden.txt")).read_text("utf-8").splitlines()
]
WAYS = [(rule, completion) for rule in RULES for completion in RULES[rule].completions]


def told(path: Path, rule: str, completion: str) -> list[str]:
    """The line of this way of counting."""
    projects, ballots, fund, unit = votes(path)
    outcome = count(
        projects,
        ballots,
        fund,
        Parameters(rule=rule, completion=completion, unit=unit, tie_seed="golden"),
    )
    text = json.dumps(outcome.to_json(), sort_keys=True, separators=(",", ":"))
    return [
        path.stem,
        rule,
        completion,
        str(len(outcome.selected)),
        str(outcome.spent),
        sha256(text.encode()).hexdigest(),
    ]


@pytest.mark.parametrize("name", sorted({line[0] for line in LINES}))
def test_a_released_rule_gives_what_it_always_gave(name: str) -> None:
    path = next(path for path in SMALL if path.stem == name)
    assert [told(path, *line[1:3]) for line in LINES if line[0] == name] == [
        line for line in LINES if line[0] == name
    ]


def test_every_rule_and_completion_has_golden_results() -> None:
    assert {(line[1], line[2]) for line in LINES} == set(WAYS)


ZURICH = HERE / "pabulib" / "Switzerland_Zurich_S5D10.pb"


def shuffled_files(folder: Path) -> Iterator[Path]:
    """The same election with projects and ballots in two other orders."""
    text = write(read(ZURICH))
    head, rest = text.split("PROJECTS\n")
    projects, ballots = rest.split("VOTES\n")
    for number, step in enumerate((-1, 7)):
        parts = [_in_steps(part.splitlines(), step) for part in (projects, ballots)]
        path = folder / f"{number}.pb"
        path.write_text(f"{head}PROJECTS\n{parts[0]}VOTES\n{parts[1]}", "utf-8")
        yield path


def _in_steps(lines: list[str], step: int) -> str:
    header, *rows = lines
    reordered = (
        rows[::-1] if step < 0 else [row for start in range(step) for row in rows[start::step]]
    )
    return "\n".join([header, *reordered]) + "\n"


def test_neither_the_order_of_a_file_nor_that_of_hashes_matters(tmp_path: Path) -> None:
    printed = set()
    for seed, path in zip(("0", "1", "2"), (ZURICH, *shuffled_files(tmp_path)), strict=True):
        command = [
            sys.executable,
            "-m",
            "neighbourhood",
            "tally",
            path,
            "--rule",
            "equal-shares",
            "--completion",
            "add1-greedy",
            "--json",
        ]
        done = subprocess.run(
            command,
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
            cwd=HERE.parents[1],
        )
        printed.add(done.stdout)
    assert len(printed) == 1
