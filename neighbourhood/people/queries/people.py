"""Questions about people."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from neighbourhood.database import Instant
from neighbourhood.database.lists import EVERYTHING, ListChoice, ListQuestion
from neighbourhood.database.locks import exclusive
from neighbourhood.database.search import says_every_word
from neighbourhood.people import rules
from neighbourhood.people.models import (
    Attempt,
    GivenRole,
    Invitation,
    MailedLink,
    Person,
    Residency,
    SignUp,
)
from neighbourhood.people.rules import ClaimState, LinkPurpose
from neighbourhood.permissions import Actor, HeldRole, Role, Seat
from neighbourhood.places.models import Place
from neighbourhood.places.queries import places_below
from neighbourhood.questions import Question
from neighbourhood.refusals import NotFound
from neighbourhood.trail.models import TrailEntry


class PlacedClaim(NamedTuple):
    """A claim to live somewhere with the place."""

    claim: Residency
    place: Place

    @property
    def neighbourhood(self) -> str:
        """Return the place's name as it stands on the signs."""
        return self.place.name


class NamedRole(NamedTuple):
    """A role held now, with the names of the person and of the place (None: the city)."""

    given: GivenRole
    person: str
    neighbourhood: str | None


#: Committees stand above this room.
seats_of = Question[[Session, int, date], tuple[Seat, ...]]("which seats somebody holds on a day")


def actor_by_id(session: Session, person_id: int, *, now: datetime) -> tuple[Actor, int] | None:
    """Return a person as the one who acts and their sign-in epoch; None where there is no such
    person.
    """
    # Every request pays for this: one question for person, residency and roles together.
    rows = session.execute(_identity(), {"person_id": person_id, "now": now}).all()
    if not rows:
        return None
    person = rows[0]
    held = [row for row in rows if row.role is not None]
    # Few people hold a role for one place; nobody else pays for the question.
    below = places_below(session, {row.role_place_id for row in held} - {None})
    roles = [
        HeldRole(
            Role(row.role),
            row.role_place_id,
            row.given_by_id,
            row.given_at,
            below.get(row.role_place_id, frozenset()),
        )
        for row in held
    ]
    seats = seats_of(session, person_id, now.date())
    acting = Actor(
        person.id,
        person.name,
        person.language,
        place_ids=tuple(i for i in person[-4:] if i is not None),
        roles=tuple(roles),
        seats=seats,
    )
    return acting, person.sign_in_epoch


# Asked by every request of somebody signed in, so it is put together only once. There is one row
# for each role that the person holds, and one row without a role for everybody else.
@cache
def _identity() -> Select[int, str, str, int, str, *tuple[Any, ...]]:
    is_valid = (Residency.expires_at.is_(None)) | (
        Residency.expires_at > bindparam("now", type_=Instant)
    )
    lives_there = and_(
        Residency.person_id == Person.id, Residency.state == ClaimState.CONFIRMED, is_valid
    )
    # Levels are four, so three steps lead from the lowest place to the top.
    home, above, higher = aliased(Place), aliased(Place), aliased(Place)
    holds_now = and_(GivenRole.person_id == Person.id, GivenRole.ended_at.is_(None))
    return (
        select(
            Person.id,
            Person.name,
            Person.language,
            Person.sign_in_epoch,
            GivenRole.role,
            GivenRole.place_id.label("role_place_id"),
            GivenRole.given_by_id,
            GivenRole.given_at,
            home.id.label("home_id"),
            home.parent_id,
            above.parent_id,
            higher.parent_id,
        )
        .outerjoin(Residency, lives_there)
        .outerjoin(home, home.id == Residency.place_id)
        .outerjoin(above, above.id == home.parent_id)
        .outerjoin(higher, higher.id == above.parent_id)
        .outerjoin(GivenRole, holds_now)
        .where(Person.id == bindparam("person_id", type_=Integer))
        .order_by(GivenRole.id)
    )


