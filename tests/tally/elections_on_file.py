"""The elections the tests count: small ones in the repository, large ones where a folder of them
lies beside it.
"""

import json
from functools import cache, lru_cache
from pathlib import Path

from neighbourhood.pabulib import Election, read
from neighbourhood.tally import Ballot, Project, from_election

HERE = Path(__file__).resolve().parents[1] / "data"
BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data" / "pabulib"
SMALL = sorted((HERE / "pabulib").glob("*.pb"))
LARGE = [
    path for path in sorted(BESIDE.glob("*.pb")) if path.name not in {small.name for small in SMALL}
]


@cache
def reference() -> dict[str, dict]:
    """The reference outcomes by file name."""
    return json.loads((HERE / "tally-reference.json").read_text("utf-8"))


@lru_cache(maxsize=8)
def election(path: Path) -> Election:
    """The election in the file; the last few are kept, for the tests of one file follow one
    another.
    """
    return read(path)


@lru_cache(maxsize=8)
def votes(path: Path) -> tuple[list[Project], list[Ballot], int, int]:
    """What the count works on: projects, ballots, fund and scale of the file."""
    return from_election(election(path))
