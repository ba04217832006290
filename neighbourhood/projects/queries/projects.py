"""Questions about projects and categories."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    exists,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session, contains_eager, defer, joinedload, selectinload

from neighbourhood.database.locks import exclusive
from neighbourhood.projects.models import (
    Appeal,
    PlainVersion,
    Project,
    ProjectAuthor,
    ProjectVersion,
    Review,
)
from neighbourhood.projects.queries.authors import is_written_by
from neighbourhood.projects.rules import HIDDEN_STATES, ProjectState
from neighbourhood.refusals import NotFound
from neighbourhood.rounds.models import (
    Phase,
    ProjectFunding,
    Round,
)
from neighbourhood.rounds.queries import goes_on, has_shortlist_to_come, lock_round

#: As people read the list: by the drawn number where there is one, else by the first.
BY_NUMBER = (Project.order_number,)


def listed() -> Select[Project]:
    """Return the question for projects as lists show them, without their descriptions."""
    return select(Project).options(
        joinedload(Project.category), joinedload(Project.cover), defer(Project.description)
    )


def is_for_everybody() -> ColumnElement[bool]:
    """Return the condition under which everybody may read a project."""
    # The same as `rules.is_public`, where the database must count and cut pages. Said by what is
    # left out: by the states let in, SQLite would go through their index and not through that of
    # the order.
    return and_(
        Project.state.not_in(HIDDEN_STATES),
        (Project.state != ProjectState.WITHDRAWN) | Project.submitted_at.is_not(None),
    )


def _whole() -> Select[Project]:
    # Lists of things in questions of their own: joined together they would multiply each other.
    around = joinedload(Project.round)
    return select(Project).options(
        around.joinedload(Round.edition),
        around.joinedload(Round.place),
        around.joinedload(Round.fund),
        around.selectinload(Round.phases),
        joinedload(Project.category),
        joinedload(Project.author),
        # A few at most, so this one is joined; a project's page stays within its questions.
        joinedload(Project.co_authors).joinedload(ProjectAuthor.person),
        joinedload(Project.funding),
        selectinload(Project.cost_lines),
        joinedload(Project.cover),
        selectinload(Project.pictures),
        # Three at the most, and mostly none.
        joinedload(Project.documents),
        selectinload(Project.reviews),
        joinedload(Project.appeal).joinedload(Appeal.review),
    )


def project_by_number(session: Session, slug: str, number: int) -> Project:
    """Return a project of the round with this slug, with everything its page shows; raises
    NotFound.
    """
    # The id of its round first, for only so the unique index finds it: asked whether there is a
    # round with this slug, SQLite reads all projects of all rounds.
    round_id = select(Round.id).where(Round.slug == slug).scalar_subquery()
    question = _whole().where(Project.round_id == round_id, Project.number == number)
    project = session.scalars(question).unique().one_or_none()
    if project is None:
        raise NotFound
    return project


def project_by_id(session: Session, project_id: int) -> Project:
    """Return a project like `project_by_number`, by its id, with the verdict that is held back;
    raises NotFound.
    """
    whole = _whole().options(joinedload(Project.held_review))
    project = session.scalars(whole.where(Project.id == project_id)).unique().one_or_none()
    if project is None:
        raise NotFound
    return project


def ballot_projects(session: Session, round_id: int) -> Sequence[Project]:
    """Return the projects on a round's ballot in number order, without their descriptions: feasible
    and not funded beforehand.
    """
    question = listed().where(Project.round_id == round_id, _is_on_ballot())
    return session.scalars(question.order_by(*BY_NUMBER)).all()


def _is_on_ballot() -> ColumnElement[bool]:
    return and_(
        Project.state == ProjectState.FEASIBLE,
        ~exists().where(ProjectFunding.project_id == Project.id),
    )


def ballot_ids(session: Session, round_id: int) -> Sequence[int]:
    """Return the ids of the projects on a round's ballot in number order; read from an index
    alone.
    """
    question = select(Project.id).where(Project.round_id == round_id, _is_on_ballot())
    return session.scalars(question.order_by(*BY_NUMBER)).all()


def projects_by_ids(session: Session, ids: Collection[int]) -> Sequence[Project]:
    """Return these projects in number order, without their descriptions."""
    question = listed().where(Project.id.in_(ids)).order_by(Project.number)
    return session.scalars(question).all()


def projects_in_state(
    session: Session, round_id: int, states: Collection[str]
) -> Sequence[Project]:
    """Return a round's projects in these states in number order, without their descriptions, read
    afresh.
    """
    question = (
        listed().where(Project.round_id == round_id, Project.state.in_(states)).order_by(*BY_NUMBER)
    )
    return session.scalars(question.execution_options(populate_existing=True)).all()


def paid_elsewhere() -> ColumnElement[bool]:
    """Return the condition that somebody else than the fund pays for a project, so that this round
    has nothing to decide on it.
    """
    return exists().where(ProjectFunding.project_id == Project.id, ProjectFunding.payer != "")


def decided_by_round() -> ColumnElement[bool]:
    """Return the condition that a round decides on a project: it can be carried out, and nobody
    else than the fund pays for it.
    """
    return and_(Project.state == ProjectState.FEASIBLE, ~paid_elsewhere())


def projects_paid_elsewhere(session: Session, round_id: int) -> Sequence[tuple[Project, str]]:
    """Return a round's feasible projects that somebody else pays for, each with who does, in number
    order.
    """
    paid = (
        listed()
        .add_columns(ProjectFunding.payer)
        .join(ProjectFunding, ProjectFunding.project_id == Project.id)
    )
    question = paid.where(
        Project.round_id == round_id,
        Project.state == ProjectState.FEASIBLE,
        ProjectFunding.payer != "",
    ).order_by(Project.number)
    return [(project, payer) for project, payer in session.execute(question)]


def ids_by_reference(session: Session, round_id: int) -> dict[str, int]:
    """Return {reference: id} of all projects of a round."""
    rows = session.execute(
        select(Project.reference, Project.id).where(Project.round_id == round_id)
    ).all()
    return {row.reference: row.id for row in rows}


def projects_to_freeze(session: Session, round_id: int) -> Sequence[Project]:
    """Return the projects a round decides on, in number order with their whole texts, read afresh
    for the frozen rules.
    """
    whole = (
        select(Project)
        .options(joinedload(Project.category))
        .execution_options(populate_existing=True)
    )
    return session.scalars(
        whole.where(Project.round_id == round_id, decided_by_round()).order_by(Project.number)
    ).all()


def _with_round() -> Select[Project]:
    around = contains_eager(Project.round)
    return (
        listed()
        .join(Project.round)
        .options(around.joinedload(Round.place), around.joinedload(Round.edition))
    )


def projects_waiting_for_review(
    session: Session, *, now: datetime, limit: int = 100
) -> Sequence[Project]:
    """Return handed-in projects that can be judged at `now`, with their rounds, the longest waiting
    first.
    """
    # Limited: a desk works from the top, and nobody reads a list of thousands.
    waiting = _with_round().where(can_be_judged(now))
    return session.scalars(waiting.order_by(Project.submitted_at, Project.id).limit(limit)).all()


def waiting_for_review(
    session: Session, *, now: datetime, reviewer_id: int | None = None
) -> tuple[int, datetime | None]:
    """Return how many projects wait for a verdict of this reviewer, and since when the first of
    them.
    """
    counted = select(func.count(Project.id), func.min(Project.submitted_at)).join(Project.round)
    number, since = session.execute(counted.where(can_be_judged(now, reviewer_id))).one()
    return number, since


def can_be_judged(now: datetime, reviewer_id: int | None = None) -> ColumnElement[bool]:
    """Return the condition that a project, whose round is asked for too, waits for a verdict: an
    appeal for one of somebody else than the reviewer who gave the refusal.
    """
    # A round without a phase of review can be judged at once, so the question is not whether it has
    # begun but whether it is still ahead.
    still_ahead = exists().where(
        Phase.round_id == Round.id, Phase.kind == "review", Phase.starts_at > now
    )
    return and_(
        or_(
            Project.state == ProjectState.SUBMITTED,
            has_open_appeal(not_against_id=reviewer_id),
            and_(Project.state == ProjectState.ASKED_BACK, ~may_be_answered(now)),
        ),
        ~has_held_verdict(),
        Round.opened_at.is_(None),
        ~still_ahead,
        ~has_shortlist_to_come(),
        goes_on(now),
    )


def has_open_appeal(*, not_against_id: int | None = None) -> ColumnElement[bool]:
    """Return the condition that a project's refusal was appealed and nobody has decided; if asked,
    that it was not this reviewer's.
    """
    question = exists().where(Appeal.project_id == Project.id, Appeal.decision_id.is_(None))
    if not_against_id is None:
        return question
    return question.where(
        Appeal.review_id == Review.id, Review.reviewer_id.is_distinct_from(not_against_id)
    )


def has_held_verdict() -> ColumnElement[bool]:
    """Return the condition that a verdict on a project waits to be released."""
    return exists().where(Review.project_id == Project.id, Review.released_at.is_(None))


def may_be_answered(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a project's author was asked something and has time left."""
    newest = (
        select(Review.answer_by)
        .where(Review.project_id == Project.id, Review.released_at.is_not(None))
        .order_by(Review.id.desc())
        .limit(1)
        .correlate(Project)
        .scalar_subquery()
    )
    return func.coalesce(newest > now, false())


