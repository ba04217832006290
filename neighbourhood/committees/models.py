"""Tables of committees: seats with terms, interests, meetings with attendance and minutes,
decisions.
"""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.committees.rules import ChosenAs, SeatPart
from neighbourhood.database.base import Base
from neighbourhood.database.columns import Instant, MinorUnits
from neighbourhood.people.models import Person
from neighbourhood.projects.models import Project
from neighbourhood.rounds.models import Round


class CommitteeSeat(Base):
    """A numbered seat of a round's committee, held by a person for a term."""

    __tablename__ = "committee_seats"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        UniqueConstraint("round_id", "person_id"),
        CheckConstraint("ends_on > starts_on", name="term"),
        CheckConstraint("chosen_as IN ('resident', 'organisation', 'officer')", name="chosen_as"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    number: Mapped[int]
    # Empty once the account is erased; the seat and what it decided stay.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    chosen_as: Mapped[str] = mapped_column(String(20), default=ChosenAs.RESIDENT)
    is_chair: Mapped[bool] = mapped_column(default=False)
    is_substitute: Mapped[bool] = mapped_column(default=False)
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)

    round: Mapped[Round] = relationship()
    person: Mapped[Person | None] = relationship()

    @property
    def part(self) -> SeatPart:
        """Return what part the seat has on the committee."""
        if self.is_chair:
            return SeatPart.CHAIR
        return SeatPart.SUBSTITUTE if self.is_substitute else SeatPart.MEMBER


class Interest(Base):
    """Why a seat steps out of a project: its holder wrote it, or declared an interest."""

    __tablename__ = "interests"
    __table_args__ = (
        UniqueConstraint("seat_id", "project_id"),
        CheckConstraint("ground IN ('author', 'carrier', 'declared')", name="ground"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("committee_seats.id"))
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    ground: Mapped[str] = mapped_column(String(12))
    note: Mapped[str] = mapped_column(String(300), default="")
    declared_at: Mapped[datetime] = mapped_column(Instant)
    # Who entered it for the member, who told it in the meeting; empty where they did it themselves.
    entered_by_id: Mapped[int | None]

    seat: Mapped[CommitteeSeat] = relationship()


class Meeting(Base):
    """A sitting of the committee with its minutes."""

    __tablename__ = "meetings"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), index=True)
    held_at: Mapped[datetime] = mapped_column(Instant)
    place: Mapped[str] = mapped_column(String(200))
    minutes: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(12))
    published_at: Mapped[datetime | None] = mapped_column(Instant)

    round: Mapped[Round] = relationship()
    attendances: Mapped[list["Attendance"]] = relationship(
        back_populates="meeting", cascade="all, delete-orphan"
    )


class Attendance(Base):
    """A seat that was present at a meeting."""

    __tablename__ = "attendances"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("committee_seats.id"), primary_key=True)

    meeting: Mapped[Meeting] = relationship(back_populates="attendances")
    seat: Mapped[CommitteeSeat] = relationship()


class Decision(Base):
    """What the committee decided on a project: an amount (0: none), a reason and the members' vote;
    replaced, never changed.
    """

    __tablename__ = "decisions"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("votes_for >= 0 AND votes_against >= 0 AND abstentions >= 0", name="votes"),
        CheckConstraint("reason <> ''", name="reason"),
        # One decision stands for a project; those that were replaced stay on record beside it.
        Index(
            "uq_decisions_standing",
            "project_id",
            unique=True,
            sqlite_where=text("replaced_at IS NULL"),
            postgresql_where=text("replaced_at IS NULL"),
        ),
        # A form sent twice at the same moment makes one decision.
        UniqueConstraint("submission_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    amount: Mapped[int] = mapped_column(MinorUnits)
    reason: Mapped[str] = mapped_column(String(2000))
    language: Mapped[str] = mapped_column(String(12))
    votes_for: Mapped[int]
    votes_against: Mapped[int]
    abstentions: Mapped[int]
    # As it was when this was decided: an interest declared later does not change it.
    recused: Mapped[int]
    recorded_by_id: Mapped[int | None]
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    replaced_at: Mapped[datetime | None] = mapped_column(Instant)
    submission_key: Mapped[str | None] = mapped_column(String(64))

    meeting: Mapped[Meeting] = relationship()
    project: Mapped[Project] = relationship()
