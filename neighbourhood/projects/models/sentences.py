"""The table of first sentences that wait until their writer may begin a project."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.database.base import Base
from neighbourhood.database.columns import Instant


class FirstSentence(Base):
    """What somebody typed to begin a project before their residency was confirmed; it is offered
    again on the same page.
    """

    __tablename__ = "first_sentences"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), primary_key=True, autoincrement=False
    )
    round_id: Mapped[int] = mapped_column(
        ForeignKey("rounds.id"), primary_key=True, autoincrement=False
    )
    sentence: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(12))
    written_at: Mapped[datetime] = mapped_column(Instant)
