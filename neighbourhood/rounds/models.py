"""Tables of rounds: editions, rounds with their bad ends, phases and their moves, funds with their
ledger, special and frozen rules.
"""

from datetime import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.database.base import Base
from neighbourhood.database.columns import Instant, MinorUnits, Texts
from neighbourhood.places.models import LevelColumn, Place
from neighbourhood.places.rules.levels import Level
from neighbourhood.rounds.documents import BallotTerms, FrozenRound, PlainBallot, from_json
from neighbourhood.rounds.rules import DecidedBy, Ending, PublishedBallots, SettledFirst
from neighbourhood.rounds.rules.settings import CountParameters


class BallotColumn(TypeDecorator[BallotTerms]):
    """The kind of ballot and its limits, as JSON, so that no kind needs columns of its own."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: BallotTerms | None, dialect: Dialect) -> PlainBallot | None:
        """Return the terms as plain data."""
        if value is None:
            return None
        return PlainBallot(kind=value.kind, limits=dict(value.limits), blank=value.blank)

    def process_result_value(
        self, value: PlainBallot | None, dialect: Dialect
    ) -> BallotTerms | None:
        """Return the terms from plain data."""
        return None if value is None else BallotTerms(**value)


class Edition(Base):
    """One vote of the city: one scheme, one ballot, one rule for all its rounds."""

    __tablename__ = "editions"
    __table_args__ = (
        CheckConstraint("decided_by IN ('committee', 'vote')", name="decided_by"),
        CheckConstraint("published_ballots IN ('ballots', 'counts')", name="published_ballots"),
        CheckConstraint("settled_first IN ('lower', 'higher')", name="settled_first"),
        CheckConstraint("projects_each > 0", name="projects_each"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[dict[str, str]] = mapped_column(Texts)
    aims: Mapped[dict[str, str]] = mapped_column(Texts)
    scheme: Mapped[str] = mapped_column(String(40))
    decided_by: Mapped[str] = mapped_column(String(12))
    ballot: Mapped[BallotTerms] = mapped_column(BallotColumn)
    rule: Mapped[str] = mapped_column(String(40))
    # Not mutable: a change must set a new value, or it is never written.
    rule_parameters: Mapped[CountParameters] = mapped_column(JSON)
    who_proposes: Mapped[list[str]] = mapped_column(JSON)
    #: How many projects one person may hand in on each list.
    projects_each: Mapped[int] = mapped_column(default=5)
    youngest_voter: Mapped[int | None]
    oldest_voter: Mapped[int | None]
    quorum: Mapped[int | None]
    published_ballots: Mapped[str] = mapped_column(String(10), default=PublishedBallots.BALLOTS)
    source: Mapped[str] = mapped_column(Text, default="")
    is_recount: Mapped[bool] = mapped_column(default=False)
    is_invented: Mapped[bool] = mapped_column(default=False)
    #: Which of its lists are settled first, where it has rounds on several levels.
    settled_first: Mapped[str] = mapped_column(String(8), default=SettledFirst.LOWER)
    created_at: Mapped[datetime] = mapped_column(Instant)
    #: When it was made public; None: a draft that only the desk, and who has its link, can see.
    public_at: Mapped[datetime | None] = mapped_column(Instant)
    preview_token: Mapped[str | None] = mapped_column(String(43), unique=True)

    # Whether an edition still has a round when it is deleted, the database alone knows for sure.
    rounds: Mapped[list["Round"]] = relationship(
        back_populates="edition", order_by="Round.id", passive_deletes="all"
    )

    @hybrid_property
    def is_draft(self) -> bool:
        """Say whether the edition has not been made public."""
        return self.public_at is None

    @is_draft.inplace.expression
    @classmethod
    def _is_draft_expression(cls) -> ColumnElement[bool]:
        return cls.public_at.is_(None)

    @property
    def has_committee(self) -> bool:
        """Say whether a committee decides, with the vote as its advice."""
        return self.decided_by == DecidedBy.COMMITTEE


class Round(Base):
    """One place in an edition: its fund, projects, voters and committee."""

    __tablename__ = "rounds"
    __table_args__ = (
        UniqueConstraint("edition_id", "place_id"),
        # So that a voting right can say on which level it is one.
        UniqueConstraint("id", "edition_id", "level"),
        ForeignKeyConstraint(("place_id", "level"), ("places.id", "places.level")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    place_id: Mapped[int] = mapped_column(index=True)
    level: Mapped[Level] = mapped_column(LevelColumn)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    key_id: Mapped[str | None] = mapped_column(String(32), unique=True)
    key_fingerprint: Mapped[str | None] = mapped_column(String(64))
    first_key_holder_id: Mapped[int | None]
    second_key_holder_id: Mapped[int | None]
    opened_at: Mapped[datetime | None] = mapped_column(Instant)
    sealed_at: Mapped[datetime | None] = mapped_column(Instant)
    sealed_digest: Mapped[str | None] = mapped_column(String(64))
    key_destroyed_at: Mapped[datetime | None] = mapped_column(Instant)
    alarm: Mapped[str] = mapped_column(String(60), default="")
    #: When its short list was made, where it has a phase for one; before that nothing is reviewed.
    shortlisted_at: Mapped[datetime | None] = mapped_column(Instant)
    # Verdicts on its projects wait until all are released together.
    holds_verdicts: Mapped[bool] = mapped_column(default=False)
    # From then on no project changes, and those that can be carried out have numbers drawn from
    # the seed.
    list_closed_at: Mapped[datetime | None] = mapped_column(Instant)
    list_seed: Mapped[str | None] = mapped_column(String(64))
    settling_asked_by_id: Mapped[int | None]

    edition: Mapped[Edition] = relationship(back_populates="rounds")
    place: Mapped[Place] = relationship()
    phases: Mapped[list["Phase"]] = relationship(back_populates="round", order_by="Phase.position")
    fund: Mapped["Fund"] = relationship(back_populates="round")
    frozen: Mapped["FrozenRules | None"] = relationship(back_populates="round")
    #: Its bad end, asked for or confirmed; see `ended_as`.
    # Joined wherever a round is read: whether it goes on is asked on every page of it.
    ending: Mapped["RoundEnding | None"] = relationship(back_populates="round", lazy="joined")

    @property
    def ended_as(self) -> Ending | None:
        """Return how two people have ended the round before its time, if they have."""
        if self.ending is None or self.ending.confirmed_at is None:
            return None
        return Ending(self.ending.kind)

    @property
    def end_reason(self) -> str:
        """Return the public reason of how two people have ended the round, empty before."""
        return self.ending.reason if self.ending and self.ended_as else ""

    @property
    def round_id(self) -> int:
        """Answer the permission facts like everything that stands in a round."""
        return self.id

    @property
    def key_holder_ids(self) -> tuple[int, ...]:
        """Return the numbers of the two people who keep a half of the key each."""
        return tuple(
            i for i in (self.first_key_holder_id, self.second_key_holder_id) if i is not None
        )


class Phase(Base):
    """A stretch of a round; it begins at an instant and ends, exclusively, at another."""

    __tablename__ = "phases"
    __table_args__ = (
        UniqueConstraint("round_id", "kind"),
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    kind: Mapped[str] = mapped_column(String(12))
    position: Mapped[int]
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime | None] = mapped_column(Instant)

    round: Mapped[Round] = relationship(back_populates="phases")


class MovedDate(Base):
    """A phase moved: asked by one, confirmed by another, with a public reason. Once it has begun,
    only its end moves.
    """

    __tablename__ = "moved_dates"
    __table_args__ = (
        CheckConstraint(
            "confirmed_by_id IS NULL OR confirmed_by_id <> asked_by_id", name="two_people"
        ),
        CheckConstraint("new_end IS NULL OR new_end > new_start", name="order"),
        # What was taken back is deleted. Its number must never become that of something else, which
        # a second person would then confirm from an old page without having seen it.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    phase_id: Mapped[int] = mapped_column(ForeignKey("phases.id"), index=True)
    old_start: Mapped[datetime] = mapped_column(Instant)
    new_start: Mapped[datetime] = mapped_column(Instant)
    old_end: Mapped[datetime | None] = mapped_column(Instant)
    new_end: Mapped[datetime | None] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(String(500))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)

    phase: Mapped[Phase] = relationship()


class RoundEnding(Base):
    """The bad end of a round: asked for by one, confirmed by another, with a public reason."""

    __tablename__ = "round_endings"
    __table_args__ = (
        CheckConstraint("kind IN ('not_held', 'cancelled')", name="kind"),
        CheckConstraint(
            "confirmed_by_id IS NULL OR confirmed_by_id <> asked_by_id", name="two_people"
        ),
        # As with moved dates: a number that was once given means one thing for ever.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # A round ends once.
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(1000))
    language: Mapped[str] = mapped_column(String(12))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)

    round: Mapped[Round] = relationship(back_populates="ending")


class Fund(Base):
    """The money of a round; its totals change only together with an entry of its ledger.

    In a draft nothing is granted yet: what the round shall get stands in `draft_amount`, and no
    ledger holds it.
    """

    __tablename__ = "funds"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("allocated >= 0 AND allocated <= amount", name="allocated"),
        CheckConstraint("paid >= 0 AND paid <= allocated", name="paid"),
        CheckConstraint("draft_amount IS NULL OR (draft_amount >= 0 AND amount = 0)", name="draft"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), unique=True)
    amount: Mapped[int] = mapped_column(MinorUnits)
    allocated: Mapped[int] = mapped_column(MinorUnits, default=0)
    paid: Mapped[int] = mapped_column(MinorUnits, default=0)
    draft_amount: Mapped[int | None] = mapped_column(MinorUnits)

    round: Mapped[Round] = relationship(back_populates="fund")
    entries: Mapped[list["FundEntry"]] = relationship(
        back_populates="fund", order_by="FundEntry.id"
    )

    @property
    def planned(self) -> int:
        """Return the money of the round, be it granted or still planned in a draft."""
        return self.amount if self.draft_amount is None else self.draft_amount


class FundEntry(Base):
    """A line of the ledger; nobody may change or delete it."""

    __tablename__ = "fund_entries"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('granted', 'allocated', 'released', 'paid', 'returned')", name="kind"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    fund_id: Mapped[int] = mapped_column(ForeignKey("funds.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    amount: Mapped[int] = mapped_column(MinorUnits)
    subject: Mapped[str] = mapped_column(String(60))
    actor_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(Instant)

    fund: Mapped[Fund] = relationship(back_populates="entries")


class FrozenRules(Base):
    """Everything that may not change once voting opens, as one canonical document with its hash."""

    __tablename__ = "frozen_rules"

    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    document: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    frozen_at: Mapped[datetime] = mapped_column(Instant)

    round: Mapped[Round] = relationship(back_populates="frozen")

    @property
    def rules(self) -> FrozenRound:
        """Return what the document says."""
        return from_json(self.document)


class ExclusiveProject(Base):
    """A project of a group of which one at most can win; the group is numbered within its round."""

    __tablename__ = "conflicting_projects"
    __table_args__ = (
        ForeignKeyConstraint(("project_id", "round_id"), ("projects.id", "projects.round_id")),
        CheckConstraint("number >= 1", name="number"),
    )

    round_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(primary_key=True, index=True)


class CategoryLimit(Base):
    """The most that the chosen projects of a category may cost together in a round."""

    __tablename__ = "category_limits"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    category_id: Mapped[int] = mapped_column(
        ForeignKey("categories.id"), primary_key=True, index=True
    )
    amount: Mapped[int] = mapped_column(MinorUnits)


class ProjectFunding(Base):
    """A project that stands on no ballot: without a payer it wins before the count and is paid from
    the fund first, else it costs it nothing.
    """

    __tablename__ = "projects_funded_beforehand"
    __table_args__ = (
        ForeignKeyConstraint(("project_id", "round_id"), ("projects.id", "projects.round_id")),
    )

    project_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    round_id: Mapped[int] = mapped_column(index=True)
    payer: Mapped[str] = mapped_column(String(120), default="")


class SharedProject(Base):
    """Two projects that are one: it stands on the lists of a lower and of a higher place of an
    edition, and is funded once.
    """

    __tablename__ = "shared_projects"
    __table_args__ = (
        CheckConstraint("lower_id <> higher_id", name="two"),
        # Whoever gives money to the one must find this empty and fills it in; the other gets none.
        CheckConstraint("funded_id IS NULL OR funded_id IN (lower_id, higher_id)", name="funded"),
    )

    lower_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    higher_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True, index=True)
    funded_id: Mapped[int | None]
