"""What the demo city is told from: the files beside this room."""

import json
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data")


@cache
def told(name: str) -> dict[str, Any]:
    """Return what a file of the demo city says; nobody may change it."""
    found: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return found


def past_votes() -> dict[int, Path]:
    """Return the files of the real vote of 2022 by the neighbourhood's number."""
    return {int(file.stem): file for file in sorted((DATA / "toulouse-2022").glob("*.pb"))}
