"""The files beside this room, from which the demo city is built."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data")

#: What a file says of one thing: a person, a round, a project. Nobody may change it.
Entry = Mapping[str, Any]


@cache
def source(name: str) -> Entry:
    """Return what a file of the demo city says, by its name without the ending."""
    entry: Entry = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return entry


def past_votes() -> dict[int, Path]:
    """Return the files of the real vote of 2022 by the neighbourhood's number."""
    return {int(file.stem): file for file in sorted((DATA / "toulouse-2022").glob("*.pb"))}
