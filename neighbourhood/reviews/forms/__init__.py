"""Forms of departments, of the sheet, and of who looks at which project."""

from neighbourhood.reviews.forms.assignments import AssignForm, NoteForm, assign_form
from neighbourhood.reviews.forms.departments import DepartmentForm, department_form
from neighbourhood.reviews.forms.questions import (
    FirstQuestionsForm,
    QuestionForm,
    first_questions_form,
    question_form,
)
from neighbourhood.reviews.forms.sheet import SheetForm, sheet_form
from neighbourhood.reviews.forms.tables import TableForm

__all__ = [
    "AssignForm",
    "DepartmentForm",
    "FirstQuestionsForm",
    "NoteForm",
    "QuestionForm",
    "SheetForm",
    "TableForm",
    "assign_form",
    "department_form",
    "first_questions_form",
    "question_form",
    "sheet_form",
]
