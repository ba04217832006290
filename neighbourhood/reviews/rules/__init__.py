"""What a department and a sheet must be, who answers what, and what is missing."""

from neighbourhood.reviews.rules.departments import (
    MOST_MAILBOX,
    MOST_NAME,
    DepartmentTerms,
    require_slug,
    require_sound_department,
)
from neighbourhood.reviews.rules.sheets import (
    MOST_HINT,
    MOST_NOTE,
    MOST_QUESTION,
    MOST_REMARK,
    Answer,
    GivenAnswer,
    QuestionTerms,
    SheetKind,
    belongs_to,
    require_answer,
    require_sound_question,
    unanswered,
)

__all__ = [
    "MOST_MAILBOX",
    "MOST_HINT",
    "MOST_NAME",
    "MOST_NOTE",
    "MOST_QUESTION",
    "MOST_REMARK",
    "Answer",
    "DepartmentTerms",
    "GivenAnswer",
    "QuestionTerms",
    "SheetKind",
    "belongs_to",
    "require_answer",
    "require_slug",
    "require_sound_department",
    "require_sound_question",
    "unanswered",
]
