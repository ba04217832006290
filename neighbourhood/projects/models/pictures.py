"""Tables of the pictures and documents of projects; the files themselves lie in the store."""

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.database.base import Base

if TYPE_CHECKING:
    from neighbourhood.projects.models.projects import Project


class ProjectPicture(Base):
    """A picture of a project, in its place among them; width and height are the large copy's."""

    __tablename__ = "project_pictures"
    __table_args__ = (
        UniqueConstraint("project_id", "position"),
        CheckConstraint("position BETWEEN 1 AND 5", name="position"),
        CheckConstraint("width > 0 AND height > 0", name="size"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    position: Mapped[int]
    # Not unique in the database: two pictures that change places hold the same key for a moment.
    key: Mapped[str] = mapped_column(String(32), index=True)
    # Of the small copy: the same picture sent twice is kept once.
    digest: Mapped[str] = mapped_column(String(64))
    width: Mapped[int]
    height: Mapped[int]
    # What is in the picture, for who does not see it; empty until its author has said so.
    alternative: Mapped[str] = mapped_column(String(300), default="")
    language: Mapped[str] = mapped_column(String(12))

    project: Mapped["Project"] = relationship(back_populates="pictures")


class ProjectDocument(Base):
    """A document of a project, kept as it came, with its name and its number of bytes."""

    __tablename__ = "project_documents"
    __table_args__ = (
        UniqueConstraint("project_id", "position"),
        CheckConstraint("position BETWEEN 1 AND 3", name="position"),
        CheckConstraint("size > 0", name="size"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(32), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]

    project: Mapped["Project"] = relationship(back_populates="documents")
