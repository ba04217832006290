"""Which departments look at a project, and how its sheet stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from neighbourhood.languages import ReadableText, Sentence
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.texts import readable
from neighbourhood.reviews import rules
from neighbourhood.reviews.models import Assignment, SheetAnswer, SheetQuestion
from neighbourhood.reviews.queries import Work
from neighbourhood.reviews.words import ANSWERS, KINDS


@dataclass(frozen=True)
class PartView:
    """A department that looks at a project."""

    id: int
    name: Mapping[str, str]
    reviewer: str
    due_at: datetime | None
    is_done: bool
    is_late: bool


def part_view(assignment: Assignment, now: datetime) -> PartView:
    """Return an assignment, whose department and reviewer are loaded, as pages show it."""
    is_done = assignment.answered_at is not None
    return PartView(
        id=assignment.id,
        name=assignment.department.name,
        reviewer=assignment.reviewer.name if assignment.reviewer else "",
        due_at=assignment.due_at,
        is_done=is_done,
        is_late=not is_done and assignment.due_at is not None and assignment.due_at <= now,
    )


@dataclass(frozen=True)
class SheetLine:
    """A question of the sheet with its answer, for those who review."""

    id: int
    kind: Sentence
    text: Mapping[str, str]
    hint: Mapping[str, str]
    answer: Sentence
    note: str
    by: str
    at: datetime | None
    is_missing: bool
    is_no: bool
    is_formal: bool
    #: Whether the author has changed the text since.
    is_stale: bool


def sheet_lines(project: Project, work: Work) -> list[SheetLine]:
    """Return the questions that a verdict on a project wants answered, and those answered."""
    asked, answers = work.questions, work.answers
    missing = {one.id for one in rules.unanswered(asked, answers, work.looking)}
    shown = [one for one in asked if rules.belongs_to(one, work.looking) or one.id in answers]
    return [_line(project, one, answers.get(one.id), is_missing=one.id in missing) for one in shown]


def _line(
    project: Project,
    question: SheetQuestion,
    answer: SheetAnswer | None,
    *,
    is_missing: bool,
) -> SheetLine:
    by = answer.answered_by if answer else None
    return SheetLine(
        id=question.id,
        kind=KINDS[question.kind],
        text=question.text,
        hint=question.hint,
        answer=ANSWERS[answer.answer] if answer else "",
        note=answer.note if answer else "",
        by=by.name if by else "",
        at=answer.answered_at if answer else None,
        is_missing=is_missing,
        is_no=answer is not None and answer.answer == rules.Answer.NO,
        is_formal=question.kind == rules.SheetKind.FORMAL,
        is_stale=answer is not None and answer.project_version != project.version,
    )


@dataclass(frozen=True)
class TickedProject:
    """A project that was ticked in the list."""

    id: int
    number: int
    title: ReadableText
    place: str


def ticked_project(project: Project) -> TickedProject:
    """Return a project as the page of giving it to a department names it."""
    return TickedProject(
        project.id, project.number, readable(project, "title"), project.round.place.name
    )
