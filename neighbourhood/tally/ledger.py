"""Keeps what a greedy count has spent, and says whether a further project may join what is already
chosen.
"""

from collections import defaultdict

from neighbourhood.tally.election import Election
from neighbourhood.tally.eligibility import Verdict
from neighbourhood.tally.errors import TallyError
from neighbourhood.tally.figures import Figures
from neighbourhood.tally.model import Step
from neighbourhood.tally.ties import tie_record


class Ledger:
    """The state of a greedy count: chosen so far, fund left, spending by category, steps and
    verdicts.
    """

    def __init__(self, election: Election, chosen: tuple[str, ...] = ()) -> None:
        self.election = election
        self.chosen: list[str] = []
        self.left = election.fund
        self.steps: list[Step] = []
        self.verdicts: dict[str, Verdict] = {}
        self._limits = dict(election.parameters.category_limits)
        self._spent_on: defaultdict[str | None, int] = defaultdict(int)
        for project in chosen:
            self._pay(project)

    def choose_prefunded(self) -> None:
        """Chooses the pre-funded projects; raises TallyError where they break the fund or a limit
        themselves.
        """
        for project in self.election.parameters.prefunded:
            obstacle = self.obstacle(project)
            if obstacle:
                raise TallyError("prefunded_impossible", project=project, reason=obstacle.code)
            self.choose(project, "prefunded", {})

    def obstacle(self, project: str) -> Verdict | None:
        """Why this project cannot join now: a code and values, or None if nothing stands in its
        way.
        """
        return self._rival(project) or self._full_category(project) or self._dearth(project)

    def choose(self, project: str, code: str, tie: Figures) -> None:
        """Pays for the project and writes the step."""
        # Before it is paid: a reader compares what was left with the cost.
        figures: Figures = {"fund_left": self.left, "cost": self.election.cost(project), **tie}
        self._pay(project)
        self.steps.append(Step(code, project, figures))
        self.verdicts[project] = Verdict(code, figures)

    def refuse(self, project: str, verdict: Verdict) -> None:
        """Writes the step that passes the project by."""
        self.steps.append(Step(verdict.code, project, verdict.figures))
        self.verdicts[project] = verdict

    def tie(self, project: str, equals: list[str]) -> Figures:
        """What to note about others that ranked exactly the same and were still undecided."""
        undecided = [other for other in equals if other != project and other not in self.verdicts]
        return tie_record(project, undecided, self.election.ties)

    def _pay(self, project: str) -> None:
        cost = self.election.cost(project)
        self.chosen.append(project)
        self.left -= cost
        self._spent_on[self.election.projects[project].category] += cost

    def _rival(self, project: str) -> Verdict | None:
        for group in self.election.parameters.exclusive:
            if project not in group:
                continue
            # In order of choice, so that the reason names the winner that stood in the way first.
            for winner in self.chosen:
                if winner in group:
                    return Verdict("excluded_by", {"by": winner})
        return None

    def _full_category(self, project: str) -> Verdict | None:
        category = self.election.projects[project].category
        if category not in self._limits:
            return None
        cost = self.election.cost(project)
        left = self._limits[category] - self._spent_on[category]
        if cost <= left:
            return None
        figures: Figures = {
            "category": category,
            "category_left": left,
            "cost": cost,
            "missing": cost - left,
        }
        return Verdict("category_full", figures)

    def _dearth(self, project: str) -> Verdict | None:
        cost = self.election.cost(project)
        if cost <= self.left:
            return None
        missing = cost - self.left
        return Verdict("does_not_fit", {"fund_left": self.left, "cost": cost, "missing": missing})
