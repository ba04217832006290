"""A published result as its readers are told of it: limited categories by name, not by slug, and no
lot where nobody drew one.
"""

from collections.abc import Callable, Mapping
from typing import Any

from neighbourhood.rounds.presenters.rule_sentences import category_name

Values = Mapping[str, Any]


def reworded(result: Values) -> Values:
    """Return the result with the figures of its steps and reasons as the sentences take them."""
    names = {slug: category_name(each) for slug, each in result.get("categories", {}).items()}
    has_lot = bool(result["count"]["parameters"]["tie_seed"])

    def told(values: Values) -> dict[str, Any]:
        named = {"category": names[values["category"]]} if values.get("category") in names else {}
        # Without a seed the last ties went by number.
        numbered = (
            {"tie_decided_by": "number"}
            if values.get("tie_decided_by") == "lot" and not has_lot
            else {}
        )
        return {**values, **named, **numbered}

    return _with_values(result, told)


def _with_values(result: Values, change: Callable[[Values], dict[str, Any]]) -> dict[str, Any]:
    steps = [change(step) for step in result["count"]["steps"]]
    projects = [
        {**each, "reason": {**each["reason"], "values": change(each["reason"]["values"])}}
        for each in result["projects"]
    ]
    return {**result, "projects": projects, "count": {**result["count"], "steps": steps}}
