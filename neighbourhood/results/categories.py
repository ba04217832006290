"""The names of the categories that a limit held for, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from neighbourhood.rounds.explained import category_name


def with_category_names(result: Mapping[str, Any]) -> dict[str, Any]:
    """Return a published result whose record calls limited categories by name, not by slug; without limits it stays as it is."""
    names = {slug: category_name(each) for slug, each in result.get("categories", {}).items()}
    if not names:
        return dict(result)
    count = {**result["count"], "steps": [_named(step, names) for step in result["count"]["steps"]]}
    projects = [_reasoned(project, names) for project in result["projects"]]
    return {**result, "count": count, "projects": projects}


def _reasoned(project: Mapping[str, Any], names: Mapping[str, Any]) -> dict[str, Any]:
    reason = project["reason"]
    return {**project, "reason": {**reason, "values": _named(reason["values"], names)}}


def _named(values: Mapping[str, Any], names: Mapping[str, Any]) -> dict[str, Any]:
    return {**values, **({"category": names[values["category"]]} if values.get("category") in names else {})}
