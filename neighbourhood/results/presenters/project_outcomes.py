"""What a published result says of single projects, for their cards and pages."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from neighbourhood.languages import _, _n, by_author
from neighbourhood.money import Money
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.outcomes import Outcome
from neighbourhood.results import queries, words
from neighbourhood.rounds.rules import DecidedBy


def outcomes_of(session: Session, projects: Sequence[Project]) -> Mapping[int, Outcome]:
    """Return, by their ids, what the newest results of their rounds say of projects.

    A recount of somebody else's past vote decides nothing, so nothing is said of its projects.
    """
    ids = {(project.round_id, project.reference): project.id for project in projects}
    rounds = sorted({project.round_id for project in projects})
    outcomes: dict[int, Outcome] = {}
    for newest in queries.newest_results(session, rounds):
        result = json.loads(newest.result_json)
        if result["edition"]["is_recount"]:
            continue
        url = url_for("results.show", slug=newest.slug)
        for project in result["projects"]:
            project_id = ids.get((newest.round_id, project["reference"]))
            if project_id is not None:
                outcomes[project_id] = _outcome(
                    project, result, url=url, is_confirmed=newest.is_confirmed
                )
    return outcomes


def _outcome(
    project: Mapping[str, Any], result: Mapping[str, Any], *, url: str, is_confirmed: bool
) -> Outcome:
    allocation = _of_project(result["allocations"], project["reference"])
    departure = _of_project(result["departures"], project["reference"]).get("kind")
    reason = words.DEPARTURES[departure] if departure else words.REASONS[project["reason"]["code"]]
    return Outcome(
        amount=Money(allocation.get("amount", 0), result["currency"]),
        decided_by=DecidedBy(result["edition"]["decided_by"]),
        departs=departure is not None,
        decision=_decision(result),
        reason=str(reason),
        own_reason=by_author(allocation.get("reason", ""), allocation.get("language", "")),
        is_confirmed=is_confirmed,
        url=url,
    )


def _of_project(parts: Sequence[Mapping[str, Any]], reference: str) -> Mapping[str, Any]:
    return next((part for part in parts if part["reference"] == reference), {})


def _decision(result: Mapping[str, Any]) -> str:
    if result["edition"]["decided_by"] == DecidedBy.VOTE:
        return _("The vote decided, and nobody could depart from it.")
    members = result["committee"]["members"]
    if not members:
        return ""
    return _n(
        "A committee of %(num)s resident decided.",
        "A committee of %(num)s residents decided.",
        members,
    )
