"""All that those who review have on one project, in as few questions as it takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from neighbourhood.projects.models import Project
from neighbourhood.reviews import rules
from neighbourhood.reviews.models import (
    Assignment,
    Department,
    DepartmentMember,
    ReviewNote,
    SheetAnswer,
    SheetQuestion,
)
from neighbourhood.reviews.queries.assignments import assignments_of
from neighbourhood.reviews.queries.sheets import answers_of, notes_of, questions_asked


@dataclass(frozen=True)
class Work:
    """The departments of the city and those of the reader, who looks at a project, the questions
    with their answers, and the notes.
    """

    departments: Sequence[Department]
    own: Sequence[Department]
    assignments: Sequence[Assignment]
    questions: Sequence[SheetQuestion]
    answers: Mapping[int, SheetAnswer]
    notes: Sequence[ReviewNote]

    @property
    def looking(self) -> set[int]:
        """Return the numbers of the departments that look at the project."""
        return {one.department_id for one in self.assignments}

    @property
    def has_part(self) -> bool:
        """Say whether a department of the reader looks at the project."""
        return any(one.id in self.looking for one in self.own)

    def questions_of(self, *, is_staff: bool) -> Sequence[SheetQuestion]:
        """Return what the reader may answer; the staff also write down what departments told
        them.
        """
        departments = {one.id for one in self.own} | (self.looking if is_staff else set())
        return [one for one in self.questions if rules.belongs_to(one, departments)]


def work_on(session: Session, project: Project, person_id: int | None) -> Work:
    """Return all that those who review have on a project; what a city has not is not asked for."""
    is_own = exists().where(
        DepartmentMember.department_id == Department.id, DepartmentMember.person_id == person_id
    )
    question = select(Department, is_own).where(Department.is_active).order_by(Department.slug)
    rows = session.execute(question).all()
    questions = questions_asked(session)
    return Work(
        departments=[row[0] for row in rows],
        own=[row[0] for row in rows if row[1]],
        assignments=assignments_of(session, [project.id])[project.id] if rows else [],
        questions=questions,
        answers=answers_of(session, project.id) if questions else {},
        notes=notes_of(session, project.id),
    )
