"""The desk of reviews: the list, verdicts, the sheet, who looks at what, departments."""

from neighbourhood.reviews.desk import (
    assigning,
    departments,
    lines,
    one,
    progress,
    questions,
    queue,
    sheet,
    tables,
)
from neighbourhood.reviews.desk.blueprint import blueprint

__all__ = [
    "assigning",
    "blueprint",
    "departments",
    "lines",
    "one",
    "progress",
    "questions",
    "queue",
    "sheet",
    "tables",
]
