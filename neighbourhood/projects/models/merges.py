"""Tables of merges: which projects shall become one, and what each author says to it."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.database.base import Base
from neighbourhood.database.columns import Instant
from neighbourhood.rounds.models import Round

if TYPE_CHECKING:
    from neighbourhood.projects.models.projects import Project


class Merge(Base):
    """Projects of a round that shall become one, the whole, once all their authors have said yes;
    the others become its parts.
    """

    __tablename__ = "merges"
    __table_args__ = (
        CheckConstraint(
            "outcome IN ('', 'merged', 'refused', 'silent', 'overtaken', 'called_off')",
            name="outcome",
        ),
        CheckConstraint("(outcome = '') = (ended_at IS NULL)", name="ended"),
        CheckConstraint("reason <> ''", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), index=True)
    whole_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    reason: Mapped[str] = mapped_column(String(1000))
    language: Mapped[str] = mapped_column(String(12))
    proposed_by_id: Mapped[int | None]
    proposed_at: Mapped[datetime] = mapped_column(Instant)
    # Exclusive: whoever has said nothing by then has said no.
    answer_by: Mapped[datetime] = mapped_column(Instant)
    outcome: Mapped[str] = mapped_column(String(12), default="")
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

    round: Mapped[Round] = relationship()
    whole: Mapped["Project"] = relationship()
    members: Mapped[list["MergeMember"]] = relationship(
        order_by="MergeMember.project_id", cascade="all, delete-orphan"
    )
    consents: Mapped[list["MergeConsent"]] = relationship(
        order_by="MergeConsent.id", cascade="all, delete-orphan"
    )

    @property
    def is_open(self) -> bool:
        """Say whether authors are still asked."""
        return self.outcome == ""

    @property
    def projects(self) -> tuple["Project", ...]:
        """Return the whole, then what becomes its parts."""
        return (self.whole, *self.parts)

    @property
    def parts(self) -> tuple["Project", ...]:
        """Return what becomes a part of the whole."""
        return tuple(one.project for one in self.members if one.project_id != self.whole_id)

    @property
    def author_ids(self) -> tuple[int, ...]:
        """Return the numbers of all who write one of its projects."""
        return tuple(dict.fromkeys(i for project in self.projects for i in project.author_ids))

    @property
    def place_id(self) -> int:
        """Return the place of its round."""
        return self.round.place_id


class MergeMember(Base):
    """A project of a merge; while authors are asked, a project stands in one merge only."""

    __tablename__ = "merge_members"
    __table_args__ = (
        CheckConstraint("open_id IS NULL OR open_id = project_id", name="open"),
        UniqueConstraint("open_id"),
    )

    merge_id: Mapped[int] = mapped_column(ForeignKey("merges.id"), primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True, index=True)
    # The project once more while the merge is open, else nothing.
    open_id: Mapped[int | None]

    project: Mapped["Project"] = relationship()


class MergeConsent(Base):
    """What an author says to a merge; for a project that an officer entered, what its author has
    told an officer.
    """

    __tablename__ = "merge_consents"
    __table_args__ = (
        UniqueConstraint("merge_id", "person_id"),
        UniqueConstraint("merge_id", "project_id"),
        CheckConstraint("(person_id IS NULL) <> (project_id IS NULL)", name="who"),
        CheckConstraint("(is_yes IS NULL) = (answered_at IS NULL)", name="answered"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    merge_id: Mapped[int] = mapped_column(ForeignKey("merges.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    # Only where its author has no account.
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"))
    is_yes: Mapped[bool | None]
    note: Mapped[str] = mapped_column(String(300), default="")
    answered_by_id: Mapped[int | None]
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
