"""Says which projects may win at all, and why the others may not, before any money is given."""

from collections.abc import Mapping
from typing import NamedTuple

from neighbourhood.tally.figures import Figures
from neighbourhood.tally.model import WITHDRAWN_COST, Parameters, Project
from neighbourhood.tally.profile import Profile


class Verdict(NamedTuple):
    """Why a project won or lost: a code of `reasons`, and the figures it promises."""

    code: str
    figures: Figures


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
        return Verdict("withdrawn", {})
    if project.id in parameters.already_funded:
        return Verdict("already_funded", {})
    if votes == 0:
        return Verdict("no_votes", {})
    minimum_votes, minimum_points = parameters.minimum_votes, parameters.minimum_points
    if votes < minimum_votes:
        missing = minimum_votes - votes
        return Verdict("below_minimum", {"minimum_votes": minimum_votes, "missing": missing})
    if points < minimum_points:
        missing = minimum_points - points
        return Verdict("below_minimum", {"minimum_points": minimum_points, "missing": missing})
    return None
