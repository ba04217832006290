"""Tables of those who write a project together with its first author, or ask to."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.database.base import Base
from neighbourhood.database.columns import Instant
from neighbourhood.people.models import Person


class ProjectAuthor(Base):
    """Somebody who writes a project with others, and has accepted to; its first author stands on
    the project itself.
    """

    __tablename__ = "project_authors"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    joined_at: Mapped[datetime] = mapped_column(Instant)
    #: Whether they agreed that everybody reads their name on the project's page.
    is_named: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship()


class JoinRequest(Base):
    """Somebody's question whether they may write a project with its authors, asked once."""

    __tablename__ = "join_requests"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    sentence: Mapped[str] = mapped_column(String(300))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    is_accepted: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship()
