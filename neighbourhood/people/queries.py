"""Questions about people."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import Integer, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from neighbourhood.database import Instant
from neighbourhood.people import rules
from neighbourhood.people.models import GivenRole, MailedLink, Person, Residency, SignUp, Try
from neighbourhood.permissions import Actor, Role, Seat
from neighbourhood.permissions.actor import GivenRole as HeldRole
from neighbourhood.places.models import Neighbourhood
from neighbourhood.refusals import NotFound

#: The seats that somebody holds on a day. Committees stand above this room, so their room says how
#: to ask (`register_seats`) when the application is put together.
SeatsOf = Callable[[Session, int, date], tuple[Seat, ...]]
_seat_questions: list[SeatsOf] = []


def register_seats(seats_of: SeatsOf) -> None:
    """Let `seats_of` answer which seats somebody holds."""
    _seat_questions[:] = [seats_of]


def actor_by_id(session: Session, person_id: int, *, now: datetime) -> tuple[Actor, int] | None:
    """Return a person as the one who acts and their sign-in epoch; None where there is no such
    person.
    """
    rows = session.execute(_identity(), {"person_id": person_id, "now": now}).all()
    if not rows:
        return None
    person = rows[0]
    roles = [
        HeldRole(Role(row.role), row.role_neighbourhood_id, row.given_by_id, row.given_at)
        for row in rows
        if row.role is not None
    ]
    seats = [
        seat for seats_of in _seat_questions for seat in seats_of(session, person_id, now.date())
    ]
    acting = Actor(
        person.id,
        person.name,
        person.language,
        person.neighbourhood_id,
        roles=tuple(roles),
        seats=tuple(seats),
    )
    return acting, person.sign_in_epoch


# Asked by every request of somebody signed in, so it is put together only once. There is one row
# for each role that the person holds, and one row without a role for everybody else.
@cache
def _identity() -> Select[int, str, str, int, int, str, int | None, int | None, datetime]:
    is_valid = (Residency.expires_at.is_(None)) | (
        Residency.expires_at > bindparam("now", type_=Instant)
    )
    lives_there = and_(Residency.person_id == Person.id, Residency.state == "confirmed", is_valid)
    holds_now = and_(GivenRole.person_id == Person.id, GivenRole.ended_at.is_(None))
    return (
        select(
            Person.id,
            Person.name,
            Person.language,
            Person.sign_in_epoch,
            Residency.neighbourhood_id,
            GivenRole.role,
            GivenRole.neighbourhood_id.label("role_neighbourhood_id"),
            GivenRole.given_by_id,
            GivenRole.given_at,
        )
        .outerjoin(Residency, lives_there)
        .outerjoin(GivenRole, holds_now)
        .where(Person.id == bindparam("person_id", type_=Integer))
        .order_by(GivenRole.id)
    )


def person_by_id(session: Session, person_id: int | None) -> Person:
    """Return an account; raises NotFound."""
    found = session.get(Person, person_id) if person_id is not None else None
    if found is None:
        raise NotFound
    return found


def person_by_email(session: Session, email: str) -> Person | None:
    """Return the account with this address (in its normal form), if there is one."""
    return session.scalar(select(Person).where(Person.email == email))


def names_of(session: Session, person_ids: Iterable[int | None]) -> dict[int, str]:
    """Return the names of people by their numbers."""
    wanted = {number for number in person_ids if number is not None}
    rows = (
        session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted))).all()
        if wanted
        else []
    )
    return {row.id: row.name for row in rows}


def people_found(session: Session, words: str, *, limit: int = 20) -> Sequence[Person]:
    """Return people whose name contains the words or whose address is or begins with them,
    by name.
    """
    words = words.strip()
    is_match = or_(
        Person.name.icontains(words, autoescape=True),
        Person.email.istartswith(words, autoescape=True),
    )
    return (
        session.scalars(
            select(Person).where(is_match).order_by(Person.name, Person.id).limit(limit)
        ).all()
        if words
        else []
    )


def fresh_link(session: Session, token: str, purpose: str, now: datetime) -> MailedLink | None:
    """Return a link that has neither been used nor expired."""
    found = session.get(MailedLink, rules.token_hash(token))
    is_fresh = (
        found is not None
        and found.purpose == purpose
        and found.used_at is None
        and found.expires_at > now
    )
    return found if is_fresh else None


def fresh_sign_up(session: Session, token: str, now: datetime) -> SignUp | None:
    """Return a sign-up whose link has neither been used nor expired."""
    found = session.get(SignUp, rules.token_hash(token))
    return found if found is not None and found.expires_at > now else None


def count_tries(session: Session, key: str, since: datetime) -> int:
    """Return how many tries were counted under a key after an instant."""
    return (
        session.scalar(select(func.count()).select_from(Try).where(Try.key == key, Try.at > since))
        or 0
    )


def residency_by_id(session: Session, residency_id: int) -> Residency:
    """Return a claim to live somewhere; raises NotFound."""
    found = session.get(Residency, residency_id)
    if found is None:
        raise NotFound
    return found


def open_claim(session: Session, person_id: int) -> Residency | None:
    """Return the person's claim that waits for a decision."""
    return session.scalar(
        select(Residency).where(Residency.person_id == person_id, Residency.state == "asked")
    )


