"""Sequential Phragmén for projects with costs, exact.

Source: Los, Christoff, Grossi, Proportional budget allocations, IJCAI 2022. Every voter earns money
at the same speed; as soon as the supporters of a project hold its cost together, it is bought and
their purses are empty. It ends when the next purchase would cost more than what is left of the
fund. Points do not matter beyond being a vote.
"""

from fractions import Fraction

import numpy as np

from neighbourhood.tally.election import Election
from neighbourhood.tally.eligibility import Verdict
from neighbourhood.tally.figures import Figures
from neighbourhood.tally.model import Outcome, Step
from neighbourhood.tally.outcomes import dearer_than_fund, outcome
from neighbourhood.tally.ties import tie_record


def count_phragmen(election: Election) -> Outcome:
    """The outcome; a project dearer than the whole fund is passed by and cannot end the count."""
    clock = _Clock(election)
    verdicts = dearer_than_fund(election)
    waiting = [project for project in election.eligible if project not in verdicts]
    left = election.fund
    order: list[str] = []
    steps: list[Step] = []
    while waiting:
        project, values = clock.next(waiting)
        values["fund_left"] = left
        if election.cost(project) > left:
            verdicts |= _ending(election, clock, project, waiting, values)
            break
        clock.buy(project, values["time"])
        left -= election.cost(project)
        waiting.remove(project)
        order.append(project)
        steps.append(Step("selected", project, values))
        verdicts[project] = Verdict("selected", values)
    return outcome(election, order, steps, verdicts)


class _Clock:
    """When each project can be bought; `emptied` holds the times at which groups last paid, class
    by class.
    """

    def __init__(self, election: Election) -> None:
        self._election = election
        self._emptied = [Fraction(0)]
        self._class_of = np.zeros(len(election.profile.weights), dtype=np.int64)

    def time(self, project: str) -> Fraction:
        """When the supporters' money since they last paid reaches the cost: money per voter earned
        from the start.
        """
        profile = self._election.profile
        groups = profile.votes_for[project].groups
        # Voters who last paid at the same time are counted together: few times, many voters.
        counts = np.bincount(
            self._class_of[groups], weights=profile.weights[groups], minlength=len(self._emptied)
        ).tolist()
        # At time t a voter holds t - since, so the cost is reached at (cost + Σ since) / voters.
        since_in_all = sum(
            int(count) * since for count, since in zip(counts, self._emptied, strict=True) if count
        )
        return (self._election.cost(project) + since_in_all) / Fraction(profile.votes[project])

    def next(self, waiting: list[str]) -> tuple[str, Figures]:
        """The project that can be bought first, with its time and the tie it won."""
        times = {project: self.time(project) for project in waiting}
        first = min(times.values())
        equals = [project for project in waiting if times[project] == first]
        project = min(equals, key=self._election.ties.__getitem__)
        others = [other for other in equals if other != project]
        tie = tie_record(project, others, self._election.ties)
        return project, {"cost": self._election.cost(project), "time": first, **tie}

    def buy(self, project: str, time: Fraction) -> None:
        """Empties the purses of the supporters."""
        self._emptied.append(time)
        groups = self._election.profile.votes_for[project].groups
        self._class_of[groups] = len(self._emptied) - 1


def _ending(
    election: Election, clock: _Clock, stopper: str, waiting: list[str], values: Figures
) -> dict[str, Verdict]:
    missing = election.cost(stopper) - values["fund_left"]
    verdicts = {stopper: Verdict("next_step_overspends", {**values, "missing": missing})}
    for project in waiting:
        if project != stopper:
            figures: Figures = {"before": stopper, "time": clock.time(project)}
            verdicts[project] = Verdict("stopped_before", figures)
    return verdicts
