"""Questions about short lists: their terms, what residents support, what juries say."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from neighbourhood.database import flush
from neighbourhood.database.locks import exclusive, share
from neighbourhood.people.models import Person, Residency
from neighbourhood.places.models import City
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import ProjectState
from neighbourhood.refusals import NotFound
from neighbourhood.rounds.models import Edition, Phase, Round
from neighbourhood.rounds.queries import goes_on
from neighbourhood.rounds.rules import PhaseKind, is_in
from neighbourhood.shortlists.models import (
    JuryOpinion,
    JuryReason,
    JurySeat,
    ShortlistTerms,
    Support,
)
from neighbourhood.shortlists.rules import Candidate, Terms, Way


def city_zone(session: Session) -> ZoneInfo:
    """Return the zone of the city's clocks."""
    return ZoneInfo(session.scalar(select(City.timezone)) or "UTC")


def terms_of(session: Session, round_id: int) -> ShortlistTerms | None:
    """Return the terms of a round's short list, None where it makes none."""
    return session.get(ShortlistTerms, round_id)


def terms_by_slug(session: Session, slug: str) -> ShortlistTerms:
    """Return the terms of the short list of a public round with this slug, with the round and what
    surrounds it (one question); raises NotFound where it makes none.
    """
    around = joinedload(ShortlistTerms.round)
    question = (
        select(ShortlistTerms)
        .join(ShortlistTerms.round)
        .join(Round.edition)
        .options(
            around.joinedload(Round.edition),
            around.joinedload(Round.place),
            around.joinedload(Round.phases),
        )
        .where(Round.slug == slug, ~Edition.is_draft)
    )
    terms = session.scalars(question).unique().one_or_none()
    if terms is None:
        raise NotFound("shortlist_never")
    return terms


def terms_of_edition(session: Session, edition_id: int) -> ShortlistTerms | None:
    """Return the terms that the rounds of an edition have, None where they make no short list."""
    question = select(ShortlistTerms).join(ShortlistTerms.round)
    question = question.where(Round.edition_id == edition_id).order_by(ShortlistTerms.round_id)
    return session.scalars(question.limit(1)).first()


# --- support -----------------------------------------------------------------------------------


def supported_by(session: Session, round_id: int, person_id: int) -> frozenset[int]:
    """Return the numbers (ids) of the projects of a round that a person supports; what its author
    has taken back does not count.
    """
    question = (
        select(Support.project_id)
        .join(Project, Project.id == Support.project_id)
        .where(
            Support.round_id == round_id,
            Support.person_id == person_id,
            Project.state != ProjectState.WITHDRAWN,
        )
    )
    return frozenset(session.scalars(question))


@dataclass(frozen=True)
class OwnSupports:
    """What a person supports in a round whose short list is being made."""

    round: Round
    supports_each: int
    projects: Sequence[Project]

    @property
    def left(self) -> int:
        """Return how many supports they still have."""
        return max(0, self.supports_each - len(self.projects))


@dataclass(frozen=True)
class OwnParts:
    """What part somebody has in short lists that are not made yet: where they may support, and the
    seats that they hold on juries.
    """

    supports: Sequence[OwnSupports]
    seats: Sequence[JurySeat]


def own_parts(
    session: Session,
    person_id: int,
    place_ids: Collection[int],
    now: datetime,
    *,
    rounds: Collection[int] | None = None,
) -> OwnParts:
    """Return somebody's part in the short lists of these rounds (None: of all): one question, and a
    second one for what they support where they may; what its author has taken back does not count.
    """
    rows = session.execute(_parts_of(person_id, place_ids, now, rounds)).unique().all()
    supporting = [
        (row.ShortlistTerms, row.Round)
        for row in rows
        if row.ShortlistTerms.way == Way.SUPPORT
        and is_in(row.Round.phases, PhaseKind.SHORTLIST, now)
    ]
    mine = _supported_projects(session, person_id, [round_.id for _terms, round_ in supporting])
    return OwnParts(
        [
            OwnSupports(
                round_, terms.supports_each, [one for one in mine if one.round_id == round_.id]
            )
            for terms, round_ in supporting
        ],
        [row.JurySeat for row in rows if row.JurySeat is not None],
    )


def _parts_of(
    person_id: int, place_ids: Collection[int], now: datetime, rounds: Collection[int] | None
) -> Select[ShortlistTerms, Round, JurySeat]:
    is_own_seat = and_(JurySeat.round_id == Round.id, JurySeat.person_id == person_id)
    may_support = and_(ShortlistTerms.way == Way.SUPPORT, Round.place_id.in_(place_ids))
    question = (
        select(ShortlistTerms, Round, JurySeat)
        .join(ShortlistTerms.round)
        .join(Round.edition)
        .outerjoin(JurySeat, is_own_seat)
        .options(joinedload(Round.place), joinedload(Round.phases))
        .where(
            Round.shortlisted_at.is_(None),
            ~Edition.is_draft,
            goes_on(now),
            or_(JurySeat.id.is_not(None), may_support),
        )
        .order_by(Round.id)
    )
    return question if rounds is None else question.where(Round.id.in_(rounds))


