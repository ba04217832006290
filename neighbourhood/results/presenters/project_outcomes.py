"""What a published result says of single projects, for their cards and pages."""

from collections.abc import Mapping, Sequence

from flask import url_for
from sqlalchemy.orm import Session

from neighbourhood.languages import _, _n, by_author
from neighbourhood.money import Money
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.outcomes import Outcome
from neighbourhood.results import queries, words
from neighbourhood.results.documents import (
    CommitteeAllocation,
    PublishedProject,
    PublishedResult,
)
from neighbourhood.rounds.rules import DecidedBy


def outcomes_of(session: Session, projects: Sequence[Project]) -> Mapping[int, Outcome]:
    """Return, by their ids, what the newest results of their rounds say of projects.

    A recount of somebody else's past vote decides nothing, so nothing is said of its projects.
    """
    # A result names projects by reference, which is only unique within its round.
    ids = {(project.round_id, project.reference): project.id for project in projects}
    rounds = sorted({project.round_id for project in projects})
    outcomes: dict[int, Outcome] = {}
    for newest in queries.newest_results(session, rounds):
        result = newest.result
        if result.edition.is_recount:
            continue
        url = url_for("results.show", slug=newest.slug)
        for project in result.projects:
            project_id = ids.get((newest.round_id, project.reference))
            if project_id is not None:
                outcomes[project_id] = _outcome(
                    project, result, url=url, is_confirmed=newest.is_confirmed
                )
    return outcomes


def _outcome(
    project: PublishedProject, result: PublishedResult, *, url: str, is_confirmed: bool
) -> Outcome:
    allocation = result.allocation_of(project.reference)
    departure = result.departure_of(project.reference)
    reason = words.DEPARTURES[departure] if departure else words.REASONS[project.reason.code]
    own_reason = by_author("", "")
    if isinstance(allocation, CommitteeAllocation):
        own_reason = by_author(allocation.reason, allocation.language)
    return Outcome(
        amount=Money(allocation.amount if allocation else 0, result.currency),
        decided_by=DecidedBy(result.edition.decided_by),
        departs=departure is not None,
        decision=_decision(result),
        reason=str(reason),
        own_reason=own_reason,
        is_confirmed=is_confirmed,
        is_funded_elsewhere=project.reason.code == "already_funded",
        url=url,
    )


def _decision(result: PublishedResult) -> str:
    if result.edition.decided_by == DecidedBy.VOTE:
        return _("The vote decided, and nobody could depart from it.")
    members = result.committee.members if result.committee else 0
    if not members:
        return ""
    return _n(
        "A committee of %(num)s resident decided.",
        "A committee of %(num)s residents decided.",
        members,
    )