def person_by_id(session: Session, person_id: int | None) -> Person:
    """Return an account; raises NotFound."""
    person = session.get(Person, person_id) if person_id is not None else None
    if person is None:
        raise NotFound
    return person


def person_by_email(session: Session, email: str) -> Person | None:
    """Return the account with this address (in its normal form), if there is one."""
    return session.scalar(select(Person).where(Person.email == email))


def names_of(session: Session, person_ids: Iterable[int | None]) -> dict[int, str]:
    """Return the names of people by their numbers."""
    numbers = {number for number in person_ids if number is not None}
    if not numbers:
        return {}
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(numbers)))
    return {row.id: row.name for row in rows}


def trail_entries(
    chosen: ListChoice, since: datetime | None = None, until: datetime | None = None
) -> ListQuestion:
    """Return the question for the entries of the trail, newest first: by the words of who acted, an
    act, a kind of thing, and between two instants.
    """
    question = select(TrailEntry)
    if chosen.q:
        question = question.join(Person, Person.id == TrailEntry.actor_id)
        question = question.where(says_every_word(Person.search_text, chosen.q))
    if act := chosen.filter("act"):
        question = question.where(TrailEntry.act == act)
    if kind := chosen.filter("thing"):
        question = question.where(TrailEntry.subject.startswith(f"{kind}:", autoescape=True))
    if since is not None and until is not None:
        question = question.where(TrailEntry.at >= since, TrailEntry.at < until)
    options = (joinedload(TrailEntry.payload),)
    return ListQuestion(question, (TrailEntry.id.desc(),), TrailEntry.id, options)


def people_found(session: Session, words: str, *, limit: int = 20) -> Sequence[Person]:
    """Return people whose name contains the words or whose address is or begins with them,
    by name.
    """
    words = words.strip()
    # An empty search would list everybody.
    if not words:
        return []
    is_match = or_(
        Person.name.icontains(words, autoescape=True),
        Person.email.istartswith(words, autoescape=True),
    )
    # `autoescape`: a % typed by somebody would match all.
    question = select(Person).where(is_match).order_by(Person.name, Person.id).limit(limit)
    return session.scalars(question).all()


def is_link_fresh(session: Session, token: str, purpose: LinkPurpose, now: datetime) -> bool:
    """Say whether a link has neither been used nor expired."""
    link = session.get(MailedLink, rules.token_hash(token))
    return (
        link is not None
        and link.purpose == purpose
        and link.used_at is None
        and link.expires_at > now
    )


def fresh_sign_up(session: Session, token: str, now: datetime) -> SignUp | None:
    """Return a sign-up whose link has neither been used nor expired."""
    sign_up = session.get(SignUp, rules.token_hash(token))
    return sign_up if sign_up is not None and sign_up.expires_at > now else None


def count_attempts(session: Session, key: str, since: datetime) -> int:
    """Return how many attempts were counted under a key after an instant."""
    question = (
        select(func.count()).select_from(Attempt).where(Attempt.key == key, Attempt.at > since)
    )
    return session.scalar(question) or 0


def residency_by_id(session: Session, residency_id: int) -> Residency:
    """Return a claim to live somewhere; raises NotFound."""
    claim = session.get(Residency, residency_id)
    if claim is None:
        raise NotFound
    return claim


def lock_claim(session: Session, claim: Residency) -> None:
    """Read a claim afresh and hold its row, so that of two officers only one decides."""
    session.scalars(exclusive(select(Residency).where(Residency.id == claim.id))).one()


def open_claim(session: Session, person_id: int) -> Residency | None:
    """Return the person's claim that waits for a decision."""
    return session.scalar(
        select(Residency).where(
            Residency.person_id == person_id, Residency.state == ClaimState.ASKED
        )
    )


def confirmed_residency(session: Session, person_id: int) -> Residency | None:
    """Return the person's confirmed residency, also where it has expired."""
    return session.scalar(
        select(Residency).where(
            Residency.person_id == person_id, Residency.state == ClaimState.CONFIRMED
        )
    )