def _supported_projects(
    session: Session, person_id: int, rounds: Collection[int]
) -> Sequence[Project]:
    if not rounds:
        return []
    question = (
        select(Project)
        .join(Support, Support.project_id == Project.id)
        .where(Support.person_id == person_id, Support.round_id.in_(rounds), _is_in_question())
    )
    return session.scalars(question.order_by(Project.number)).all()


def supports_in_hand(session: Session, round_id: int, person_id: int) -> list[Support]:
    """Return a person's supports in a round, held until the transaction ends: what the same person
    presses meanwhile waits.
    """
    session.execute(exclusive(select(Person.id).where(Person.id == person_id)))
    question = select(Support).where(Support.round_id == round_id, Support.person_id == person_id)
    found = session.scalars(question.execution_options(populate_existing=True))
    return list(found)


def states_of(session: Session, projects: Collection[int]) -> Mapping[int, str]:
    """Return the states of projects, which nobody changes before the transaction ends."""
    question = select(Project.id, Project.state).where(Project.id.in_(projects))
    rows = session.execute(share(question.order_by(Project.id)))
    return {row[0]: row[1] for row in rows}


def numbers_of_supports(session: Session, projects: Collection[int]) -> Mapping[int, int]:
    """Return how many people support each of these projects; those without support are left out."""
    if not projects:
        return {}
    question = select(Support.project_id, func.count()).where(Support.project_id.in_(projects))
    rows = session.execute(question.group_by(Support.project_id))
    return {row[0]: row[1] for row in rows}


# --- making the list ---------------------------------------------------------------------------


def rounds_to_shortlist(session: Session, now: datetime) -> Sequence[int]:
    """Return the rounds whose residents' support has ended and whose list is not made yet."""
    question = (
        select(Round.id)
        .join(Round.edition)
        .join(ShortlistTerms, ShortlistTerms.round_id == Round.id)
        .join(Phase, and_(Phase.round_id == Round.id, Phase.kind == PhaseKind.SHORTLIST))
        .where(
            ShortlistTerms.way == Way.SUPPORT,
            Phase.ends_at <= now,
            Round.shortlisted_at.is_(None),
            ~Edition.is_draft,
            goes_on(now),
        )
        .order_by(Round.id)
    )
    return session.scalars(question).all()


def _is_in_question() -> ColumnElement[bool]:
    """Return the condition that a project may still come onto a short list."""
    return Project.state == ProjectState.SUBMITTED


def projects_in_question(
    session: Session, round_id: int, *, is_locked: bool = False
) -> Sequence[Project]:
    """Return the projects of a round that may come onto its short list, by number; locked, none of
    them changes before the transaction ends.
    """
    flush(session)
    question = (
        select(Project)
        .options(
            joinedload(Project.category),
            joinedload(Project.round),
            selectinload(Project.co_authors),
        )
        .where(Project.round_id == round_id, Project.state == ProjectState.SUBMITTED)
        .order_by(Project.number)
    )
    if is_locked:
        held = select(Project.id).where(Project.round_id == round_id).order_by(Project.id)
        session.execute(exclusive(held))
        question = question.execution_options(populate_existing=True)
    return session.scalars(question).all()


def candidates_of(session: Session, terms: Terms, projects: Sequence[Project]) -> list[Candidate]:
    """Return projects as the rule sees them, with what residents or the jury say of them."""
    numbers = [project.id for project in projects]
    voices, against = (
        opinions_counted(session, numbers)
        if terms.way == Way.JURY
        else (numbers_of_supports(session, numbers), {})
    )
    return [
        Candidate(
            project.number,
            project.category.slug if project.category else "",
            voices.get(project.id, 0),
            against.get(project.id, 0),
        )
        for project in projects
    ]


def people_of_shortlist(session: Session, round_id: int) -> frozenset[int]:
    """Return the numbers of all who support a project of a round or sit on its jury."""
    supporters = select(Support.person_id).where(Support.round_id == round_id)
    jurors = select(JurySeat.person_id).where(JurySeat.round_id == round_id)
    people = (*session.scalars(supporters.distinct()), *session.scalars(jurors))
    return frozenset(number for number in people if number is not None)


def projects_by_number(session: Session, round_id: int) -> Mapping[int, Project]:
    """Return the public projects of a round by their numbers."""
    question = (
        select(Project)
        .options(joinedload(Project.category))
        .where(Project.round_id == round_id, Project.submitted_at.is_not(None))
    )
    return {project.number: project for project in session.scalars(question)}


