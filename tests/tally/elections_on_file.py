"""The elections the tests count: small ones in the repository, large ones where a folder of them lies beside it."""

import json
from functools import cache
from pathlib import Path

from neighbourhood.pabulib import Election, read

HERE = Path(__file__).resolve().parents[1] / "data"
BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data" / "pabulib"
SMALL = sorted((HERE / "pabulib").glob("*.pb"))
LARGE = [path for path in sorted(BESIDE.glob("*.pb")) if path.name not in {small.name for small in SMALL}]


@cache
def reference() -> dict[str, dict]:
    """The reference outcomes by file name."""
    return json.loads((HERE / "tally-reference.json").read_text("utf-8"))


@cache
def election(path: Path) -> Election:
    """The election in the file, read once."""
    return read(path)
