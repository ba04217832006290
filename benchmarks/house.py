"""Measures how the program is written: sizes of functions in lines and tokens, comments, modules on
no shelf, untyped dictionaries, type errors.

    python -m benchmarks.house [FOLDER …]

Each FOLDER is a checkout of this repository, this one if none is named; more than one stand side by
side. Only the package is measured, not its tests. Tokens are what a reader weighs, which line ends
and indentation are not; a docstring is one token.
"""

import ast
import io
import re
import subprocess
import sys
import tokenize
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from tests.contracts.shelves import stray_modules
from tests.contracts.sources import FUNCTIONS, ROOT, WEIGHTLESS

#: A dictionary that says nothing of what is in it.
UNTYPED = re.compile(r"\b(?:dict|Mapping)\[str, (?:Any|object)\]")


@dataclass
class Measures:
    """What was measured in one checkout."""

    modules: int = 0
    lengths: list[int] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)
    per_line: list[int] = field(default_factory=list)
    longest_file: int = 0
    comments: int = 0
    untyped: int = 0
    stray: int = 0
    type_errors: str = ""


def measure(root: Path) -> Measures:
    """Measure the package of a checkout."""
    package, measures = root / "neighbourhood", Measures()
    for path in sorted(package.rglob("*.py")):
        measures.modules += 1
        add_file(measures, path.read_text(encoding="utf-8"))
    measures.stray = len(stray_modules(package))
    measures.type_errors = type_errors(root)
    return measures


def add_file(measures: Measures, source: str) -> None:
    """Add what one file holds."""
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    rows = [token.start[0] for token in tokens if token.type not in WEIGHTLESS]
    measures.per_line.extend(Counter(rows).values())
    measures.comments += sum(token.type == tokenize.COMMENT for token in tokens)
    measures.longest_file = max(measures.longest_file, len(source.splitlines()))
    measures.untyped += len(UNTYPED.findall(source))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, FUNCTIONS):
            last = node.end_lineno or node.lineno
            measures.lengths.append(last - node.lineno + 1)
            measures.weights.append(sum(node.lineno <= row <= last for row in rows))


def type_errors(root: Path) -> str:
    """Return how many errors the type checker finds by today's settings."""
    checked = subprocess.run(
        [f"{sys.prefix}/bin/mypy", "--config-file", str(ROOT / "setup.cfg")],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    last = (checked.stdout.strip().splitlines() or [checked.stderr.strip()])[-1]
    counted = re.search(r"Found (\d+) errors? in (\d+) files?", last)
    return f"{counted[1]} in {counted[2]} files" if counted else "0" if "Success" in last else last


def spread(values: list[int], *parts: int) -> str:
    """Return the median, the given percentiles and the maximum."""
    cuts = quantiles(values, n=100)
    shown = [f"{median(values):g}", *(f"{cuts[part - 1]:g}" for part in parts), f"{max(values)}"]
    return " / ".join(shown)


ROWS: dict[str, Callable[[Measures], str]] = {
    "modules": lambda m: f"{m.modules}",
    "longest file, lines": lambda m: f"{m.longest_file}",
    "functions": lambda m: f"{len(m.lengths)}",
    "function lines, median / p90 / max": lambda m: spread(m.lengths, 90),
    "function tokens, median / p90 / p99 / max": lambda m: spread(m.weights, 90, 99),
    "tokens per code line, median / p90 / p99 / max": lambda m: spread(m.per_line, 90, 99),
    "code lines": lambda m: f"{len(m.per_line)}",
    "comments per code line": lambda m: f"{100 * m.comments / len(m.per_line):.1f} %",
    "modules on no shelf": lambda m: f"{m.stray}",
    "`dict[str, Any]` and its kind": lambda m: f"{m.untyped}",
    "type errors": lambda m: m.type_errors,
}


def main(folders: Iterable[str]) -> None:
    """Print one column for each checkout."""
    roots = [Path(folder).resolve() for folder in folders] or [ROOT]
    measured = [measure(root) for root in roots]
    print("| |", " | ".join(root.name for root in roots), "|")
    print("|---|" + "---|" * len(roots))
    for name, show in ROWS.items():
        print(f"| {name} |", " | ".join(show(measures) for measures in measured), "|")


if __name__ == "__main__":
    main(sys.argv[1:])
