"""Tables of the trail: entries, which nobody may change, and payloads, which may be erased."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.database.base import Base
from neighbourhood.database.columns import Instant


class TrailEntry(Base):
    """One act: who (a number), what, on which thing, chained to the act before."""

    __tablename__ = "trail_entries"
    __table_args__ = (UniqueConstraint("previous"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    act: Mapped[str] = mapped_column(String(60), index=True)
    actor_id: Mapped[int | None]
    subject: Mapped[str] = mapped_column(String(60), index=True)
    payload_digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Instant)

    payload: Mapped["TrailPayload | None"] = relationship(back_populates="entry", uselist=False)


class TrailPayload(Base):
    """What an entry tells; erasing it leaves the chain whole, since the chain holds its salted
    hash.
    """

    __tablename__ = "trail_payloads"

    entry_id: Mapped[int] = mapped_column(ForeignKey("trail_entries.id"), primary_key=True)
    salt: Mapped[str] = mapped_column(String(32))
    content: Mapped[dict[str, object]] = mapped_column(JSON)

    entry: Mapped[TrailEntry] = relationship(back_populates="payload")
