"""What a rule works on: checked input, votes as arrays, eligible projects and their order
in a tie.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from neighbourhood.tally.eligibility import Verdict, ineligible
from neighbourhood.tally.errors import TallyError
from neighbourhood.tally.model import Ballot, Parameters, Project
from neighbourhood.tally.profile import Profile, build_profile
from neighbourhood.tally.ties import TieKey, tie_keys

STARTS = ("rounded-down", "exact")
"""How add1 may begin: the fund divided by the voters, in whole units of money or exact."""


@dataclass(frozen=True)
class Election:
    """One election ready to count; `eligible` and `barred` together hold every project."""

    projects: Mapping[str, Project]
    profile: Profile
    fund: int
    parameters: Parameters
    barred: Mapping[str, Verdict]
    ties: Mapping[str, TieKey]

    @property
    def eligible(self) -> list[str]:
        """Ids of the projects that may win, as text in order."""
        return sorted(project for project in self.projects if project not in self.barred)

    def cost(self, project: str) -> int:
        """Cost in the smallest unit."""
        return self.projects[project].cost


def prepare(
    projects: Sequence[Project], ballots: Iterable[Ballot], fund: int, parameters: Parameters
) -> Election:
    """The election to count; raises TallyError where input or parameters make no sense together."""
    known = {project.id: project for project in projects}
    if len(known) < len(projects):
        raise TallyError("project_twice")
    if type(fund) is not int or fund < 0:
        raise TallyError("bad_fund", fund=fund)
    for project in projects:
        # Not isinstance: True is an int for Python, and no amount.
        if type(project.cost) is not int or project.cost < 0:
            raise TallyError("bad_cost", project=project.id, cost=project.cost)
    _check_named(parameters, known)
    _check_numbers(parameters)
    profile = build_profile(projects, ballots)
    barred = ineligible(known, profile, parameters)
    return Election(
        known, profile, fund, parameters, barred, tie_keys(projects, profile, parameters.tie_seed)
    )


def _check_named(parameters: Parameters, known: Mapping[str, Project]) -> None:
    exclusive = [project for group in parameters.exclusive for project in group]
    barred = {*parameters.withdrawn, *parameters.already_funded}
    for project in (*parameters.prefunded, *sorted(barred), *exclusive):
        if project not in known:
            raise TallyError("unknown_project", project=project)
    both = barred.intersection(parameters.prefunded)
    if both:
        raise TallyError("prefunded_and_barred", project=min(both))


def _check_numbers(parameters: Parameters) -> None:
    if parameters.unit < 1 or parameters.step < 1:
        raise TallyError("bad_step", unit=parameters.unit, step=parameters.step)
    if parameters.start not in STARTS:
        raise TallyError("unknown_start", start=parameters.start)
