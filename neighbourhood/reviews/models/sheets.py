"""Tables of the questions that a project has to stand up to, and of the answers."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.database.base import Base
from neighbourhood.database.columns import Instant, Texts
from neighbourhood.people.models import Person
from neighbourhood.reviews.models.departments import Department

ONE_OF_THREE = "answer IN ('yes', 'no', 'not_applicable')"


class SheetQuestion(Base):
    """A question of the city's sheet; one that has answers is ended, never changed."""

    __tablename__ = "sheet_questions"
    __table_args__ = (CheckConstraint("kind IN ('formal', 'substance')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    text: Mapped[dict[str, str]] = mapped_column(Texts)
    hint: Mapped[dict[str, str]] = mapped_column(Texts, default=dict)
    is_required: Mapped[bool] = mapped_column(default=True)
    # Empty: whoever reviews answers it.
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"), index=True)
    position: Mapped[int]
    asked_since: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    #: The question in whose place it stands.
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("sheet_questions.id"))

    department: Mapped[Department | None] = relationship()


class SheetAnswer(Base):
    """The answer to a question about a project, with a note for those who review alone."""

    __tablename__ = "sheet_answers"
    __table_args__ = (CheckConstraint(ONE_OF_THREE, name="answer"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    question_id: Mapped[int] = mapped_column(
        ForeignKey("sheet_questions.id"), primary_key=True, index=True
    )
    answer: Mapped[str] = mapped_column(String(16))
    note: Mapped[str] = mapped_column(String(1000), default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    answered_at: Mapped[datetime] = mapped_column(Instant)
    #: The text that was read for it.
    project_version: Mapped[int]

    question: Mapped[SheetQuestion] = relationship()
    answered_by: Mapped[Person | None] = relationship()


class ReleasedAnswer(Base):
    """An answer as it stood when a verdict was released; what pages show of a sheet is this alone,
    so that nothing shows before, and later changes show with the next verdict.
    """

    __tablename__ = "released_answers"
    __table_args__ = (CheckConstraint(ONE_OF_THREE, name="answer"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), primary_key=True)
    question_id: Mapped[int] = mapped_column(
        ForeignKey("sheet_questions.id"), primary_key=True, index=True
    )
    answer: Mapped[str] = mapped_column(String(16))

    question: Mapped[SheetQuestion] = relationship()
