"""Questions about the reviewers' queue: what waits, what is near, what is alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import Session, aliased, contains_eager, defer, joinedload, selectinload

from neighbourhood.database.lists import ListChoice, ListQuestion
from neighbourhood.database.search import says_every_word
from neighbourhood.folding import folded
from neighbourhood.people.models import Person
from neighbourhood.projects.models import Category, Project, ProjectAuthor, Review
from neighbourhood.projects.queries.grams import holders_of_stems
from neighbourhood.projects.queries.projects import (
    can_be_judged,
    has_held_verdict,
    has_open_appeal,
    may_be_answered,
)
from neighbourhood.projects.rules import (
    JUDGED_STATES,
    PUBLIC_STATES,
    ProjectState,
    Verdict,
    is_alike,
)
from neighbourhood.projects.rules.similar import MOST_HOLDERS, stems_of
from neighbourhood.rounds.models import Edition, Phase, Round
from neighbourhood.rounds.queries import goes_on, has_shortlist_to_come
from neighbourhood.rounds.rules import PhaseKind


def _end_of_review() -> ColumnElement[Any]:
    end = aliased(Phase)
    return (
        select(end.ends_at)
        .where(end.round_id == Round.id, end.kind == PhaseKind.REVIEW)
        .correlate(Round)
        .scalar_subquery()
    )


#: What `?sort=` may say -> the order it means, after the open appeals.
ORDERS: dict[str, tuple[Any, ...]] = {
    "oldest": (Project.submitted_at.asc(),),
    "due": (_end_of_review().asc(), Project.submitted_at.asc()),
    "dearest": (Project.cost.desc(),),
}


_ROUND = contains_eager(Project.round)
#: What a row shows of what stands around a project.
AROUND = (
    _ROUND.joinedload(Round.place),
    _ROUND.joinedload(Round.edition),
    _ROUND.selectinload(Round.phases),
    joinedload(Project.category),
    joinedload(Project.appeal),
    selectinload(Project.reviews),
    joinedload(Project.held_review),
    defer(Project.description),
)


def _was_asked() -> ColumnElement[bool]:
    return exists().where(Review.project_id == Project.id, Review.verdict == Verdict.ASKED_BACK)


def _shown(state: str, now: datetime, reviewer_id: int | None) -> ColumnElement[bool]:
    """Return what a value of the filter `state` means."""
    waits = can_be_judged(now, reviewer_id)
    is_submitted = Project.state == ProjectState.SUBMITTED
    return {
        "new": and_(waits, is_submitted, ~_was_asked()),
        "answered": and_(waits, is_submitted, _was_asked()),
        "unanswered": and_(waits, Project.state == ProjectState.ASKED_BACK),
        "appealed": and_(waits, has_open_appeal()),
        "asked_back": and_(Project.state == ProjectState.ASKED_BACK, may_be_answered(now)),
        "held": has_held_verdict(),
        "judged": Project.state.in_(JUDGED_STATES),
        "all": true(),
        "mine": exists().where(Review.project_id == Project.id, Review.reviewer_id == reviewer_id),
    }.get(state, waits)


def queue_of(choice: ListChoice, *, now: datetime, reviewer_id: int | None) -> ListQuestion:
    """Return the question for the projects of rounds whose vote was not opened, or of any round for
    the choice of all; without a choice, those that wait for a verdict, appeals first.
    """
    state = choice.filter("state")
    question = _public().where(_rounds_of(state, now), _shown(state, now, reviewer_id))
    if choice.q:
        question = question.where(_says(choice.q))
    if slug := choice.filter("round"):
        question = question.where(Round.slug == slug)
    if slug := choice.filter("category"):
        question = question.where(Project.category.has(Category.slug == slug))
    appeals_first = case((has_open_appeal(), 0), else_=1)
    order = ORDERS.get(choice.sort, ORDERS["oldest"])
    return ListQuestion(question, (appeals_first, *order, Project.id), Project.id, AROUND)


def _public() -> Select[Project]:
    return (
        select(Project)
        .join(Project.round)
        .join(Round.edition)
        .where(Project.state.in_(PUBLIC_STATES), ~Edition.is_draft)
    )


def _rounds_of(state: str, now: datetime) -> ColumnElement[bool]:
    return true() if state == "all" else and_(Round.opened_at.is_(None), goes_on(now))


def before_vote(now: datetime) -> Select[Project]:
    """Return the question for the public projects of rounds whose vote was not opened."""
    return _public().where(_rounds_of("", now))


def _says(words: str) -> ColumnElement[bool]:
    """Return the condition that a project has this number or reference, says these words, or that
    one of its authors is called so.
    """
    is_number = words.isascii() and words.isdecimal() and len(words) < 9
    if is_number:
        number = Project.number == int(words)
        return or_(number, Project.reference == words, says_every_word(Project.search_text, words))
    first = exists().where(
        Person.id == Project.author_id, says_every_word(Person.search_text, words)
    )
    others = exists().where(
        ProjectAuthor.project_id == Project.id,
        Person.id == ProjectAuthor.person_id,
        says_every_word(Person.search_text, words),
    )
    said = says_every_word(Project.search_text, words)
    return or_(Project.reference == words, said, first, others)


def rounds_in_review(session: Session, now: datetime) -> Sequence[Round]:
    """Return the rounds of public editions whose projects can be judged now, by place."""
    ahead = exists().where(
        Phase.round_id == Round.id, Phase.kind == PhaseKind.REVIEW, Phase.starts_at > now
    )
    has_projects = exists().where(Project.round_id == Round.id, Project.state.in_(PUBLIC_STATES))
    question = (
        select(Round)
        .join(Round.edition)
        .options(joinedload(Round.place))
        .where(
            Round.opened_at.is_(None),
            ~Edition.is_draft,
            ~ahead,
            ~has_shortlist_to_come(),
            has_projects,
            goes_on(now),
        )
    )
    found = session.scalars(question).unique().all()
    return sorted(found, key=lambda one: (one.place.name, one.id))


@dataclass(frozen=True)
class HandedIn:
    """How many projects of a round are handed in, and when their review begins."""

    round: Round
    number: int
    starts_at: datetime


def handed_in_ahead(session: Session, now: datetime) -> Sequence[HandedIn]:
    """Return the rounds whose projects wait for the beginning of their review, the nearest
    first.
    """
    question = (
        select(Round.id, func.count(Project.id), Phase.starts_at)
        .join(Project, Project.round_id == Round.id)
        .join(Phase, and_(Phase.round_id == Round.id, Phase.kind == PhaseKind.REVIEW))
        .join(Round.edition)
        .where(
            Project.state == ProjectState.SUBMITTED,
            Phase.starts_at > now,
            ~Edition.is_draft,
            goes_on(now),
        )
        .group_by(Round.id, Phase.starts_at)
        .order_by(Phase.starts_at, Round.id)
    )
    numbers = session.execute(question).all()
    rounds = rounds_by_id(session, [row[0] for row in numbers])
    return [HandedIn(rounds[number], count, starts) for number, count, starts in numbers]


def rounds_by_id(session: Session, numbers: Sequence[int]) -> dict[int, Round]:
    """Return {number: round} with the place of each."""
    if not numbers:
        return {}
    question = select(Round).options(joinedload(Round.place)).where(Round.id.in_(numbers))
    return {round_.id: round_ for round_ in session.scalars(question).unique()}


@dataclass(frozen=True)
class Unjudged:
    """A round with projects that wait for a verdict, or for an answer, and until when."""

    slug: str
    place: str
    due: datetime
    count: int


def unjudged_before(session: Session, now: datetime, until: datetime) -> Sequence[Unjudged]:
    """Return the rounds whose review ends, or whose vote begins, between two instants while
    projects have no verdict; each round once, with the nearer date.
    """
    counts = _unjudged(session, now)
    due = _dates_between(session, list(counts), now, until)
    rounds = rounds_by_id(session, list(due))
    return [
        Unjudged(rounds[number].slug, rounds[number].place.name, date, counts[number])
        for number, date in due.items()
    ]


def _unjudged(session: Session, now: datetime) -> dict[int, int]:
    """Return {round: number of projects without a verdict}."""
    without = Project.state.in_((ProjectState.SUBMITTED, ProjectState.ASKED_BACK))
    question = before_vote(now).where(or_(without, has_open_appeal()), ~has_held_verdict())
    counted = question.with_only_columns(Project.round_id, func.count(Project.id))
    return {row[0]: row[1] for row in session.execute(counted.group_by(Project.round_id))}


def _dates_between(
    session: Session, rounds: Sequence[int], now: datetime, until: datetime
) -> dict[int, datetime]:
    """Return {round: end of its review, or else beginning of its vote}, where that comes soon."""
    kinds = (PhaseKind.REVIEW, PhaseKind.VOTE)
    question = select(Phase).where(Phase.round_id.in_(rounds), Phase.kind.in_(kinds))
    due: dict[int, datetime] = {}
    for phase in session.scalars(question.order_by(Phase.round_id, Phase.position)):
        date = phase.ends_at if phase.kind == PhaseKind.REVIEW else phase.starts_at
        if date is not None and now < date <= until:
            due.setdefault(phase.round_id, date)
    return due


def last_department(session: Session, reviewer_id: int | None) -> str:
    """Return the department that a reviewer has named last, "" before the first verdict."""
    question = select(Review.department).where(
        Review.reviewer_id == reviewer_id, Review.department != ""
    )
    return session.scalar(question.order_by(Review.id.desc()).limit(1)) or ""


def similar_projects(session: Session, project: Project) -> Sequence[Project]:
    """Return the other public projects of the round with nearly the same title, by number."""
    # Only those that share a word, or the whole title where its words are too short for an index.
    holders = holders_of_stems(
        session, project.round_id, stems_of(project.title), most=MOST_HOLDERS
    )
    ids = set().union(*holders.values())
    question = (
        select(Project)
        .options(defer(Project.description), joinedload(Project.round))
        .where(
            or_(Project.id.in_(ids), Project.sort_title == folded(project.title)),
            Project.round_id == project.round_id,
            Project.id != project.id,
            Project.state.in_(PUBLIC_STATES),
        )
        .order_by(Project.order_number)
    )
    return [one for one in session.scalars(question) if is_alike(one.title, project.title)]