def my_projects(session: Session, person_id: int) -> Sequence[Project]:
    """Return all projects a person writes, alone or with others, drafts too, with their rounds,
    verdicts and appeals, newest first.
    """
    around = contains_eager(Project.round)
    # Joined, although phases and verdicts multiply each other: they are few, and the home page of
    # everybody asks this.
    question = _with_round().options(
        around.joinedload(Round.phases),
        joinedload(Project.funding),
        joinedload(Project.appeal),
        joinedload(Project.reviews),
    )
    own = question.where(is_written_by(person_id)).order_by(Project.id.desc())
    return session.scalars(own).unique().all()


def project_at_hand(session: Session, project_id: int) -> Project:
    """Return a project by its number, without asking again where the request has loaded it; raises
    NotFound.
    """
    project = session.get(Project, project_id)
    if project is None:
        raise NotFound
    return project


def history(session: Session, project: Project) -> Sequence[ProjectVersion]:
    """Return every kept version of a project's text, oldest first."""
    question = select(ProjectVersion).where(ProjectVersion.project_id == project.id)
    return session.scalars(question.order_by(ProjectVersion.number)).all()


def contents_of_versions(
    session: Session, project: Project, numbers: Iterable[int]
) -> dict[int, PlainVersion]:
    """Return what stood in these versions of a project: {number of the version: its content}."""
    question = select(ProjectVersion).where(
        ProjectVersion.project_id == project.id, ProjectVersion.number.in_(set(numbers))
    )
    return {version.number: version.content for version in session.scalars(question)}


