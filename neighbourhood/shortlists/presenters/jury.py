"""The table of a jury: all projects on one screen, with what each juror says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from neighbourhood.languages import ReadableText, _
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.texts import readable
from neighbourhood.shortlists.documents import MadeList
from neighbourhood.shortlists.models import JuryOpinion, JuryReason, JurySeat
from neighbourhood.shortlists.presenters.outcome import reason_view, sentence_of


@dataclass(frozen=True)
class SeatView:
    """A seat of a jury: its number, the chosen name of its holder, and as who they sit there."""

    id: int
    number: int
    name: str
    sits_as: str
    is_chair: bool


@dataclass(frozen=True)
class SaidBy:
    """What one juror says of a project."""

    number: int
    is_yes: bool
    reason: str


@dataclass(frozen=True)
class JuryRow:
    """A project on the jury's table: what the jurors say, what the reader says themselves (None:
    nothing yet), and what the rule would make of it now.
    """

    id: int
    number: int
    title: ReadableText
    summary: ReadableText
    said: Sequence[SaidBy]
    own: SaidBy | None
    is_own_project: bool
    is_kept: bool
    sentence: str
    reason: ReadableText | str


def seat_views(seats: Sequence[JurySeat]) -> list[SeatView]:
    """Return the seats of a jury; one whose account is erased has no name."""
    return [
        SeatView(
            seat.id,
            seat.number,
            seat.person.name if seat.person else _("a resident"),
            seat.sits_as,
            seat.is_chair,
        )
        for seat in seats
    ]


def rows_of(
    projects: Sequence[Project],
    made: MadeList,
    opinions: Sequence[JuryOpinion],
    reasons: Mapping[int, JuryReason],
    seat: JurySeat | None,
) -> list[JuryRow]:
    """Return the rows of the table, by number; `seat` is the reader's own."""
    said: dict[int, list[JuryOpinion]] = {}
    for opinion in opinions:
        said.setdefault(opinion.project_id, []).append(opinion)
    return [
        _row(project, made, said.get(project.id, []), reasons.get(project.id), seat)
        for project in projects
    ]


def _row(
    project: Project,
    made: MadeList,
    opinions: Sequence[JuryOpinion],
    reason: JuryReason | None,
    seat: JurySeat | None,
) -> JuryRow:
    choice = made.choice_of(project.number)
    assert choice is not None
    said = [SaidBy(one.seat.number, one.is_yes, one.reason) for one in opinions]
    own = [one for one in said if seat is not None and one.number == seat.number]
    is_own = seat is not None and seat.person_id in project.author_ids
    return JuryRow(
        id=project.id,
        number=project.number,
        title=readable(project, "title"),
        summary=readable(project, "summary"),
        said=said,
        own=own[0] if own else None,
        is_own_project=is_own,
        is_kept=choice.is_kept,
        sentence=sentence_of(made.terms, choice),
        reason=reason_view(reason),
    )
