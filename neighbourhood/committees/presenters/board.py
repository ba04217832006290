"""The committee's working table, with everything ready to print: one row a project, and the sum
against the fund.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from neighbourhood.committees.models import CommitteeSeat, Decision, Interest, Meeting
from neighbourhood.committees.rules import Numbered, is_held, voting_seats
from neighbourhood.counting.documents import Advice
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import Verdict


@dataclass(frozen=True)
class Sitting:
    """Who decides: the full seats of the committee, and the seats present at its open meeting."""

    members: int
    present: tuple[Numbered, ...]


@dataclass(frozen=True)
class BoardRow:
    """A project on the table; votes and place are None before sealing, `sum_after` is what this and
    all rows above take, `voting` the numbers of the seats that vote on it.
    """

    project: Project
    advice: Advice | None
    decision: Decision | None
    recused: tuple[int, ...]
    voting: tuple[int, ...]
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

    @property
    def department(self) -> str:
        """Return who found the project feasible; "" where nobody is named."""
        verdicts = [review for review in self.project.reviews if review.verdict == Verdict.FEASIBLE]
        return verdicts[-1].department if verdicts else ""


def sitting_of(meeting: Meeting | None, seats: Iterable[CommitteeSeat]) -> Sitting:
    """Return who decides at a meeting, as the seats were held on its day."""
    if meeting is None:
        return Sitting(0, ())
    day = meeting.held_at.date()
    members = [
        seat
        for seat in seats
        if not seat.is_substitute and is_held(seat.starts_on, seat.ends_on, day)
    ]
    return Sitting(len(members), tuple(attendance.seat for attendance in meeting.attendances))


def board(
    projects: Sequence[Project],
    advice: Mapping[str, Advice],
    decisions: Sequence[Decision],
    interests: Sequence[Interest],
    *,
    own_seat: int | None,
    sitting: Sitting,
) -> list[BoardRow]:
    """Return the rows in the order of the count, before sealing by number; `own_seat` is the
    reader's seat id.
    """
    standing = {decision.project_id: decision for decision in decisions}
    rows: list[BoardRow] = []
    for project in sorted(projects, key=lambda project: _place(project, advice)):
        concerned = [interest.seat for interest in interests if interest.project_id == project.id]
        recused = {seat.id for seat in concerned}
        decision = standing.get(project.id)
        rows.append(
            BoardRow(
                project,
                advice.get(project.reference),
                decision,
                recused=tuple(seat.number for seat in concerned),
                voting=tuple(
                    seat.number for seat in voting_seats(sitting.members, sitting.present, recused)
                ),
                is_own=own_seat in recused,
                sum_after=(rows[-1].sum_after if rows else 0)
                + (decision.amount if decision else 0),
            )
        )
    return rows


def _place(project: Project, advice: Mapping[str, Advice]) -> tuple[int, int]:
    # Before the ballots are sealed there is no advice, and all go by their numbers.
    place = advice[project.reference].place if project.reference in advice else 0
    return place, project.shown_number
