"""Setting up departments and the sheet, giving projects to departments, answering the sheet."""

from neighbourhood.reviews.services.assign import (
    NewAssignment,
    assign,
    assign_by_category,
    assign_waiting,
    take_away,
)
from neighbourhood.reviews.services.departments import add_department, change_department
from neighbourhood.reviews.services.notes import add_note
from neighbourhood.reviews.services.questions import add_question, change_question, end_question
from neighbourhood.reviews.services.sheet import (
    answer_sheet,
    keep_checks,
    missing_answers,
    require_checked,
)
from neighbourhood.reviews.services.tables import plan_of_table, take_in

__all__ = [
    "NewAssignment",
    "add_department",
    "add_note",
    "add_question",
    "answer_sheet",
    "assign",
    "assign_by_category",
    "assign_waiting",
    "change_department",
    "change_question",
    "end_question",
    "keep_checks",
    "missing_answers",
    "plan_of_table",
    "require_checked",
    "take_away",
    "take_in",
]
