"""Tables of projects: categories, projects, cost lines, every version of a text, reviews."""

from datetime import datetime
from typing import TypedDict

from sqlalchemy import (
    JSON,
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
from neighbourhood.database.columns import FOLDED_TEXT, Instant, MinorUnits, Texts
from neighbourhood.folding import folded
from neighbourhood.people.models import Person
from neighbourhood.projects.rules import SEARCHED, Carrier, ProjectState, is_public
from neighbourhood.rounds.models import ProjectFunding, Round


class Category(Base):
    """A kind of project, named in the city's languages."""

    __tablename__ = "categories"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[dict[str, str]] = mapped_column(Texts)
    position: Mapped[int] = mapped_column(default=0)
    # Only for the categories of a recounted file: they stay with its edition.
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("editions.id"), index=True)


class Project(Base):
    """A project from its first sentence to the ballot."""

    __tablename__ = "projects"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        UniqueConstraint("round_id", "reference"),
        # A form sent twice at the same moment makes one project.
        UniqueConstraint("author_id", "submission_key"),
        CheckConstraint(
            "state IN ('draft', 'submitted', 'asked_back', 'feasible', 'not_feasible', "
            "'withdrawn')",
            name="state",
        ),
        CheckConstraint("cost >= 0", name="cost"),
        CheckConstraint("carried_by IN ('resident', 'group', 'organisation')", name="carried_by"),
        Index(None, "round_id", "state"),
        # Special rules name a project together with its round.
        Index(None, "id", "round_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    number: Mapped[int]
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
    # The sum of its lines, corrected ones as corrected, so that lists can be ordered by it.
    cost: Mapped[int] = mapped_column(MinorUnits, default=0)
    # Empty once the account is erased, and for a project from a file.
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    carried_by: Mapped[str] = mapped_column(String(20), default=Carrier.RESIDENT)
    carrier_name: Mapped[str] = mapped_column(String(120), default="")
    submission_key: Mapped[str | None] = mapped_column(String(64))
    # Goes up with each change of the text; a form sends back the one that its author has read.
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(Instant)
    submitted_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawal_reason: Mapped[str] = mapped_column(String(500), default="")
    search_text: Mapped[str] = mapped_column(FOLDED_TEXT, default="", deferred=True)
    is_invented: Mapped[bool] = mapped_column(default=False)

    round: Mapped[Round] = relationship()
    category: Mapped[Category | None] = relationship()
    author: Mapped[Person | None] = relationship()
    cost_lines: Mapped[list["CostLine"]] = relationship(
        back_populates="project", order_by="CostLine.position", cascade="all, delete-orphan"
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
    def place_id(self) -> int:
        """Return the place of its round."""
        return self.round.place_id

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
def _keep_search_text(_mapper: object, _connection: object, project: Project) -> None:
    # Whoever writes a project, the list finds it. Only where a searched field has changed: reading
    # the others here would fetch the deferred texts again for every change of state.
    state = inspect(project)
    if any(state.attrs[name].history.has_changes() for name in SEARCHED):
        # Each on a line of its own, so that no word reaches from one into the next.
        project.search_text = "\n".join(folded(getattr(project, name) or "") for name in SEARCHED)


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


class PlainCost(TypedDict):
    """A line of the costs as a kept version holds it."""

    label: str
    amount: int


class PlainVersion(TypedDict, total=False):
    """A project's text as it is kept: the fields of Content, and the category by its names as they
    were. A version from before a field was there lacks it.
    """

    title: str
    language: str
    summary: str
    description: str
    category_id: int | None
    category: dict[str, str]
    place: str
    latitude: float | None
    longitude: float | None
    carried_by: str
    carrier_name: str
    costs: list[PlainCost]


class ProjectVersion(Base):
    """A project's text as it once stood; nobody may change or delete it."""

    __tablename__ = "project_versions"
    __table_args__ = (UniqueConstraint("project_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    number: Mapped[int]
    content: Mapped[PlainVersion] = mapped_column(JSON)
    changed_by_id: Mapped[int | None]
    changed_at: Mapped[datetime] = mapped_column(Instant)


class Review(Base):
    """A department's verdict on a project with its public reason; the newest one counts."""

    __tablename__ = "reviews"
    __table_args__ = (
        CheckConstraint("verdict IN ('feasible', 'not_feasible', 'asked_back')", name="verdict"),
        CheckConstraint("verdict = 'feasible' OR reason <> ''", name="reason"),
        CheckConstraint("(verdict = 'asked_back') = (answer_by IS NOT NULL)", name="answer_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    verdict: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(2000))
    language: Mapped[str] = mapped_column(String(12))
    department: Mapped[str] = mapped_column(String(120), default="")
    reviewer_id: Mapped[int | None]
    reviewed_at: Mapped[datetime] = mapped_column(Instant)
    # Empty while the round holds its verdicts back: only those who review read it, and nothing of
    # the project has changed yet.
    released_at: Mapped[datetime | None] = mapped_column(Instant)
    # Exclusive: until when the author may change what was asked back.
    answer_by: Mapped[datetime | None] = mapped_column(Instant)
    # The text that the reviewer read, None for verdicts from before it was noted.
    project_version: Mapped[int | None]
    # {position: (amount, reason)}, put onto the cost lines when the verdict is released.
    held_corrections: Mapped[dict[str, tuple[int, str]]] = mapped_column(JSON, default=dict)
    # When the author was reminded of the date; once for each question.
    reminded_at: Mapped[datetime | None] = mapped_column(Instant)

    project: Mapped[Project] = relationship()


class Appeal(Base):
    """The one appeal that an author may make against a refusal, decided by a verdict of somebody
    else.
    """

    __tablename__ = "appeals"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="reason"),
        CheckConstraint("decision_id IS NULL OR decision_id > review_id", name="later"),
    )

    # A project is appealed once, so its number names the appeal.
    project_id: Mapped[int] = mapped_column(
        ForeignKey("projects.id"), primary_key=True, autoincrement=False
    )
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"))
    reason: Mapped[str] = mapped_column(String(2000))
    language: Mapped[str] = mapped_column(String(12))
    made_at: Mapped[datetime] = mapped_column(Instant)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("reviews.id"))

    project: Mapped[Project] = relationship(back_populates="appeal")
    review: Mapped[Review] = relationship(foreign_keys=[review_id])
    decision: Mapped[Review | None] = relationship(foreign_keys=[decision_id])
