"""Tables of reviews: departments, who looks at which project, sheets with their answers, notes."""

from neighbourhood.reviews.models.assignments import Assignment, ReviewNote
from neighbourhood.reviews.models.departments import (
    Department,
    DepartmentCategory,
    DepartmentMember,
)
from neighbourhood.reviews.models.sheets import ReleasedAnswer, SheetAnswer, SheetQuestion

__all__ = [
    "Assignment",
    "Department",
    "DepartmentCategory",
    "DepartmentMember",
    "ReleasedAnswer",
    "ReviewNote",
    "SheetAnswer",
    "SheetQuestion",
]
