"""Tables of who looks at which project, and of what they note for each other."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.database.base import Base
from neighbourhood.database.columns import Instant
from neighbourhood.people.models import Person
from neighbourhood.projects.models import Project
from neighbourhood.reviews.models.departments import Department


class Assignment(Base):
    """That a department looks at a project, until when, and who of it."""

    __tablename__ = "assignments"
    __table_args__ = (
        # Two who assign at once give a department its project once.
        UniqueConstraint("project_id", "department_id"),
        Index(None, "department_id", "answered_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    # Exclusive, like every end; empty where the round has no review phase.
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    assigned_at: Mapped[datetime] = mapped_column(Instant)
    #: When the department finished its part; empty again once the author has changed the text.
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    #: When the department and its reviewer were told.
    told_at: Mapped[datetime | None] = mapped_column(Instant)

    project: Mapped[Project] = relationship()
    department: Mapped[Department] = relationship()
    reviewer: Mapped[Person | None] = relationship()


class ReviewNote(Base):
    """What somebody notes on a project before a verdict, for those who review alone."""

    __tablename__ = "review_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    text: Mapped[str] = mapped_column(String(2000))
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    written_at: Mapped[datetime] = mapped_column(Instant)

    written_by: Mapped[Person | None] = relationship()
