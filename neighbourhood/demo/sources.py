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


def projects_of(round_entry: Entry) -> list[Entry]:
    """Return what the file says of a round's projects; one that stands on two lists is told on the
    first of them only.
    """
    return [_whole(project) for project in round_entry["projects"]]


def _whole(project: Entry) -> Entry:
    if "same_as" not in project:
        return project
    twin = project["same_as"]
    rounds = source("edition-2026")["rounds"]
    other = next(entry for entry in rounds if entry["place"] == twin["place"])
    return {**other["projects"][twin["project"]], **project}


def pasted_holidays() -> str:
    """Return the public holidays of some years as a city would paste them, a line for each."""
    return (DATA / "holidays.txt").read_text(encoding="utf-8")


def base_map_text() -> str:
    """Return the sketch of the river and some streets, as GeoJSON lines."""
    return (DATA / "base-map.json").read_text(encoding="utf-8")


def past_votes() -> dict[int, Path]:
    """Return the files of the real vote of 2022 by the neighbourhood's number."""
    return {int(file.stem): file for file in sorted((DATA / "toulouse-2022").glob("*.pb"))}
