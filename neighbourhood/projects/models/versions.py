"""The table of every version of a project's text."""

from datetime import datetime
from typing import TypedDict

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.database.base import Base
from neighbourhood.database.columns import Instant


class PlainCost(TypedDict):
    """A line of the costs as a kept version holds it."""

    label: str
    amount: int


class PlainPicture(TypedDict):
    """A picture as a kept version names it; the picture itself may be gone."""

    key: str
    alternative: str


class PlainDocument(TypedDict):
    """A document as a kept version names it; the document itself may be gone."""

    key: str
    name: str


class PlainVersion(TypedDict, total=False):
    """A project's text as it is kept: the fields of Content, and the category by its names as they
    were. A version from before a field was there lacks it.
    """

    title: str
    language: str
    summary: str
    description: str
    category_id: int | None
    category: dict[str, str]
    place: str
    latitude: float | None
    longitude: float | None
    carried_by: str
    carrier_name: str
    organisation_id: int | None
    carried_out_by: str
    host_organisation_id: int | None
    #: The name of that organisation as it was.
    host: str
    costs: list[PlainCost]
    pictures: list[PlainPicture]
    documents: list[PlainDocument]
    upkeep: int | None
    upkeep_note: str


class ProjectVersion(Base):
    """A project's text as it once stood; nobody may change or delete it."""

    __tablename__ = "project_versions"
    __table_args__ = (UniqueConstraint("project_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    number: Mapped[int]
    content: Mapped[PlainVersion] = mapped_column(JSON)
    changed_by_id: Mapped[int | None]
    changed_at: Mapped[datetime] = mapped_column(Instant)
