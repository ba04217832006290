"""The committee's working table, with everything ready to print: one row a project, and the sum
against the fund.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from neighbourhood.committees.models import Decision, Interest
from neighbourhood.counting.documents import Advice
from neighbourhood.projects.models import Project


@dataclass(frozen=True)
class BoardRow:
    """A project on the table; votes and place are None before sealing, `sum_after` is what this and
    all rows above take.
    """

    project: Project
    advice: Advice | None
    decision: Decision | None
    recused: tuple[int, ...]
    is_own: bool
    sum_after: int

    @property
    def departs(self) -> bool:
        """Say whether the decision departs from the advice: money where the count gave none, or
        none where it did.
        """
        return bool(
            self.advice
            and self.decision
            and (self.decision.amount > 0) != self.advice.is_within_fund
        )


def board(
    projects: Sequence[Project],
    advice: Mapping[str, Advice],
    decisions: Sequence[Decision],
    interests: Sequence[Interest],
    own_seat: int | None,
) -> list[BoardRow]:
    """Return the rows in the order of the count, before sealing by number; `own_seat` is the
    reader's seat id.
    """
    standing = {decision.project_id: decision for decision in decisions}
    rows: list[BoardRow] = []
    for project in sorted(projects, key=lambda project: _place(project, advice)):
        concerned = [interest.seat for interest in interests if interest.project_id == project.id]
        decision = standing.get(project.id)
        rows.append(
            BoardRow(
                project,
                advice.get(project.reference),
                decision,
                tuple(seat.number for seat in concerned),
                any(seat.id == own_seat for seat in concerned),
                (rows[-1].sum_after if rows else 0) + (decision.amount if decision else 0),
            )
        )
    return rows


def _place(project: Project, advice: Mapping[str, Advice]) -> tuple[int, int]:
    # Before the ballots are sealed there is no advice, and all go by their numbers.
    place = advice[project.reference].place if project.reference in advice else 0
    return place, project.number
