"""Tables of verdicts and appeals."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.database.base import Base
from neighbourhood.database.columns import Instant

if TYPE_CHECKING:
    from neighbourhood.projects.models.projects import Project


class Review(Base):
    """A department's verdict on a project with its public reason; the newest one counts."""

    __tablename__ = "reviews"
    __table_args__ = (
        CheckConstraint("verdict IN ('feasible', 'not_feasible', 'asked_back')", name="verdict"),
        CheckConstraint(
            "verdict = 'feasible' OR reason <> '' OR standard_reason <> ''", name="reason"
        ),
        CheckConstraint("standard_reason = '' OR verdict = 'not_feasible'", name="standard_reason"),
        CheckConstraint("(verdict = 'asked_back') = (answer_by IS NOT NULL)", name="answer_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    verdict: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(2000))
    # A code, so that its sentence stands in every language.
    standard_reason: Mapped[str] = mapped_column(String(40), default="")
    language: Mapped[str] = mapped_column(String(12))
    department: Mapped[str] = mapped_column(String(120), default="")
    reviewer_id: Mapped[int | None]
    reviewed_at: Mapped[datetime] = mapped_column(Instant)
    # Empty while the round holds its verdicts back: only those who review read it, and nothing of
    # the project has changed yet.
    released_at: Mapped[datetime | None] = mapped_column(Instant)
    # Exclusive: until when the author may change what was asked back.
    answer_by: Mapped[datetime | None] = mapped_column(Instant)
    # The text that the reviewer read, None for verdicts from before it was noted.
    project_version: Mapped[int | None]
    # {position: (amount, reason)}, put onto the cost lines when the verdict is released.
    held_corrections: Mapped[dict[str, tuple[int, str]]] = mapped_column(JSON, default=dict)
    # When the author was reminded of the date; once for each question.
    reminded_at: Mapped[datetime | None] = mapped_column(Instant)

    project: Mapped["Project"] = relationship()


class Appeal(Base):
    """The one appeal that an author may make against a refusal, decided by a verdict of somebody
    else.
    """

    __tablename__ = "appeals"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="reason"),
        CheckConstraint("decision_id IS NULL OR decision_id > review_id", name="later"),
    )

    # A project is appealed once, so its number names the appeal.
    project_id: Mapped[int] = mapped_column(
        ForeignKey("projects.id"), primary_key=True, autoincrement=False
    )
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"))
    reason: Mapped[str] = mapped_column(String(2000))
    language: Mapped[str] = mapped_column(String(12))
    made_at: Mapped[datetime] = mapped_column(Instant)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("reviews.id"))

    project: Mapped["Project"] = relationship(back_populates="appeal")
    review: Mapped[Review] = relationship(foreign_keys=[review_id])
    decision: Mapped[Review | None] = relationship(foreign_keys=[decision_id])
