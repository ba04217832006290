"""Who steps out of which project, as the committee's page and its minutes show it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from neighbourhood.committees.models import CommitteeSeat, Interest
from neighbourhood.committees.queries import ProjectName
from neighbourhood.committees.words import GROUNDS
from neighbourhood.languages import Sentence, _


@dataclass(frozen=True)
class InterestView:
    """An interest: the project with the language of its title, the seat's number, why, the public
    note, when, and who entered it ("" where the member did it themselves).
    """

    number: int
    shown_number: int
    title: str
    language: str
    seat: int
    ground: Sentence
    note: str
    declared_at: datetime
    entered_by: str


def interest_views(
    interests: Iterable[Interest],
    projects: Mapping[int, ProjectName],
    seats: Sequence[CommitteeSeat],
) -> list[InterestView]:
    """Return the interests as they are shown; `projects` are named by their ids."""
    seat_of = {seat.person_id: seat.number for seat in seats}
    views = []
    for interest in interests:
        project = projects[interest.project_id]
        views.append(
            InterestView(
                *project,
                seat=interest.seat.number,
                ground=GROUNDS[interest.ground],
                note=interest.note,
                declared_at=interest.declared_at,
                entered_by=_entered_by(interest.entered_by_id, seat_of),
            )
        )
    return views


def _entered_by(person_id: int | None, seat_of: Mapping[int | None, int]) -> str:
    # By number and not by name, so that it can stay once an account is erased.
    if person_id is None:
        return ""
    if person_id in seat_of:
        return _("entered by Seat %(number)s", number=seat_of[person_id])
    return _("entered by the city's staff")


def declared_on(interests: Iterable[Interest], day: date, zone: ZoneInfo) -> list[Interest]:
    """Return the interests that were declared on a day of the city's calendar."""
    return [
        interest for interest in interests if interest.declared_at.astimezone(zone).date() == day
    ]
