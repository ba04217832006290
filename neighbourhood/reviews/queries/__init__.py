"""Questions about departments, sheets, and who looks at which project."""

from neighbourhood.reviews.queries.assignments import (
    assignment_by_id,
    assignments_of,
    lock_projects,
    open_assignments_of,
    projects_by_id,
    projects_without_department,
    untold_assignments,
)
from neighbourhood.reviews.queries.departments import (
    active_departments,
    all_departments,
    department_by_slug,
    departments_for,
    departments_of,
    lock_department,
    member_ids,
    members_of,
    people_who_review,
)
from neighbourhood.reviews.queries.sheets import (
    answers_of,
    has_answers,
    hold_questions,
    lock_question,
    notes_of,
    question_by_id,
    questions_asked,
    questions_ended,
    released_checks,
)
from neighbourhood.reviews.queries.tables import all_rows, answers_by_project
from neighbourhood.reviews.queries.work import Work, work_on

__all__ = [
    "Work",
    "active_departments",
    "all_departments",
    "all_rows",
    "answers_by_project",
    "answers_of",
    "assignment_by_id",
    "assignments_of",
    "department_by_slug",
    "departments_for",
    "departments_of",
    "has_answers",
    "hold_questions",
    "lock_department",
    "lock_projects",
    "lock_question",
    "member_ids",
    "members_of",
    "notes_of",
    "open_assignments_of",
    "people_who_review",
    "projects_by_id",
    "projects_without_department",
    "question_by_id",
    "questions_asked",
    "questions_ended",
    "released_checks",
    "untold_assignments",
    "work_on",
]
