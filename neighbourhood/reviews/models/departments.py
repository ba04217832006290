"""Tables of the departments that look at projects, what they answer for, and who works there."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.database.base import Base
from neighbourhood.database.columns import Instant, Texts


class Department(Base):
    """A part of the city's administration that looks at projects, named in its languages."""

    __tablename__ = "departments"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: What tables and addresses call it.
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[dict[str, str]] = mapped_column(Texts)
    # Where notices go; without one, each of its reviewers gets them.
    mailbox: Mapped[str] = mapped_column(String(254), default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    #: When it was last told of new projects, so that many at once make one mail.
    told_at: Mapped[datetime | None] = mapped_column(Instant)

    categories: Mapped[list["DepartmentCategory"]] = relationship(
        cascade="all, delete-orphan", order_by="DepartmentCategory.category_id"
    )
    members: Mapped[list["DepartmentMember"]] = relationship(
        cascade="all, delete-orphan", order_by="DepartmentMember.person_id"
    )


class DepartmentCategory(Base):
    """A category whose projects a department gets by itself."""

    __tablename__ = "department_categories"

    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), primary_key=True)
    # An unused category can be deleted, also where a department answers for it.
    category_id: Mapped[int] = mapped_column(
        ForeignKey("categories.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class DepartmentMember(Base):
    """A person who answers for a department."""

    __tablename__ = "department_members"

    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