def residency_history(session: Session, person_id: int) -> list[PlacedClaim]:
    """Return all claims of a person, newest first."""
    question = (
        select(Residency, Place)
        .join(Place, Place.id == Residency.place_id)
        .where(Residency.person_id == person_id)
        .order_by(Residency.asked_at.desc(), Residency.id.desc())
    )
    return [PlacedClaim(*row) for row in session.execute(question)]


#: What the order of the claims that wait may be; every order ends in the number.
CLAIM_ORDERS: dict[str, tuple[Any, ...]] = {
    "oldest": (Residency.asked_at,),
    "newest": (Residency.asked_at.desc(),),
    "name": (Person.search_text,),
}


def waiting_claims(
    place_ids: Iterable[int] | None, chosen: ListChoice = EVERYTHING
) -> ListQuestion:
    """Return the question for the claims that wait, with the names of person and place, the oldest
    first; of
    these places, or of all with None.
    """
    question = (
        select(Residency, Person.name.label("person"), Place.name.label("neighbourhood"))
        .join(Person, Person.id == Residency.person_id)
        .join(Place, Place.id == Residency.place_id)
        .where(Residency.state == ClaimState.ASKED, says_every_word(Person.search_text, chosen.q))
    )
    if place_ids is not None:
        question = question.where(Residency.place_id.in_(set(place_ids)))
    if slug := chosen.filter("place"):
        question = question.where(Place.slug == slug)
    if method := chosen.filter("method"):
        question = question.where(Residency.method == method)
    order = CLAIM_ORDERS.get(chosen.sort, CLAIM_ORDERS["oldest"])
    return ListQuestion(question, (*order, Residency.id), Residency.id)


def claims_waiting(
    session: Session, place_ids: Iterable[int] | None, *, asked_before: datetime | None = None
) -> tuple[int, datetime | None]:
    """Return how many claims wait and since when the oldest does; of these places, or of all with
    None; of those asked before an instant, where one is given.
    """
    question = select(func.count(), func.min(Residency.asked_at)).where(
        Residency.state == ClaimState.ASKED
    )
    if asked_before is not None:
        question = question.where(Residency.asked_at <= asked_before)
    if place_ids is not None:
        question = question.where(Residency.place_id.in_(set(place_ids)))
    number, first = session.execute(question).one()
    return number, first


def given_role_by_id(session: Session, role_id: int) -> GivenRole:
    """Return a role that was given to somebody; raises NotFound."""
    given_role = session.get(GivenRole, role_id)
    if given_role is None:
        raise NotFound
    return given_role


def lock_role(session: Session, given_role: GivenRole) -> None:
    """Read a role afresh and hold its row, so that it ends once."""
    session.scalars(exclusive(select(GivenRole).where(GivenRole.id == given_role.id))).one()


def lock_administrators(session: Session) -> int:
    """Count the administrators and hold their rows, so that two of them cannot end each other at
    once.
    """
    held = (
        select(GivenRole.id)
        .where(GivenRole.role == Role.ADMINISTRATOR, GivenRole.ended_at.is_(None))
        .order_by(GivenRole.id)
    )
    # Counted from the rows that are held; PostgreSQL locks none in a question that only counts.
    return len(session.scalars(exclusive(held)).all())


def roles_held(session: Session, person_id: int) -> list[NamedRole]:
    """Return the roles that a person holds now, by role and place."""
    question = roles_listed(EVERYTHING)
    own = question.rows.where(GivenRole.person_id == person_id).order_by(*question.order)
    return [NamedRole(*row) for row in session.execute(own)]


def roles_listed(choice: ListChoice) -> ListQuestion:
    """Ask for the roles held now with the names of person and place, by role and name."""
    rows = (
        select(GivenRole, Person.name, Place.name)
        .join(Person, Person.id == GivenRole.person_id)
        .outerjoin(Place, Place.id == GivenRole.place_id)
        .where(GivenRole.ended_at.is_(None))
    )
    if choice.q:
        rows = rows.where(says_every_word(Person.search_text, choice.q))
    if role := choice.filter("role"):
        rows = rows.where(GivenRole.role == role)
    order = (GivenRole.role, Person.name, Place.name, GivenRole.id)
    return ListQuestion(rows, order, GivenRole.id)


