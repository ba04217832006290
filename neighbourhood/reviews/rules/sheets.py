"""What a question of the sheet must be, who answers it, and which answers are missing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, TypeVar

from neighbourhood.refusals import Invalid

MOST_QUESTION, MOST_HINT, MOST_NOTE, MOST_REMARK = 200, 300, 1000, 2000


class SheetKind(StrEnum):
    """The two parts of a sheet."""

    #: Whether the city may look at the project at all.
    FORMAL = "formal"
    #: Whether it can be done.
    SUBSTANCE = "substance"


class Answer(StrEnum):
    """What a question may be answered with; "no" always says that something is wrong."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class QuestionTerms:
    """A question as the staff write it; without a department, whoever reviews answers it."""

    kind: str
    text: Mapping[str, str]
    hint: Mapping[str, str] = field(default_factory=dict)
    is_required: bool = True
    department_id: int | None = None


@dataclass(frozen=True)
class GivenAnswer:
    """An answer ("" for none yet) with its note; `known` is when the answer that was read before
    was given, "" where there was none.
    """

    answer: str
    note: str = ""
    known: str = ""


class Asked(Protocol):
    """A question as far as it says who answers it, and whether somebody has to."""

    @property
    def id(self) -> int:
        """Return its number."""

    @property
    def is_required(self) -> bool:
        """Say whether it must be answered."""

    @property
    def department_id(self) -> int | None:
        """Return who answers it, None for whoever reviews."""


AnyAsked = TypeVar("AnyAsked", bound=Asked)


def belongs_to(question: Asked, departments: Collection[int]) -> bool:
    """Say whether one of these departments, or whoever reviews, answers a question."""
    return question.department_id is None or question.department_id in departments


def unanswered(
    questions: Iterable[AnyAsked], answered: Collection[int], departments: Collection[int]
) -> list[AnyAsked]:
    """Return the required questions without an answer, of these departments and of nobody's."""
    return [
        question
        for question in questions
        if question.is_required
        and belongs_to(question, departments)
        and question.id not in answered
    ]


def require_sound_question(terms: QuestionTerms) -> None:
    """Raise Invalid for a question without words, or of a kind that does not exist."""
    if terms.kind not in set(SheetKind):
        raise Invalid("sheet_kind_unknown", field="kind")
    if not any(terms.text.values()):
        raise Invalid("sheet_text_missing", field="kind")


def require_answer(given: GivenAnswer, *, field: str) -> None:
    """Raise Invalid unless the answer is one of the three, or none yet; a note wants an answer."""
    if given.answer and given.answer not in set(Answer):
        raise Invalid("sheet_answer_unknown", field=field)
    if given.note and not given.answer:
        raise Invalid("sheet_note_alone", field=field)
