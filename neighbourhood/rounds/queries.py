"""Questions about editions and rounds."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Select, case, cast, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from neighbourhood.database import flush
from neighbourhood.database.locks import exclusive, share
from neighbourhood.people.models import GivenRole, Person
from neighbourhood.permissions import Role
from neighbourhood.places.models import City, Place
from neighbourhood.refusals import NotFound
from neighbourhood.rounds.models import (
    CategoryLimit,
    Edition,
    ExclusiveProject,
    FrozenRules,
    Fund,
    FundEntry,
    MovedDate,
    Phase,
    ProjectFunding,
    Round,
)
from neighbourhood.rounds.rules import LEDGER_CHANGES, DecidedBy, LedgerKind
from neighbourhood.things import ThingRef


# What a round has one of is joined. Phases are many, so joined they would send the round's row once
# for each; where only one round is asked for, that is still cheaper than a second question.
def _rounds_without_phases() -> Select[Round]:
    return select(Round).options(
        joinedload(Round.edition),
        joinedload(Round.place),
        joinedload(Round.fund),
        joinedload(Round.ending),
    )


def _rounds() -> Select[Round]:
    return _rounds_without_phases().options(selectinload(Round.phases))


def is_any_round(session: Session) -> bool:
    """Say whether there is any round, with a fund in the city's currency and dates by its clock."""
    return session.scalar(select(Round.id).limit(1)) is not None


def round_by_slug(session: Session, slug: str, *, with_rules: bool = False) -> Round:
    """Return a round with its edition, neighbourhood, fund and phases (one question), if asked
    with its frozen rules; raises NotFound.
    """
    question = _rounds_without_phases().options(joinedload(Round.phases))
    if with_rules:
        question = question.options(joinedload(Round.frozen))
    round_ = session.scalars(question.where(Round.slug == slug)).unique().one_or_none()
    if round_ is None:
        raise NotFound
    return round_


def round_by_id(session: Session, round_id: int) -> Round:
    """Return a round like `round_by_slug`, by its number; raises NotFound."""
    round_ = session.scalar(_rounds().where(Round.id == round_id))
    if round_ is None:
        raise NotFound
    return round_


def round_at_hand(session: Session, round_id: int) -> Round:
    """Return a round by its number, without asking again where the request has loaded it; raises
    NotFound.
    """
    round_ = session.get(Round, round_id)
    if round_ is None:
        raise NotFound
    return round_


def all_rounds(session: Session) -> Sequence[Round]:
    """Return all rounds with what surrounds them, newest edition first, then by neighbourhood."""
    order = (Edition.created_at.desc(), Edition.id.desc(), Place.name, Round.id)
    return session.scalars(_rounds().join(Round.edition).join(Round.place).order_by(*order)).all()


def rounds_of_place(session: Session, place_id: int) -> Sequence[Round]:
    """Return a neighbourhood's rounds, newest edition first."""
    rounds = _rounds().join(Round.edition).where(Round.place_id == place_id)
    return session.scalars(rounds.order_by(Edition.created_at.desc(), Edition.id.desc())).all()


def rounds_of_edition(session: Session, edition_id: int) -> Sequence[Round]:
    """Return an edition's rounds by neighbourhood."""
    rounds = _rounds().join(Round.place).where(Round.edition_id == edition_id)
    return session.scalars(rounds.order_by(Place.name, Round.id)).all()


def all_editions(session: Session) -> Sequence[Edition]:
    """Return all editions, newest first."""
    return session.scalars(
        select(Edition).order_by(Edition.created_at.desc(), Edition.id.desc())
    ).all()


def edition_by_slug(session: Session, slug: str) -> Edition:
    """Return an edition; raises NotFound."""
    edition = session.scalar(select(Edition).where(Edition.slug == slug))
    if edition is None:
        raise NotFound
    return edition


def edition_with_rounds(session: Session, slug: str) -> tuple[Edition, Sequence[Round]]:
    """Return an edition and its rounds by neighbourhood, with fund and phases (two questions);
    raises NotFound.
    """
    rounds = joinedload(Edition.rounds)
    around = (
        rounds.joinedload(Round.place),
        rounds.joinedload(Round.fund),
        rounds.selectinload(Round.phases),
    )
    edition = (
        session.scalars(select(Edition).where(Edition.slug == slug).options(*around))
        .unique()
        .one_or_none()
    )
    if edition is None:
        raise NotFound
    return edition, sorted(edition.rounds, key=lambda round_: (round_.place.name, round_.id))


