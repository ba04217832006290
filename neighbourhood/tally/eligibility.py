"""Says which projects may win at all, and why the others may not, before any money is given."""

from collections.abc import Mapping
from typing import Any

from neighbourhood.tally.model import WITHDRAWN_COST, Parameters, Project
from neighbourhood.tally.profile import Profile

Verdict = tuple[str, dict[str, Any]]


def ineligible(
    projects: Mapping[str, Project], profile: Profile, parameters: Parameters
) -> dict[str, Verdict]:
    """By id of each project that cannot win: the code of the reason and its values."""
    verdicts: dict[str, Verdict] = {}
    for project in projects.values():
        # A pre-funded project is paid whatever its votes.
        verdict = _verdict(project, profile, parameters)
        if verdict and project.id not in parameters.prefunded:
            verdicts[project.id] = verdict
    return verdicts


def _verdict(project: Project, profile: Profile, parameters: Parameters) -> Verdict | None:
    votes, points = profile.votes[project.id], profile.points[project.id]
    if project.id in parameters.withdrawn or project.cost == WITHDRAWN_COST * parameters.unit:
        return "withdrawn", {}
    if votes == 0:
        return "no_votes", {}
    if votes < parameters.minimum_votes:
        return "below_minimum", {
            "minimum_votes": parameters.minimum_votes,
            "missing": parameters.minimum_votes - votes,
        }
    if points < parameters.minimum_points:
        missing = parameters.minimum_points - points
        return "below_minimum", {"minimum_points": parameters.minimum_points, "missing": missing}
    return None
