"""Tables of projects and of the lines of their costs."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    event,
    inspect,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from neighbourhood.database.base import Base
from neighbourhood.database.columns import FOLDED_TEXT, Instant, MinorUnits
from neighbourhood.folding import folded
from neighbourhood.organisations.models import Organisation
from neighbourhood.people.models import Person
from neighbourhood.projects.models.authors import ProjectAuthor
from neighbourhood.projects.models.categories import Category
from neighbourhood.projects.models.pictures import ProjectDocument, ProjectPicture
from neighbourhood.projects.models.reviews import Appeal, Review
from neighbourhood.projects.rules import SEARCHED, CarriedOutBy, Carrier, ProjectState, is_public
from neighbourhood.rounds.models import ProjectFunding, Round

#: Above every number that is drawn.
NOT_DRAWN = 1_000_000_000
#: What lists of projects are narrowed by, and what names them, as their indexes hold it.
NARROWED = (
    *(
        "submitted_at",
        "state",
        "category_id",
        "language",
        "carried_by",
        "latitude",
        "part_id",
        "id",
    ),
    "cost",
)


class Project(Base):
    """A project from its first sentence to the ballot."""

    __tablename__ = "projects"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        UniqueConstraint("round_id", "reference"),
        UniqueConstraint("round_id", "list_number"),
        # A form sent twice at the same moment makes one project.
        UniqueConstraint("author_id", "submission_key"),
        CheckConstraint(
            "state IN ('draft', 'submitted', 'asked_back', 'feasible', 'not_feasible', "
            "'withdrawn', 'merged', 'not_shortlisted')",
            name="state",
        ),
        # The same for an officer who enters what others dictate.
        UniqueConstraint("entered_by_id", "submission_key"),
        CheckConstraint("cost >= 0", name="cost"),
        CheckConstraint("(state = 'merged') = (merged_into_id IS NOT NULL)", name="merged"),
        CheckConstraint("entered_by_id IS NULL OR author_id IS NULL", name="entered"),
        CheckConstraint("upkeep >= 0", name="upkeep"),
        CheckConstraint(
            "carried_out_by IN ('city', 'organisation', 'group')", name="carried_out_by"
        ),
        CheckConstraint(
            "(carried_out_by = 'city') = (host_organisation_id IS NULL)", name="host_carries"
        ),
        CheckConstraint("carried_by IN ('resident', 'group', 'organisation')", name="carried_by"),
        Index(None, "round_id", "state"),
        # Lists go through one of these and read only the twenty projects they show: an order, and
        # behind it whatever a list is narrowed by.
        Index("ix_projects_by_number", "round_id", "order_number", *NARROWED),
        Index("ix_projects_by_time", "round_id", "submitted_at", "order_number", *NARROWED[1:]),
        Index("ix_projects_by_cost", "round_id", "cost", "order_number", *NARROWED[:-1]),
        Index("ix_projects_by_title", "round_id", "sort_title", "order_number", *NARROWED),
        Index(None, "round_id", "language"),
        # Special rules name a project together with its round.
        Index(None, "id", "round_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    number: Mapped[int]
    # Drawn when the list was closed, for what can be carried out; what is shown from then on, while
    # addresses and ballots keep the first number.
    list_number: Mapped[int | None]
    # The whole, for a project that became a part of another one.
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"), index=True)
    # What rules and results call it: its number, or the id that a recounted file gives it.
    reference: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(20), default=ProjectState.DRAFT)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(String(300), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(12))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"))
    place: Mapped[str] = mapped_column(String(200), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    # The place below that of its round in which its point lies, so that the list of a whole city
    # can be narrowed to one of its neighbourhoods.
    part_id: Mapped[int | None] = mapped_column(ForeignKey("places.id", ondelete="SET NULL"))
    # The sum of its lines, corrected ones as corrected, so that lists can be ordered by it.
    cost: Mapped[int] = mapped_column(MinorUnits, default=0)
    # What it costs each year afterwards; never a part of `cost`, since the fund does not pay it.
    upkeep: Mapped[int | None] = mapped_column(MinorUnits)
    upkeep_note: Mapped[str] = mapped_column(String(300), default="", server_default="")
    # Empty once the account is erased, and for a project from a file.
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    # The officer who entered what somebody without an account dictated, and what that person wants
    # to be called: nothing, or a name of their choice.
    entered_by_id: Mapped[int | None]
    author_name: Mapped[str] = mapped_column(String(120), default="")
    #: Whether everybody may read the first author's name; those of the others stand with them.
    is_author_named: Mapped[bool] = mapped_column(default=True)
    carried_by: Mapped[str] = mapped_column(String(20), default=Carrier.RESIDENT)
    carrier_name: Mapped[str] = mapped_column(String(120), default="")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    carried_out_by: Mapped[str] = mapped_column(String(20), default=CarriedOutBy.CITY)
    host_organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisations.id"), index=True
    )
    #: The host's name as it was when it was named, for lists, and for when it has ended.
    host_name: Mapped[str] = mapped_column(String(120), default="")
    submission_key: Mapped[str | None] = mapped_column(String(64))
    # Goes up with each change of the text; a form sends back the one that its author has read.
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(Instant)
    submitted_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawal_reason: Mapped[str] = mapped_column(String(500), default="")
    search_text: Mapped[str] = mapped_column(FOLDED_TEXT, default="", deferred=True)
    # The number that is shown as lists are ordered by it: what has none drawn stands behind.
    order_number: Mapped[int] = mapped_column(default=0, deferred=True)
    # The title as lists are ordered by it.
    sort_title: Mapped[str] = mapped_column(FOLDED_TEXT, default="", deferred=True)
    is_invented: Mapped[bool] = mapped_column(default=False)

    organisation: Mapped[Organisation | None] = relationship(foreign_keys=[organisation_id])
    host: Mapped[Organisation | None] = relationship(foreign_keys=[host_organisation_id])
    round: Mapped[Round] = relationship()
    category: Mapped[Category | None] = relationship()
    author: Mapped[Person | None] = relationship()
    #: Those who accepted to write it with the first author, in the order in which they did.
    co_authors: Mapped[list[ProjectAuthor]] = relationship(
        order_by=lambda: (ProjectAuthor.joined_at, ProjectAuthor.person_id),
        cascade="all, delete-orphan",
    )
    cost_lines: Mapped[list["CostLine"]] = relationship(
        back_populates="project", order_by="CostLine.position", cascade="all, delete-orphan"
    )
    pictures: Mapped[list[ProjectPicture]] = relationship(
        back_populates="project", order_by="ProjectPicture.position", cascade="all, delete-orphan"
    )
    #: The first picture alone, for lists.
    cover: Mapped[ProjectPicture | None] = relationship(
        primaryjoin=("and_(ProjectPicture.project_id == Project.id, ProjectPicture.position == 1)"),
        uselist=False,
        viewonly=True,
    )
    documents: Mapped[list[ProjectDocument]] = relationship(
        back_populates="project", order_by="ProjectDocument.position", cascade="all, delete-orphan"
    )
    funding: Mapped[ProjectFunding | None] = relationship(viewonly=True, uselist=False)
    #: What is released, the newest last. What is held back stands apart, so that no page, file or
    #: mail can show it by mistake.
    reviews: Mapped[list["Review"]] = relationship(
        primaryjoin="and_(Review.project_id == Project.id, Review.released_at.is_not(None))",
        order_by="Review.id",
        viewonly=True,
    )
    held_review: Mapped["Review | None"] = relationship(
        primaryjoin="and_(Review.project_id == Project.id, Review.released_at.is_(None))",
        uselist=False,
        viewonly=True,
    )
    appeal: Mapped["Appeal | None"] = relationship(back_populates="project")

    @property
    def is_public(self) -> bool:
        """Say whether everybody may read it."""
        return is_public(self.state, self.submitted_at)

    @property
    def shown_number(self) -> int:
        """Return the number that people read: the drawn one, where there is one."""
        return self.list_number or self.number

    @property
    def place_id(self) -> int:
        """Return the place of its round."""
        return self.round.place_id

    @property
    def author_ids(self) -> tuple[int, ...]:
        """Return the numbers of all who write it, the first author first; none where it came from
        a file or all their accounts are gone.
        """
        first = () if self.author_id is None else (self.author_id,)
        return (*first, *(one.person_id for one in self.co_authors))

    @property
    def authors(self) -> tuple[Person, ...]:
        """Return all who write it, in the order of `author_ids`."""
        first = () if self.author is None else (self.author,)
        return (*first, *(one.person for one in self.co_authors))

    @property
    def is_dictated(self) -> bool:
        """Say whether an officer entered it for somebody without an account."""
        return self.entered_by_id is not None

    @property
    def member_ids(self) -> tuple[int, ...]:
        """Return the numbers of those who speak for the organisation that proposes it or carries it
        out.
        """
        behind = (self.organisation, self.host)
        return tuple(number for one in behind if one for number in one.member_ids)

    @property
    def answer_by(self) -> datetime | None:
        """Return before which instant its author may answer, None where nothing is asked."""
        if self.state != ProjectState.ASKED_BACK or not self.reviews:
            return None
        return self.reviews[-1].answer_by

    @property
    def open_appeal(self) -> "Appeal | None":
        """Return the appeal that waits for a decision."""
        return self.appeal if self.appeal and self.appeal.decision_id is None else None


@event.listens_for(Project, "before_insert")
@event.listens_for(Project, "before_update")
def _keep_orders(_mapper: object, _connection: object, project: Project) -> None:
    changed = inspect(project).attrs
    if changed.number.history.has_changes() or changed.list_number.history.has_changes():
        project.order_number = project.list_number or NOT_DRAWN + project.number


@event.listens_for(Project, "before_insert")
@event.listens_for(Project, "before_update")
def _keep_search_text(_mapper: object, _connection: object, project: Project) -> None:
    # Whoever writes a project, the list finds it. Only where a searched field has changed: reading
    # the others here would fetch the deferred texts again for every change of state.
    state = inspect(project)
    if any(state.attrs[name].history.has_changes() for name in SEARCHED):
        # Each on a line of its own, so that no word reaches from one into the next.
        project.search_text = "\n".join(folded(getattr(project, name) or "") for name in SEARCHED)
        project.sort_title = folded(project.title)


class CostLine(Base):
    """One line of a project's cost: what the author wrote and, where a reviewer corrected it, the
    correction and why.
    """

    __tablename__ = "cost_lines"
    __table_args__ = (
        UniqueConstraint("project_id", "position"),
        CheckConstraint(
            "amount >= 0 AND (corrected_amount IS NULL OR corrected_amount >= 0)", name="amount"
        ),
        CheckConstraint("corrected_amount IS NULL OR correction_reason <> ''", name="correction"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    position: Mapped[int]
    label: Mapped[str] = mapped_column(String(120))
    amount: Mapped[int] = mapped_column(MinorUnits)
    corrected_amount: Mapped[int | None] = mapped_column(MinorUnits)
    correction_reason: Mapped[str] = mapped_column(String(300), default="")

    project: Mapped[Project] = relationship(back_populates="cost_lines")

    @property
    def counted_amount(self) -> int:
        """Return what counts, in minor units: the correction where there is one."""
        return self.amount if self.corrected_amount is None else self.corrected_amount