def draft_by_key(session: Session, author_id: int | None, submission_key: str) -> Project | None:
    """Return what an author's form with this key has already made, or None."""
    return session.scalar(
        select(Project).where(
            Project.author_id == author_id, Project.submission_key == submission_key
        )
    )


def next_number(session: Session, round_id: int) -> int:
    """Return the number of the round's next project; the caller holds the round."""
    # Numbers are never given twice: a project that was taken back keeps its own.
    return (
        session.scalar(select(func.max(Project.number)).where(Project.round_id == round_id)) or 0
    ) + 1


def lock_project(session: Session, project: Project) -> None:
    """Hold the round, shared, and the project until the transaction ends, and read afresh what
    others may have changed.
    """
    # The round before the project, as everywhere. Shared, so that authors do not wait for each
    # other, while opening the vote, which takes the round alone, waits for all of them.
    lock_round(session, project.round, shared=True)
    question = (
        select(Project)
        .where(Project.id == project.id)
        .options(
            selectinload(Project.category),
            selectinload(Project.co_authors),
            selectinload(Project.cost_lines),
            selectinload(Project.pictures),
            selectinload(Project.documents),
            selectinload(Project.reviews),
            selectinload(Project.held_review),
            selectinload(Project.appeal),
        )
    )
    session.scalars(exclusive(question)).one()