def confirmed_residency(session: Session, person_id: int) -> Residency | None:
    """Return the person's confirmed residency, also where it has expired."""
    return session.scalar(
        select(Residency).where(Residency.person_id == person_id, Residency.state == "confirmed")
    )


def residency_history(session: Session, person_id: int) -> Sequence[tuple[Residency, str]]:
    """Return all claims of a person with the neighbourhood's name, newest first."""
    question = (
        select(Residency, Neighbourhood.name)
        .join(Neighbourhood, Neighbourhood.id == Residency.neighbourhood_id)
        .where(Residency.person_id == person_id)
        .order_by(Residency.asked_at.desc(), Residency.id.desc())
    )
    return [(row[0], row[1]) for row in session.execute(question).all()]


@dataclass(frozen=True)
class Standing:
    """Where somebody lives as far as the city knows: their claims with the neighbourhood's name,
    newest first.
    """

    claims: tuple[tuple[Residency, str], ...]
    now: datetime

    def _first(self, *states: str) -> tuple[Residency, str] | None:
        return next((claim for claim in self.claims if claim[0].state in states), None)

    @property
    def confirmed(self) -> tuple[Residency, str] | None:
        """Return the confirmed residency, also where it has expired."""
        return self._first("confirmed")

    @property
    def has_expired(self) -> bool:
        """Say whether the confirmed residency has expired."""
        found = self.confirmed
        return (
            found is not None
            and found[0].expires_at is not None
            and found[0].expires_at <= self.now
        )

    @property
    def asked(self) -> tuple[Residency, str] | None:
        """Return the claim that waits for an officer."""
        return self._first("asked")

    @property
    def refused(self) -> tuple[Residency, str] | None:
        """Return the last claim where it was refused."""
        return self.claims[0] if self.claims and self.claims[0][0].state == "refused" else None


def residency_standing(session: Session, person_id: int, now: datetime) -> Standing:
    """Return what is known of where a person lives."""
    return Standing(tuple(residency_history(session, person_id)), now)


def open_claims(
    session: Session, neighbourhood_ids: Iterable[int] | None
) -> Sequence[tuple[Residency, str, str]]:
    """Return claims that wait, oldest first, with person's and neighbourhood's name; of these
    neighbourhoods, or of all with None.
    """
    question = (
        select(Residency, Person.name, Neighbourhood.name)
        .join(Person, Person.id == Residency.person_id)
        .join(Neighbourhood, Neighbourhood.id == Residency.neighbourhood_id)
        .where(Residency.state == "asked")
        .order_by(Residency.asked_at, Residency.id)
    )
    if neighbourhood_ids is not None:
        question = question.where(Residency.neighbourhood_id.in_(set(neighbourhood_ids)))
    return [(row[0], row[1], row[2]) for row in session.execute(question).all()]


def count_open_claims(session: Session, neighbourhood_ids: Iterable[int] | None) -> int:
    """Return how many claims wait, of these neighbourhoods or of all with None."""
    question = select(func.count()).select_from(Residency).where(Residency.state == "asked")
    if neighbourhood_ids is not None:
        question = question.where(Residency.neighbourhood_id.in_(set(neighbourhood_ids)))
    return session.scalar(question) or 0


def given_role_by_id(session: Session, role_id: int) -> GivenRole:
    """Return a role that was given to somebody; raises NotFound."""
    found = session.get(GivenRole, role_id)
    if found is None:
        raise NotFound
    return found


def roles_held(
    session: Session, person_id: int | None = None
) -> Sequence[tuple[GivenRole, str, str | None]]:
    """Return roles held now with the person's name and the neighbourhood's, by role and name; of
    one person where given.
    """
    question = (
        select(GivenRole, Person.name, Neighbourhood.name)
        .join(Person, Person.id == GivenRole.person_id)
        .outerjoin(Neighbourhood, Neighbourhood.id == GivenRole.neighbourhood_id)
        .where(GivenRole.ended_at.is_(None))
        .order_by(GivenRole.role, Person.name, Neighbourhood.name, GivenRole.id)
    )
    if person_id is not None:
        question = question.where(GivenRole.person_id == person_id)
    return [(row[0], row[1], row[2]) for row in session.execute(question).all()]


def holds_role(session: Session, person_id: int, role: str, neighbourhood_id: int | None) -> bool:
    """Say whether a person holds a role now, for exactly this neighbourhood (None: the city)."""
    place = (
        GivenRole.neighbourhood_id.is_(None)
        if neighbourhood_id is None
        else GivenRole.neighbourhood_id == neighbourhood_id
    )
    question = select(GivenRole.id).where(
        GivenRole.person_id == person_id,
        GivenRole.role == role,
        GivenRole.ended_at.is_(None),
        place,
    )
    return session.scalar(question) is not None
