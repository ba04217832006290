"""Questions about merges: those of a project, those that wait for somebody, those that are over."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session, contains_eager, defer, joinedload, selectinload

from neighbourhood.projects.models import Merge, MergeConsent, MergeMember, Project, ProjectAuthor
from neighbourhood.projects.queries.projects import is_for_everybody
from neighbourhood.projects.rules import HOPEFUL_STATES, MergeOutcome
from neighbourhood.refusals import NotFound
from neighbourhood.rounds.models import Round


def _whole_merge() -> Select[Merge]:
    project = selectinload(Merge.members).joinedload(MergeMember.project)
    around = contains_eager(Merge.round)
    return (
        select(Merge)
        .join(Merge.round)
        .options(
            around.joinedload(Round.place),
            around.selectinload(Round.phases),
            joinedload(Merge.whole).selectinload(Project.co_authors),
            project.selectinload(Project.co_authors),
            selectinload(Merge.consents),
        )
    )


def merge_by_id(session: Session, merge_id: int) -> Merge:
    """Return a merge with its projects and what their authors have said; raises NotFound."""
    merge = session.scalar(_whole_merge().where(Merge.id == merge_id))
    if merge is None:
        raise NotFound
    return merge


def hold_merge(session: Session, merge: Merge) -> None:
    """Read a merge and its projects afresh, for whoever holds the round alone."""
    question = _whole_merge().where(Merge.id == merge.id)
    session.scalars(question.execution_options(populate_existing=True)).one()
    for project in merge.projects:
        fresh_project(session, project)


def fresh_project(session: Session, project: Project) -> None:
    """Read afresh what others may have changed of a project, for whoever holds the round alone."""
    names = ["state", "reviews", "held_review", "co_authors", "author_id", "funding"]
    session.refresh(project, names)


def open_merge_of(session: Session, project_id: int) -> Merge | None:
    """Return the merge in which the authors of a project are asked now, if any."""
    member = exists().where(MergeMember.merge_id == Merge.id, MergeMember.open_id == project_id)
    return session.scalar(_whole_merge().where(member))


def open_merges_of_round(session: Session, round_id: int) -> Sequence[Merge]:
    """Return the merges of a round in which authors are asked now, the oldest first."""
    question = _whole_merge().where(Merge.round_id == round_id, Merge.outcome == "")
    return session.scalars(question.order_by(Merge.id)).unique().all()


class MergeAsked(NamedTuple):
    """A merge that waits for somebody: its number, the round's address, what the whole is called
    and until when answers count.
    """

    id: int
    slug: str
    title: str
    answer_by: datetime


def open_merges_for(session: Session, person_id: int) -> Sequence[MergeAsked]:
    """Return the open merges of projects that a person writes and to which they have not answered,
    the nearest date first.
    """
    is_mine = or_(
        Project.author_id == person_id,
        exists().where(
            ProjectAuthor.project_id == Project.id, ProjectAuthor.person_id == person_id
        ),
    )
    # Apart from the whole, which the question has beside the merge.
    mine = select(MergeMember.merge_id).join(Project, Project.id == MergeMember.project_id)
    asked = Merge.id.in_(mine.where(is_mine))
    answered = exists().where(
        MergeConsent.merge_id == Merge.id,
        MergeConsent.person_id == person_id,
        MergeConsent.is_yes.is_not(None),
    )
    question = (
        select(Merge.id, Round.slug, Project.title, Merge.answer_by)
        .join(Merge.round)
        .join(Merge.whole)
        .where(Merge.outcome == "", asked, ~answered)
        .order_by(Merge.answer_by, Merge.id)
    )
    return [MergeAsked(*row) for row in session.execute(question)]


def merges_to_end(session: Session, now: datetime) -> Sequence[int]:
    """Return the numbers of open merges whose date is over, or whose projects or list no longer
    allow them.
    """
    is_lost = exists().where(
        MergeMember.merge_id == Merge.id,
        MergeMember.project_id == Project.id,
        Project.state.not_in(HOPEFUL_STATES),
    )
    question = (
        select(Merge.id)
        .join(Merge.round)
        .where(
            Merge.outcome == "",
            or_(
                Merge.answer_by <= now,
                Round.list_closed_at.is_not(None),
                Round.opened_at.is_not(None),
                is_lost,
            ),
        )
        .order_by(Merge.id)
    )
    return session.scalars(question).all()


def count_open_merges(session: Session, round_id: int) -> int:
    """Return in how many merges of a round authors are asked now."""
    counted = select(func.count(Merge.id)).where(Merge.round_id == round_id, Merge.outcome == "")
    return session.scalar(counted) or 0


class MergeAround(NamedTuple):
    """A merge of a project that was done or is asked now, as the project's page tells of it."""

    id: int
    whole_id: int
    outcome: str
    reason: str
    language: str


def merges_around(session: Session, project_id: int) -> Sequence[MergeAround]:
    """Return the merges of a project that were done or are asked now, the oldest first."""
    member = exists().where(MergeMember.merge_id == Merge.id, MergeMember.project_id == project_id)
    question = (
        select(Merge.id, Merge.whole_id, Merge.outcome, Merge.reason, Merge.language)
        .where(member, Merge.outcome.in_(("", MergeOutcome.MERGED)))
        .order_by(Merge.id)
    )
    return [MergeAround(*row) for row in session.execute(question)]


def merged_with(session: Session, project: Project) -> Sequence[Project]:
    """Return the parts of a project, and the whole of which it is a part, by number."""
    is_near = Project.merged_into_id == project.id
    if project.merged_into_id is not None:
        is_near |= Project.id == project.merged_into_id
    question = select(Project).options(defer(Project.description)).where(is_near)
    return session.scalars(question.order_by(Project.number)).all()


def projects_by_numbers(
    session: Session, round_id: int, numbers: Collection[int]
) -> Sequence[Project]:
    """Return the public projects of a round with these numbers, by number."""
    question = (
        select(Project)
        .options(selectinload(Project.co_authors), joinedload(Project.funding))
        .where(Project.round_id == round_id, Project.number.in_(numbers), is_for_everybody())
        .order_by(Project.number)
    )
    return session.scalars(question).unique().all()


def dictated_merges(session: Session) -> Sequence[Merge]:
    """Return the open merges in which the author of a dictated project has not answered, the
    nearest date first.
    """
    told = exists().where(
        MergeConsent.merge_id == Merge.id,
        MergeConsent.project_id.is_not(None),
        MergeConsent.is_yes.is_(None),
    )
    question = _whole_merge().where(Merge.outcome == "", told)
    return session.scalars(question.order_by(Merge.answer_by, Merge.id)).unique().all()
