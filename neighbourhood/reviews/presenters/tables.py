"""The table in which reviews leave, and what a table that comes back would change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from neighbourhood.languages import ReadableText, Sentence
from neighbourhood.money import Money
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.texts import readable
from neighbourhood.projects.words import CHECK_ANSWERS
from neighbourhood.reviews.models import Assignment, SheetAnswer, SheetQuestion
from neighbourhood.reviews.rules.tables import write_table
from neighbourhood.reviews.services.tables import Change
from neighbourhood.web.city import city
from neighbourhood.web.filters import pick_text
from neighbourhood.web.times import show_last_day

HEADER = ("round", "number", "title", "state", "category", "cost", "departments", "due")


def table_of(
    projects: Sequence[Project],
    questions: Sequence[SheetQuestion],
    assignments: Mapping[int, Sequence[Assignment]],
    answers: Mapping[int, Mapping[int, SheetAnswer]],
) -> str:
    """Return the projects as CSV, one line each, with a column for each question of the sheet; the
    columns “round” and “number” name a project when the table comes back.
    """
    asked = [f"q{one.id} {pick_text(one.text)}" for one in questions]
    rows = [
        [
            *_facts(project),
            " ".join(one.department.slug for one in assignments[project.id]),
            "",
            *(_answer(answers[project.id].get(one.id)) for one in questions),
            "",
        ]
        for project in projects
    ]
    return write_table([*HEADER, *asked, "proposal"], rows)


def _facts(project: Project) -> list[object]:
    return [
        project.round.slug,
        project.number,
        project.title,
        project.state,
        project.category.slug if project.category else "",
        Money(project.cost, city().currency).decimal,
    ]


def _answer(answer: SheetAnswer | None) -> str:
    return answer.answer if answer else ""


@dataclass(frozen=True)
class ChangeView:
    """What a line of a table would change."""

    number: int
    title: ReadableText
    departments: tuple[str, ...]
    due: str
    answers: tuple[tuple[str, Sentence], ...]
    proposal: str


def change_view(change: Change, questions: Sequence[SheetQuestion]) -> ChangeView:
    """Return a change as the page shows it before it is done."""
    texts = {one.id: pick_text(one.text) for one in questions}
    due = next((one.due_at for one in change.departments if one.due_at), None)
    return ChangeView(
        change.project.number,
        readable(change.project, "title"),
        tuple(pick_text(one.department.name) for one in change.departments),
        show_last_day(due) if due else "",
        tuple(
            (texts.get(number, ""), CHECK_ANSWERS[one.answer])
            for number, one in change.answers.items()
        ),
        change.proposal,
    )