# --- juries ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Jury:
    """A round with those who sit on its jury."""

    round: Round
    seats: Sequence[JurySeat]

    @property
    def place_id(self) -> int:
        """Return the place of its round."""
        return self.round.place_id

    @property
    def juror_ids(self) -> tuple[int, ...]:
        """Return the numbers of those who sit on it."""
        return tuple(seat.person_id for seat in self.seats if seat.person_id is not None)

    @property
    def jury_chair_id(self) -> int | None:
        """Return the number of the one who leads it."""
        return next((seat.person_id for seat in self.seats if seat.is_chair), None)

    def seat_of(self, person_id: int | None) -> JurySeat | None:
        """Return somebody's seat."""
        if person_id is None:
            return None
        return next((seat for seat in self.seats if seat.person_id == person_id), None)


@dataclass(frozen=True)
class Judging:
    """A project before the jury of its round."""

    project: Project
    jury: Jury

    @property
    def juror_ids(self) -> tuple[int, ...]:
        """Return the numbers of those who sit on the jury."""
        return self.jury.juror_ids

    @property
    def jury_chair_id(self) -> int | None:
        """Return the number of the one who leads it."""
        return self.jury.jury_chair_id


def jury_of(session: Session, round_: Round) -> Jury:
    """Return the jury of a round, by the numbers of its seats."""
    question = select(JurySeat).options(joinedload(JurySeat.person))
    seats = question.where(JurySeat.round_id == round_.id).order_by(JurySeat.number)
    return Jury(round_, session.scalars(seats).all())


def jury_seat_by_id(session: Session, seat_id: int) -> JurySeat:
    """Return a seat of a jury with its round; raises NotFound."""
    seat = session.get(JurySeat, seat_id)
    if seat is None:
        raise NotFound
    return seat


def people_named(session: Session, name: str, *, limit: int = 20) -> Sequence[Person]:
    """Return the confirmed residents of any place whose name contains the words, by name."""
    lives_here = exists().where(Residency.person_id == Person.id, Residency.state == "confirmed")
    question = select(Person).where(Person.name.icontains(name, autoescape=True), lives_here)
    return session.scalars(question.order_by(Person.name, Person.id).limit(limit)).all()


def opinions_of_round(session: Session, round_id: int) -> Sequence[JuryOpinion]:
    """Return what the jurors of a round say, by seat and project."""
    question = (
        select(JuryOpinion)
        .join(JuryOpinion.seat)
        .options(joinedload(JuryOpinion.seat))
        .where(JurySeat.round_id == round_id)
        .order_by(JurySeat.number, JuryOpinion.project_id)
    )
    return session.scalars(question).all()


def opinions_counted(
    session: Session, projects: Collection[int]
) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """Return how many jurors say yes to each of these projects, and how many say no."""
    counted: dict[bool, dict[int, int]] = {True: {}, False: {}}
    if projects:
        question = select(JuryOpinion.project_id, JuryOpinion.is_yes, func.count())
        question = question.where(JuryOpinion.project_id.in_(projects))
        for number, is_yes, count in session.execute(
            question.group_by(JuryOpinion.project_id, JuryOpinion.is_yes)
        ):
            counted[is_yes][number] = count
    return counted[True], counted[False]


def reasons_of_round(session: Session, round_id: int) -> Mapping[int, JuryReason]:
    """Return the jury's public reasons by the numbers (ids) of the projects."""
    question = select(JuryReason).join(JuryReason.project).where(Project.round_id == round_id)
    return {reason.project_id: reason for reason in session.scalars(question)}


def opinion_of(session: Session, seat_id: int, project_id: int) -> JuryOpinion | None:
    """Return what the holder of a seat says of a project."""
    return session.get(JuryOpinion, (seat_id, project_id))


def reason_of(session: Session, project_id: int) -> JuryReason | None:
    """Return the jury's public reason about a project."""
    return session.get(JuryReason, project_id)


def juries_without_list(session: Session, now: datetime) -> Sequence[ShortlistTerms]:
    """Return the terms of rounds whose jury's list is not made yet, with their rounds (one
    question), by round.
    """
    around = joinedload(ShortlistTerms.round)
    question = (
        select(ShortlistTerms)
        .join(ShortlistTerms.round)
        .join(Round.edition)
        .options(around.joinedload(Round.place), around.joinedload(Round.phases))
        .where(
            ShortlistTerms.way == Way.JURY,
            Round.shortlisted_at.is_(None),
            ~Edition.is_draft,
            goes_on(now),
        )
    )
    return session.scalars(question.order_by(ShortlistTerms.round_id)).unique().all()
