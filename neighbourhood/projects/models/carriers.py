"""The table of what organisations answer that shall carry a project out."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.database.base import Base
from neighbourhood.database.columns import Instant
from neighbourhood.organisations.models import Organisation

if TYPE_CHECKING:
    from neighbourhood.projects.models.projects import Project


class CarrierRequest(Base):
    """The question whether an organisation carries a project out, or hosts the group that does,
    asked once, with its answer.
    """

    __tablename__ = "carrier_requests"
    __table_args__ = (CheckConstraint("NOT is_agreed OR answered_at IS NOT NULL", name="answered"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisations.id"), primary_key=True, index=True
    )
    asked_at: Mapped[datetime] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    is_agreed: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(300), default="")

    organisation: Mapped[Organisation] = relationship()
    project: Mapped["Project"] = relationship()

    @property
    def member_ids(self) -> tuple[int, ...]:
        """Return the numbers of those who may answer."""
        return self.organisation.member_ids
