"""Table of those who write a project together with its first author."""

from datetime import datetime

from sqlalchemy import ForeignKey
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

    person: Mapped[Person] = relationship()
