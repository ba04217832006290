"""Questions for the table in which reviews leave and come back."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood.database.lists import ListQuestion
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import ProjectState
from neighbourhood.reviews.models import SheetAnswer
from neighbourhood.rounds.models import Round


def all_rows(session: Session, question: ListQuestion) -> Sequence[Project]:
    """Return every project of a list, on whichever page."""
    rows = question.rows.options(*question.options).order_by(*question.order)
    found: Sequence[Project] = session.scalars(rows).unique().all()
    return found


def answers_by_project(
    session: Session, project_ids: Collection[int]
) -> Mapping[int, Mapping[int, SheetAnswer]]:
    """Return {project: {question: answer}}, one question for all of them."""
    question = select(SheetAnswer).where(SheetAnswer.project_id.in_(project_ids))
    found: dict[int, dict[int, SheetAnswer]] = {number: {} for number in project_ids}
    for answer in session.scalars(question.execution_options(populate_existing=True)):
        found[answer.project_id][answer.question_id] = answer
    return found


def projects_named(
    session: Session, names: Collection[tuple[str, int]]
) -> Mapping[tuple[str, int], Project]:
    """Return {(round, number): project} of the public projects that a table names."""
    rounds, numbers = {name[0] for name in names}, {name[1] for name in names}
    question = (
        select(Round.slug, Project)
        .join(Project.round)
        .where(
            Round.slug.in_(rounds),
            Project.number.in_(numbers),
            Project.state != ProjectState.DRAFT,
        )
    )
    return {(slug, one.number): one for slug, one in session.execute(question)}
