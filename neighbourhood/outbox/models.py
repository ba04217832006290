"""Tables of messages that wait, went out, or could not, and of the reminders already sent."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.database.base import Base
from neighbourhood.database.columns import Instant


class Message(Base):
    """One message to one person: what kind, in which language, with which values; its words are
    made when it is sent.
    """

    __tablename__ = "messages"
    __table_args__ = (Index(None, "sent_at", "send_after"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(120), unique=True)
    person_id: Mapped[int | None] = mapped_column(index=True)
    address: Mapped[str | None] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column(String(60))
    content: Mapped[dict[str, object]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Instant)
    send_after: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    kept_at: Mapped[datetime | None] = mapped_column(Instant)
    tries: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(String(300), default="")


class Reminder(Base):
    """That a person was looked at for a reminder of what is due, which they get where anything is:
    for the week that begins on `day`, or on the day before it.
    """

    __tablename__ = "reminders"
    __table_args__ = (CheckConstraint("kind IN ('week', 'day_before')", name="kind"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
