"""The number that grows with every change residents can see; pages kept in memory are told apart by
it.
"""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.database.base import Base


class DataVersion(Base):
    """One row: how often public data has changed."""

    __tablename__ = "data_versions"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    number: Mapped[int] = mapped_column(default=0)