def holds_role(session: Session, person_id: int, role: str, place_id: int | None) -> bool:
    """Say whether a person holds a role now, for exactly this place (None: the city)."""
    place = GivenRole.place_id.is_(None) if place_id is None else GivenRole.place_id == place_id
    question = select(GivenRole.id).where(
        GivenRole.person_id == person_id,
        GivenRole.role == role,
        GivenRole.ended_at.is_(None),
        place,
    )
    return session.scalar(question) is not None


class NamedInvitation(NamedTuple):
    """An invitation with the name of the place its role is for (None: the city)."""

    invitation: Invitation
    neighbourhood: str | None


def invitation_by_id(session: Session, invitation_id: int) -> Invitation:
    """Return an invitation; raises NotFound."""
    invitation = session.get(Invitation, invitation_id)
    if invitation is None:
        raise NotFound
    return invitation


def lock_invitation(session: Session, invitation: Invitation) -> None:
    """Read an invitation afresh and hold its row; raises NotFound where it was withdrawn."""
    held = exclusive(select(Invitation).where(Invitation.id == invitation.id))
    if session.scalars(held).one_or_none() is None:
        raise NotFound


def open_invitations(session: Session) -> list[NamedInvitation]:
    """Return the invitations that nobody has accepted, oldest first, also where the link has
    expired.
    """
    question = (
        select(Invitation, Place.name)
        .outerjoin(Place, Place.id == Invitation.place_id)
        .where(Invitation.accepted_at.is_(None))
        .order_by(Invitation.invited_at, Invitation.id)
    )
    return [NamedInvitation(*row) for row in session.execute(question)]


def fresh_invitation(session: Session, token: str, now: datetime) -> NamedInvitation | None:
    """Return the invitation whose link has neither been used nor expired."""
    question = (
        select(Invitation, Place.name)
        .outerjoin(Place, Place.id == Invitation.place_id)
        .where(
            Invitation.token_hash == rules.token_hash(token),
            Invitation.accepted_at.is_(None),
            Invitation.expires_at > now,
        )
    )
    row = session.execute(question).one_or_none()
    return NamedInvitation(*row) if row else None


def invitation_of_token(session: Session, token: str) -> Invitation:
    """Return the invitation whose link has this token; raises NotFound."""
    question = select(Invitation).where(Invitation.token_hash == rules.token_hash(token))
    invitation = session.scalar(question)
    if invitation is None:
        raise NotFound
    return invitation


def place_name(session: Session, place_id: int | None) -> str:
    """Return the name of the place a role is for, "" for the city."""
    if place_id is None:
        return ""
    return session.scalar(select(Place.name).where(Place.id == place_id)) or ""


def is_invited(session: Session, email: str, role: str, place_id: int | None) -> bool:
    """Say whether an address has an invitation to a role that nobody has accepted."""
    place = Invitation.place_id.is_(None) if place_id is None else Invitation.place_id == place_id
    question = select(Invitation.id).where(
        Invitation.email == email,
        Invitation.role == role,
        Invitation.accepted_at.is_(None),
        place,
    )
    return session.scalar(question.limit(1)) is not None


def has_people_in(session: Session, place_id: int) -> bool:
    """Say whether anybody has lived in a place or asked to, or has held a role for it or is invited
    to.
    """
    has_lived = select(Residency.id).where(Residency.place_id == place_id).exists()
    has_role = select(GivenRole.id).where(GivenRole.place_id == place_id).exists()
    is_invited = select(Invitation.id).where(Invitation.place_id == place_id).exists()
    return bool(session.scalar(select(or_(has_lived, has_role, is_invited))))