def currency(session: Session) -> str:
    """Return the city's currency (ISO 4217)."""
    return session.scalar(select(City.currency)) or "EUR"


def is_slug_taken(session: Session, slug: str) -> bool:
    """Say whether an edition has this slug."""
    return session.scalar(select(Edition.id).where(Edition.slug == slug)) is not None


def has_round(session: Session, edition_id: int, place_id: int) -> bool:
    """Say whether the neighbourhood has a round in the edition."""
    question = select(Round.id).where(Round.edition_id == edition_id, Round.place_id == place_id)
    return session.scalar(question) is not None


def has_frozen_round(session: Session, edition_id: int) -> bool:
    """Say whether a vote of the edition has opened, so that its rules are frozen."""
    question = (
        select(Round.id)
        .join(FrozenRules, FrozenRules.round_id == Round.id)
        .where(Round.edition_id == edition_id)
        .limit(1)
    )
    return session.scalar(question) is not None


def places_with_constraints(session: Session, edition_id: int) -> Sequence[str]:
    """Return the names of the neighbourhoods whose rounds of the edition have special rules that
    the count must keep.
    """
    # What somebody else pays for is no matter of the count.
    asked = (
        select(ExclusiveProject.round_id),
        select(CategoryLimit.round_id),
        select(ProjectFunding.round_id).where(ProjectFunding.payer == ""),
    )
    has_some = or_(*(Round.id.in_(rounds) for rounds in asked))
    places = select(Place.name).join(Round, Round.place_id == Place.id)
    return session.scalars(
        places.where(Round.edition_id == edition_id, has_some).order_by(Place.name)
    ).all()


def lock_round(session: Session, round_: Round, *, shared: bool = False) -> None:
    """Hold the round until the transaction ends and read its row and its dates afresh.

    Alone keeps everybody else out; shared lets others share it too, but nobody may open, seal or
    move its dates meanwhile. Whoever holds several things takes them in this order, so that no two
    wait for each other: round, fund, project, voting right.
    """
    # What this transaction has changed must be written before the row is read afresh, or it would
    # be overwritten in memory.
    flush(session)
    hold = share if shared else exclusive
    question = select(Round).where(Round.id == round_.id).options(selectinload(Round.phases))
    session.scalars(hold(question)).one()


def lock_rounds_of_edition(session: Session, edition_id: int) -> None:
    """Hold all rounds of an edition until the transaction ends, so that no vote of it opens
    meanwhile.
    """
    flush(session)
    # In the order of their numbers, so that two that lock the same edition cannot wait for each
    # other.
    question = select(Round.id).where(Round.edition_id == edition_id).order_by(Round.id)
    session.scalars(exclusive(question)).all()


def lock_fund(session: Session, fund: Fund) -> None:
    """Hold the fund, after its round if that is held too, until the transaction ends and read its
    totals afresh.
    """
    flush(session)
    session.scalars(exclusive(select(Fund).where(Fund.id == fund.id))).one()


@dataclass(frozen=True)
class LedgerLine:
    """An entry of a fund's ledger, with what is left to allocate after it (minor units)."""

    kind: LedgerKind
    amount: int
    subject: ThingRef
    at: datetime
    left: int


def number_of_entries(session: Session, fund_id: int, kinds: Collection[LedgerKind]) -> int:
    """Return how many entries of these kinds a fund's ledger has."""
    entries = select(FundEntry.id).where(FundEntry.fund_id == fund_id, FundEntry.kind.in_(kinds))
    return session.scalar(select(func.count()).select_from(entries.subquery())) or 0


def ledger_of_fund(
    session: Session, fund_id: int, kinds: Collection[LedgerKind], *, offset: int, limit: int
) -> Sequence[LedgerLine]:
    """Return a part of the entries of these kinds in a fund's ledger, oldest first."""
    # What is paid out of an allocation was no longer free before.
    freed = case(
        (FundEntry.kind.in_((LedgerKind.GRANTED, LedgerKind.RELEASED)), FundEntry.amount),
        (FundEntry.kind == LedgerKind.ALLOCATED, -FundEntry.amount),
        else_=0,
    )
    # PostgreSQL sums whole numbers into a decimal.
    left = cast(func.sum(freed).over(order_by=FundEntry.id), BigInteger)
    question = select(
        FundEntry.kind, FundEntry.amount, FundEntry.subject, FundEntry.at, left
    ).where(FundEntry.fund_id == fund_id, FundEntry.kind.in_(kinds))
    rows = session.execute(question.order_by(FundEntry.id).offset(offset).limit(limit))
    return [
        LedgerLine(LedgerKind(kind), amount, ThingRef.parse(subject), at, rest)
        for kind, amount, subject, at, rest in rows
    ]


