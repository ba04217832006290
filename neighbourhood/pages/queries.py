"""Questions that no single room can answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import CompoundSelect, Select, delete, exists, func, select, union
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from neighbourhood.committees.models import CommitteeSeat
from neighbourhood.database import begin
from neighbourhood.database.queries import (
    revision_of_database,
    revision_of_program,
    weak_durability,
)
from neighbourhood.outbox.models import Reminder
from neighbourhood.people.models import GivenRole, Invitation, Person
from neighbourhood.permissions import Role
from neighbourhood.places.models import City, Place
from neighbourhood.places.queries import the_city
from neighbourhood.places.rules.levels import Level
from neighbourhood.projects.models import Category
from neighbourhood.rounds.models import Edition, Phase, Round


def what_is_not_ready(session: Session) -> str:
    """Return what keeps the site from serving, as one line for whoever watches it; "" where all is
    well.
    """
    try:
        begin(session, is_read_only=True)
        revision = revision_of_database(session)
        weak = weak_durability(session)
    except SQLAlchemyError:
        # Without the error's own words, which may name hosts and users.
        return "the database does not answer"
    finally:
        session.rollback()
    # A new program on an old database would fail at any page; better to get no readers yet.
    if revision != revision_of_program():
        return "the database is not migrated to this version"
    return next(iter(weak), "")


@dataclass(frozen=True)
class RoundFacts:
    """A round as far as the first day looks at it."""

    slug: str
    place: str
    has_dates: bool
    key_holders: int
    seats: int


@dataclass(frozen=True)
class FirstDayFacts:
    """How far a city has been set up: what is in the database, and nothing that anybody ticks."""

    city: City | None
    places: int
    categories: int
    #: Role -> how many people hold it.
    holders: Mapping[str, int]
    invitations: int
    #: The newest edition that is no recount, with its rounds.
    edition: Edition | None
    rounds: tuple[RoundFacts, ...]


def is_any_edition_public(session: Session) -> bool:
    """Say whether the city has shown an edition of its own, with which its first day is over."""
    question = select(Edition.id).where(Edition.is_draft.is_(False), Edition.is_recount.is_(False))
    return session.scalar(question.limit(1)) is not None


def first_day_facts(session: Session) -> FirstDayFacts:
    """Return how far the city has been set up."""
    places = select(func.count()).select_from(Place).where(Place.level != Level.CITY)
    categories = select(func.count()).select_from(Category)
    invited = select(func.count()).select_from(Invitation).where(Invitation.accepted_at.is_(None))
    holders = [_holders_of(role) for role in Role]
    # In one question: the desk's front page asks it too, until an edition is public.
    counted = (each.scalar_subquery() for each in (places, categories, invited, *holders))
    counts = session.execute(select(*counted)).one()
    newest = select(Edition).where(Edition.is_recount.is_(False)).order_by(Edition.id.desc())
    edition = session.scalar(newest.limit(1))
    return FirstDayFacts(
        city=the_city(session),
        places=counts[0],
        categories=counts[1],
        holders=dict(zip(Role, counts[3:], strict=True)),
        invitations=counts[2],
        edition=edition,
        rounds=_round_facts(session, edition.id) if edition else (),
    )


def _holders_of(role: Role) -> Select[int]:
    held = GivenRole.ended_at.is_(None), GivenRole.role == role
    return select(func.count(GivenRole.person_id.distinct())).where(*held)


def _round_facts(session: Session, edition_id: int) -> tuple[RoundFacts, ...]:
    phases = select(func.count()).where(Phase.round_id == Round.id).scalar_subquery()
    seats = select(func.count()).where(CommitteeSeat.round_id == Round.id).scalar_subquery()
    question = (
        select(Round, Place.name, phases, seats)
        .join(Place, Place.id == Round.place_id)
        .where(Round.edition_id == edition_id)
        .order_by(Place.name, Round.id)
    )
    return tuple(
        RoundFacts(round_.slug, name, bool(dated), len(round_.key_holder_ids), filled)
        for round_, name, dated, filled in session.execute(question)
    )


def people_to_remind(
    session: Session, kind: str, day: date, today: date, *, limit: int
) -> Sequence[Person]:
    """Return people with an address who hold a role, a seat or a half of a key and were not looked
    at for this reminder, by number.
    """
    seats = (CommitteeSeat.starts_on <= today, CommitteeSeat.ends_on > today)
    parts: CompoundSelect[int | None] = union(
        select(GivenRole.person_id).where(GivenRole.ended_at.is_(None)),
        select(CommitteeSeat.person_id).where(CommitteeSeat.person_id.is_not(None), *seats),
        select(Round.first_key_holder_id).where(
            Round.sealed_at.is_(None), Round.first_key_holder_id.is_not(None)
        ),
        select(Round.second_key_holder_id).where(
            Round.sealed_at.is_(None), Round.second_key_holder_id.is_not(None)
        ),
    )
    was_looked_at = exists().where(
        Reminder.person_id == Person.id, Reminder.kind == kind, Reminder.day == day
    )
    question = select(Person).where(Person.id.in_(parts), Person.email.is_not(None), ~was_looked_at)
    return session.scalars(question.order_by(Person.id).limit(limit)).all()


def forget_reminders(session: Session, before: date) -> None:
    """Delete the notes of reminders for days before one."""
    session.execute(
        delete(Reminder).where(Reminder.day < before).execution_options(synchronize_session=False)
    )
