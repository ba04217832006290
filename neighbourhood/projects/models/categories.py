"""The table of categories."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.database.base import Base
from neighbourhood.database.columns import Texts


class Category(Base):
    """A kind of project, named in the city's languages."""

    __tablename__ = "categories"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[dict[str, str]] = mapped_column(Texts)
    position: Mapped[int] = mapped_column(default=0)
    # Only for the categories of a recounted file: they stay with its edition.
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("editions.id"), index=True)
