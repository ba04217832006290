"""How far the review of each round and department is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from neighbourhood.reviews.models import Department
from neighbourhood.reviews.queries.queue import PartProgress, RoundProgress
from neighbourhood.rounds.models import Round


@dataclass(frozen=True)
class DepartmentLine:
    """A department in a round: how many projects it has, has answered and is late with; `share` is
    what it has answered, in percent.
    """

    slug: str
    name: Mapping[str, str]
    assigned: int
    answered: int
    late: int
    share: int


@dataclass(frozen=True)
class RoundView:
    """A round with its projects, verdicts and departments."""

    slug: str
    place: str
    projects: int
    decided: int
    unassigned: int
    share: int
    departments: tuple[DepartmentLine, ...]


def progress_view(
    rounds: Mapping[int, Round],
    progress: Sequence[RoundProgress],
    parts: Sequence[PartProgress],
    departments: Sequence[Department],
) -> list[RoundView]:
    """Return the rounds by place, each with the departments that have projects there."""
    named = {one.id: one for one in departments}
    views = [
        RoundView(
            slug=rounds[one.round_id].slug,
            place=rounds[one.round_id].place.name,
            projects=one.projects,
            decided=one.decided,
            unassigned=one.unassigned,
            share=_percent(one.decided, one.projects),
            departments=tuple(
                _line(part, named[part.department_id])
                for part in parts
                if part.round_id == one.round_id
            ),
        )
        for one in progress
    ]
    return sorted(views, key=lambda view: (view.place, view.slug))


def _line(part: PartProgress, department: Department) -> DepartmentLine:
    return DepartmentLine(
        department.slug,
        department.name,
        part.assigned,
        part.answered,
        part.late,
        _percent(part.answered, part.assigned),
    )


def _percent(part: int, whole: int) -> int:
    return 100 * part // whole if whole else 0
