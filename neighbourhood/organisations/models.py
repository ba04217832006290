"""Tables of the register of organisations, and of who speaks for them."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, event, inspect, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.database.base import Base
from neighbourhood.database.columns import FOLDED_TEXT, Instant
from neighbourhood.folding import folded
from neighbourhood.organisations.rules import OrganisationState
from neighbourhood.people.models import Person
from neighbourhood.places.models import Place

IS_LIVING = "state IN ('asked', 'confirmed')"


class OrganisationMember(Base):
    """Somebody who speaks for an organisation."""

    __tablename__ = "organisation_members"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    joined_at: Mapped[datetime] = mapped_column(Instant)

    person: Mapped[Person] = relationship()


class Organisation(Base):
    """An organisation of the register: what it says of itself, and whether an officer confirmed
    it; one that ends is kept, since projects name it.
    """

    __tablename__ = "organisations"
    __table_args__ = (
        CheckConstraint("state IN ('asked', 'confirmed', 'refused', 'ended')", name="state"),
        CheckConstraint(
            "state <> 'confirmed' OR confirmed_at IS NOT NULL", name="confirmed_by_somebody"
        ),
        CheckConstraint("state <> 'refused' OR reason <> ''", name="refused_with_reason"),
        Index(
            # Two people may enter the same one at the same moment.
            "uq_organisations_name",
            "place_id",
            "search_text",
            unique=True,
            sqlite_where=text(IS_LIVING),
            postgresql_where=text(IS_LIVING),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    #: The name as search and sorting see it.
    search_text: Mapped[str] = mapped_column(FOLDED_TEXT, default="")
    kind: Mapped[str] = mapped_column(String(20))
    about: Mapped[str] = mapped_column(String(600))
    #: In which language it says what it does.
    language: Mapped[str] = mapped_column(String(12))
    contact: Mapped[str] = mapped_column(String(300), default="")
    officer_contact: Mapped[str] = mapped_column(String(300), default="")
    website: Mapped[str] = mapped_column(String(200), default="")
    #: Codes of the languages that one can speak with it.
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"), index=True)
    state: Mapped[str] = mapped_column(String(12), default=OrganisationState.ASKED)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    entered_at: Mapped[datetime] = mapped_column(Instant)
    submission_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    #: Why it was refused or has ended.
    reason: Mapped[str] = mapped_column(String(500), default="")
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

    place: Mapped[Place] = relationship()
    entered_by: Mapped[Person | None] = relationship(foreign_keys=[entered_by_id])
    members: Mapped[list[OrganisationMember]] = relationship(
        order_by=lambda: (OrganisationMember.joined_at, OrganisationMember.person_id),
        cascade="all, delete-orphan",
    )

    @property
    def member_ids(self) -> tuple[int, ...]:
        """Return the numbers of those who speak for it, the first one first."""
        return tuple(one.person_id for one in self.members)

    @property
    def is_public(self) -> bool:
        """Say whether everybody may read it: confirmed, also where it has ended since."""
        return self.confirmed_at is not None and self.state != OrganisationState.REFUSED

    @property
    def is_confirmed(self) -> bool:
        """Say whether an officer confirmed it and it goes on."""
        return self.state == OrganisationState.CONFIRMED


@event.listens_for(Organisation, "before_insert")
@event.listens_for(Organisation, "before_update")
def _keep_search_text(_mapper: object, _connection: object, organisation: Organisation) -> None:
    if inspect(organisation).attrs.name.history.has_changes():
        organisation.search_text = folded(organisation.name)
