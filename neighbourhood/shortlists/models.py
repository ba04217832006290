"""Tables of short lists: their terms, residents' support, juries with what they say."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.database.base import Base
from neighbourhood.database.columns import Instant
from neighbourhood.people.models import Person
from neighbourhood.projects.models import Project
from neighbourhood.rounds.models import Round
from neighbourhood.shortlists.rules import Terms


class ShortlistTerms(Base):
    """By which rule many projects of a round become a short list, and the list once it is made."""

    __tablename__ = "shortlist_terms"
    __table_args__ = (
        CheckConstraint("way IN ('support', 'jury')", name="way"),
        CheckConstraint("supports_each >= 1", name="supports_each"),
        CheckConstraint("least >= 1", name="least"),
        CheckConstraint("most_projects >= 1", name="most_projects"),
        # So that each support can say how many there may be, and no more.
        UniqueConstraint("round_id", "supports_each"),
        CheckConstraint("(outcome IS NULL) = (digest IS NULL)", name="outcome"),
    )

    round_id: Mapped[int] = mapped_column(
        # Deleted with the round of a draft.
        ForeignKey("rounds.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    way: Mapped[str] = mapped_column(String(10))
    supports_each: Mapped[int]
    # So many supports, or jurors' yes, does a project need at least.
    least: Mapped[int]
    # In all, or of each category.
    most_projects: Mapped[int]
    by_category: Mapped[bool]
    # Whether everybody sees the numbers while the phase runs.
    is_open: Mapped[bool]
    # A jury's list is put forward by one person and confirmed by another.
    asked_by_id: Mapped[int | None]
    asked_at: Mapped[datetime | None] = mapped_column(Instant)
    asked_digest: Mapped[str | None] = mapped_column(String(64))
    # The list as one canonical document, with its hash.
    outcome: Mapped[str | None] = mapped_column(Text)
    digest: Mapped[str | None] = mapped_column(String(64))

    round: Mapped[Round] = relationship()

    @property
    def terms(self) -> Terms:
        """Return them as the rule reads them."""
        return Terms(
            self.way,
            self.supports_each,
            self.least,
            self.most_projects,
            by_category=self.by_category,
            is_open=self.is_open,
        )


class Support(Base):
    """One of the supports that a person may give in a round; when it was given is not kept."""

    __tablename__ = "supports"
    __table_args__ = (
        ForeignKeyConstraint(("project_id", "round_id"), ("projects.id", "projects.round_id")),
        ForeignKeyConstraint(
            ("round_id", "supports_each"),
            ("shortlist_terms.round_id", "shortlist_terms.supports_each"),
        ),
        UniqueConstraint("round_id", "person_id", "slot"),
        # A person has as many places as the terms of the round give, whoever writes.
        CheckConstraint("slot >= 1 AND slot <= supports_each", name="slot"),
    )

    project_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), primary_key=True, autoincrement=False, index=True
    )
    round_id: Mapped[int]
    slot: Mapped[int]
    supports_each: Mapped[int]


class JurySeat(Base):
    """A numbered seat of a round's jury, and as who its holder sits there."""

    __tablename__ = "jury_seats"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        UniqueConstraint("round_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    number: Mapped[int]
    # Empty once the account is erased; the seat and what it said stay.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    # In public words: "Last year's winner".
    sits_as: Mapped[str] = mapped_column(String(120))
    is_chair: Mapped[bool] = mapped_column(default=False)

    round: Mapped[Round] = relationship()
    person: Mapped[Person | None] = relationship()


class JuryOpinion(Base):
    """What one juror says of a project: yes or no, with a reason if they give one."""

    __tablename__ = "jury_opinions"

    seat_id: Mapped[int] = mapped_column(
        ForeignKey("jury_seats.id"), primary_key=True, autoincrement=False
    )
    project_id: Mapped[int] = mapped_column(
        ForeignKey("projects.id"), primary_key=True, autoincrement=False, index=True
    )
    is_yes: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(1000), default="")

    seat: Mapped[JurySeat] = relationship()


class JuryReason(Base):
    """The jury's public reason about a project: words of its own, or its standard sentence."""

    __tablename__ = "jury_reasons"
    __table_args__ = (CheckConstraint("is_standard OR reason <> ''", name="reason"),)

    project_id: Mapped[int] = mapped_column(
        ForeignKey("projects.id"), primary_key=True, autoincrement=False
    )
    is_standard: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(2000), default="")
    language: Mapped[str] = mapped_column(String(12))
    written_by_id: Mapped[int | None]

    project: Mapped[Project] = relationship()
