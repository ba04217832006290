"""Tables of results: publications asked for by one and confirmed by another, the council's act."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.database.base import Base
from neighbourhood.database.columns import Instant
from neighbourhood.results.documents import PublishedResult, from_json
from neighbourhood.rounds.models import Round


class PublicationRequest(Base):
    """One member of staff asks to publish exactly this content; another confirms it."""

    __tablename__ = "publication_requests"
    __table_args__ = (
        CheckConstraint(
            "answered_by_id IS NULL OR answered_by_id <> asked_by_id", name="two_people"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(1000), default="")
    tie_seed: Mapped[str] = mapped_column(String(200), default="")
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    is_confirmed: Mapped[bool | None]

    round: Mapped[Round] = relationship()


class Publication(Base):
    """A version of a published result: immutable, hashed and kept; a correction is a new version.

    Only the recount of somebody else's past vote, which decides nothing, has no request of a first
    person.
    """

    __tablename__ = "publications"
    __table_args__ = (UniqueConstraint("round_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    version: Mapped[int]
    # One request makes one publication at most.
    request_id: Mapped[int | None] = mapped_column(
        ForeignKey("publication_requests.id"), unique=True
    )
    # The very text that was hashed; it is read, never written anew.
    result_json: Mapped[str] = mapped_column(Text)
    ballots_pb: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(1000), default="")
    trail_head: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime] = mapped_column(Instant)

    round: Mapped[Round] = relationship()

    @property
    def result(self) -> PublishedResult:
        """Return what was published, read from its text."""
        return from_json(self.result_json)


class CouncilAct(Base):
    """The council's act that confirmed a round's result, with date and number."""

    __tablename__ = "council_acts"

    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    body: Mapped[str] = mapped_column(String(120))
    number: Mapped[str] = mapped_column(String(60))
    decided_on: Mapped[date] = mapped_column(Date)
    entered_by_id: Mapped[int | None]
    entered_at: Mapped[datetime] = mapped_column(Instant)
