"""Tables of people: accounts, sign-ups, roles, residency claims, one-time links and codes, counted
attempts at secrets.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, event, inspect, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.database.base import Base
from neighbourhood.database.columns import FOLDED_TEXT, Instant
from neighbourhood.folding import folded
from neighbourhood.people.rules import ClaimState

FOR_THE_CITY = "ended_at IS NULL AND place_id IS NULL"


class Person(Base):
    """An account: a chosen name and a language; e-mail and password only where the person
    has them.
    """

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    #: The name as search and sorting see it.
    search_text: Mapped[str] = mapped_column(FOLDED_TEXT, default="", deferred=True)
    # Nobody needs an address to have an account, and a vote.
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    email_confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(12))
    # Sessions carry the number under which they began; a higher one here ends them all.
    sign_in_epoch: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(Instant)
    demo_part: Mapped[str | None] = mapped_column(String(40), unique=True)

    roles: Mapped[list["GivenRole"]] = relationship(
        back_populates="person", foreign_keys="GivenRole.person_id"
    )
    residencies: Mapped[list["Residency"]] = relationship(
        back_populates="person", foreign_keys="Residency.person_id"
    )

    @property
    def person_id(self) -> int:
        """Answer the permission facts like everything that is about a person."""
        return self.id


@event.listens_for(Person, "before_insert")
@event.listens_for(Person, "before_update")
def _keep_search_text(_mapper: object, _connection: object, person: Person) -> None:
    # Whoever writes a name, the desk's lists find it.
    if inspect(person).attrs.name.history.has_changes():
        person.search_text = folded(person.name)


class SignUp(Base):
    """An account that waits for its mailed link to be used; the link is kept as a hash and
    expires.
    """

    __tablename__ = "sign_ups"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    email: Mapped[str] = mapped_column(String(254))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(12))
    expires_at: Mapped[datetime] = mapped_column(Instant)


class GivenRole(Base):
    """A role that an administrator gave, for the whole city or for one place; ended, never
    deleted.
    """

    __tablename__ = "given_roles"
    __table_args__ = (
        Index(
            # An index of its own, since in a UNIQUE two NULLs are no equals.
            "uq_given_roles_city",
            "person_id",
            "role",
            unique=True,
            sqlite_where=text(FOR_THE_CITY),
            postgresql_where=text(FOR_THE_CITY),
        ),
        Index(
            "uq_given_roles_place",
            "person_id",
            "role",
            "place_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"), index=True)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    given_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

    person: Mapped[Person] = relationship(back_populates="roles", foreign_keys=[person_id])


class Invitation(Base):
    """A colleague asked by mail to hold a role, who has it once they follow the mailed link."""

    __tablename__ = "invitations"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    name: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(12))
    role: Mapped[str] = mapped_column(String(20))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    invited_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    accepted_at: Mapped[datetime | None] = mapped_column(Instant)

    @property
    def person_id(self) -> None:
        """Answer the outbox and the permission facts: it is about nobody who has an account."""
        return None


class Residency(Base):
    """A claim to live in a place, with a method, an evidence note, a decider and an
    expiry.
    """

    __tablename__ = "residencies"
    __table_args__ = (
        CheckConstraint("state IN ('asked', 'confirmed', 'refused', 'ended')", name="state"),
        CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> person_id", name="not_by_oneself"
        ),
        # The note may describe somebody's papers; not even a service with a fault keeps it.
        CheckConstraint("state <> 'confirmed' OR evidence_note = ''", name="evidence_deleted"),
        Index(
            "uq_residencies_asked",
            "person_id",
            unique=True,
            sqlite_where=text("state = 'asked'"),
            postgresql_where=text("state = 'asked'"),
        ),
        Index(
            # One at a time: where somebody lives decides in which round they vote.
            "uq_residencies_confirmed",
            "person_id",
            unique=True,
            sqlite_where=text("state = 'confirmed'"),
            postgresql_where=text("state = 'confirmed'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"), index=True)
    method: Mapped[str] = mapped_column(String(20))
    evidence_note: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[str] = mapped_column(String(12), default=ClaimState.ASKED)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(String(500), default="")
    expires_at: Mapped[datetime | None] = mapped_column(Instant)

    person: Mapped[Person] = relationship(back_populates="residencies", foreign_keys=[person_id])


class MailedLink(Base):
    """A one-time link sent by mail, kept as a hash; it expires and works once."""

    __tablename__ = "mailed_links"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class JoinCode(Base):
    """A code, in a link or on a card, by which somebody joins those who write or speak for one
    thing; it is kept as a hash, expires and works once.
    """

    __tablename__ = "join_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    #: What one joins, as `ThingRef` writes it.
    thing: Mapped[str] = mapped_column(String(40), index=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class Attempt(Base):
    """A counted attempt at a secret, by account or by network address; the key is a keyed hash of
    either.
    """

    __tablename__ = "tries"
    __table_args__ = (Index(None, "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Instant)
