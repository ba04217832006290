"""Reads what the count needs out of the document that was frozen when the vote opened."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from neighbourhood.results.counting import Listed, Terms


def terms(document: str, tie_seed: str = "") -> Terms:
    """Return rule, fund, projects and ballot of a frozen document; `tie_seed` is drawn after
    sealing and so not part of it.
    """
    read: dict[str, Any] = json.loads(document)
    settings = dict(read["rule"]["parameters"]) | ({"tie_seed": tie_seed} if tie_seed else {})
    return Terms(
        rule=read["rule"]["name"],
        parameters=settings,
        fund=read["fund"]["amount"],
        projects=tuple(_listed(project) for project in read["projects"]),
        least_choices=read["ballot"]["least_choices"],
        most_choices=read["ballot"]["most_choices"],
        published=read["published"]["ballots"],
        document=read,
    )


def funded_elsewhere(document: str) -> Sequence[Mapping[str, Any]]:
    """Return the projects of a frozen document that somebody else pays for; they stand on no ballot
    and so in no count.
    """
    found: Sequence[Mapping[str, Any]] = json.loads(document).get("funded_elsewhere", [])
    return found


def _listed(project: Mapping[str, Any]) -> Listed:
    names = project.get("category_name") or {}
    return Listed(
        number=project["number"],
        reference=project["reference"],
        title=project["title"],
        language=project["language"],
        cost=project["cost"],
        category_slug=project.get("category", ""),
        category=names.get(project["language"])
        or next(iter(names.values()), project.get("category", "")),
    )