@dataclass(frozen=True)
class FundBook:
    """A fund's totals as they stand on its row and as its ledger's entries sum up to (minor
    units): amount, allocated, paid; and what the ledger allocates to each thing.
    """

    round_id: int
    slug: str
    has_committee: bool
    totals: dict[str, int]
    sums: dict[str, int]
    allocated_to: dict[ThingRef, int]


def fund_books(session: Session) -> list[FundBook]:
    """Return every fund's totals beside what its ledger sums up to, by round."""
    books = {
        fund.id: FundBook(
            round_id=fund.round_id,
            slug=slug,
            has_committee=decided_by == DecidedBy.COMMITTEE,
            totals={name: getattr(fund, name) for name in ("amount", "allocated", "paid")},
            sums={"amount": 0, "allocated": 0, "paid": 0},
            allocated_to={},
        )
        for fund, slug, decided_by in session.execute(
            select(Fund, Round.slug, Edition.decided_by)
            .join(Round, Fund.round_id == Round.id)
            .join(Edition, Edition.id == Round.edition_id)
            .order_by(Round.id)
        )
    }
    for entry in session.scalars(select(FundEntry).order_by(FundEntry.id)):
        book = books[entry.fund_id]
        total, sign = LEDGER_CHANGES[LedgerKind(entry.kind)]
        book.sums[total] += sign * entry.amount
        if total == "allocated":
            thing = ThingRef.parse(entry.subject)
            book.allocated_to[thing] = book.allocated_to.get(thing, 0) + sign * entry.amount
    return list(books.values())


def open_move(session: Session, phase: Phase) -> MovedDate | None:
    """Return the move of this end that waits for a second person."""
    # A move asked for before the end was moved another way is void: nobody can confirm it, and it
    # must not stand in the way of a new one.
    waiting = select(MovedDate).where(
        MovedDate.phase_id == phase.id,
        MovedDate.confirmed_at.is_(None),
        MovedDate.old_end == phase.ends_at,
    )
    return session.scalars(waiting.order_by(MovedDate.id)).first()


def moves_of_round(session: Session, round_id: int) -> Sequence[MovedDate]:
    """Return all moves of a round's ends with their phases, asked and confirmed, oldest first."""
    moves = (
        select(MovedDate)
        .join(MovedDate.phase)
        .options(joinedload(MovedDate.phase))
        .where(Phase.round_id == round_id)
    )
    return session.scalars(moves.order_by(MovedDate.asked_at, MovedDate.id)).all()


def move_by_id(session: Session, move_id: int) -> MovedDate:
    """Return a move of an end; raises NotFound."""
    move = session.get(MovedDate, move_id)
    if move is None:
        raise NotFound
    return move


def moves_of_edition(session: Session, edition_id: int) -> Sequence[MovedDate]:
    """Return all moves of ends in an edition with their phases, rounds and neighbourhoods, oldest
    first.
    """
    around = joinedload(MovedDate.phase).joinedload(Phase.round).joinedload(Round.place)
    moves = (
        select(MovedDate)
        .join(MovedDate.phase)
        .join(Phase.round)
        .options(around)
        .where(Round.edition_id == edition_id)
    )
    return session.scalars(moves.order_by(MovedDate.asked_at, MovedDate.id)).all()


def open_moves(session: Session, now: datetime) -> Sequence[MovedDate]:
    """Return the moves that wait for a second person and can still be confirmed, oldest first."""
    moves = (
        select(MovedDate)
        .join(MovedDate.phase)
        .options(joinedload(MovedDate.phase).joinedload(Phase.round))
        .where(
            MovedDate.confirmed_at.is_(None),
            MovedDate.old_end == Phase.ends_at,
            Phase.ends_at > now,
        )
    )
    return session.scalars(moves.order_by(MovedDate.asked_at, MovedDate.id)).all()


def possible_key_holders(session: Session) -> Sequence[Person]:
    """Return the people who hold a role at the city, by name."""
    roles = [str(role) for role in (Role.STAFF, Role.ADMINISTRATOR, Role.OFFICER)]
    held = select(GivenRole.person_id).where(
        GivenRole.ended_at.is_(None), GivenRole.role.in_(roles)
    )
    return session.scalars(
        select(Person).where(Person.id.in_(held)).order_by(Person.name, Person.id)
    ).all()
