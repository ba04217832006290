"""Questions about rounds, and holding them."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, inspect, select
from sqlalchemy.orm import Session, joinedload, selectinload

from neighbourhood.database import flush
from neighbourhood.database.locks import exclusive, share
from neighbourhood.people.models import GivenRole, Person
from neighbourhood.places.models import Place
from neighbourhood.refusals import NotFound
from neighbourhood.rounds.models import Edition, Round
from neighbourhood.rounds.queries.due import KEY_HOLDER_ROLES


# What a round has one of is joined. Phases are many, so joined they would send the round's row once
# for each; where only one round is asked for, that is still cheaper than a second question.
def _rounds_without_phases() -> Select[Round]:
    return select(Round).options(
        joinedload(Round.edition),
        joinedload(Round.place),
        joinedload(Round.fund),
    )


def _rounds() -> Select[Round]:
    return _rounds_without_phases().options(selectinload(Round.phases))


def is_any_round(session: Session) -> bool:
    """Say whether there is any round, with a fund in the city's currency and dates by its clock."""
    return session.scalar(select(Round.id).limit(1)) is not None


def round_by_slug(session: Session, slug: str, *, with_rules: bool = False) -> Round:
    """Return a round of a public edition with its edition, place, fund and phases (one
    question), if asked with its frozen rules; raises NotFound.
    """
    round_ = _round(session, slug, with_rules=with_rules)
    if round_.edition.is_draft:
        raise NotFound
    return round_


def round_at_desk(session: Session, slug: str) -> Round:
    """Return a round like `round_by_slug`, also one of a draft; raises NotFound."""
    return _round(session, slug, with_rules=False)


def _round(session: Session, slug: str, *, with_rules: bool) -> Round:
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


def rounds_at_hand(session: Session) -> Sequence[Round]:
    """Return the rounds that the request has loaded with their phases, without a question: on the
    first page these are all that are public.
    """
    loaded = [thing for thing in session.identity_map.values() if isinstance(thing, Round)]
    return [round_ for round_ in loaded if "phases" not in inspect(round_).unloaded]


def all_rounds(session: Session) -> Sequence[Round]:
    """Return the rounds of all public editions with what surrounds them, newest edition first,
    then by place.
    """
    return session.scalars(_rounds_in_order().where(~Edition.is_draft)).all()


def rounds_among(session: Session, numbers: Collection[int]) -> Sequence[Round]:
    """Return those of these rounds that are public, in the order of `all_rounds`."""
    if not numbers:
        return []
    question = _rounds_in_order().where(~Edition.is_draft, Round.id.in_(numbers))
    return session.scalars(question).all()


def all_rounds_at_desk(session: Session) -> Sequence[Round]:
    """Return all rounds, drafts too, in the order of `all_rounds`."""
    return session.scalars(_rounds_in_order()).all()


def _rounds_in_order() -> Select[Round]:
    order = (Edition.created_at.desc(), Edition.id.desc(), Place.name, Round.id)
    return _rounds().join(Round.edition).join(Round.place).order_by(*order)


def rounds_of_place(session: Session, place_id: int) -> Sequence[Round]:
    """Return a place's rounds of public editions, newest edition first."""
    here = (Round.place_id == place_id, ~Edition.is_draft)
    rounds = _rounds().join(Round.edition).where(*here)
    return session.scalars(rounds.order_by(Edition.created_at.desc(), Edition.id.desc())).all()


def rounds_of_edition(session: Session, edition_id: int) -> Sequence[Round]:
    """Return an edition's rounds by place."""
    rounds = _rounds().join(Round.place).where(Round.edition_id == edition_id)
    return session.scalars(rounds.order_by(Place.name, Round.id)).all()


def has_round(session: Session, edition_id: int, place_id: int) -> bool:
    """Say whether the place has a round in the edition."""
    question = select(Round.id).where(Round.edition_id == edition_id, Round.place_id == place_id)
    return session.scalar(question) is not None


def has_rounds_in(session: Session, place_id: int) -> bool:
    """Say whether a place has rounds, drafts too."""
    return session.scalar(select(Round.id).where(Round.place_id == place_id).limit(1)) is not None


def is_vote_open_in(session: Session, place_ids: Collection[int]) -> bool:
    """Say whether a vote is open in one of these places, and let none open before the transaction
    ends.
    """
    flush(session)
    question = select(Round).where(Round.place_id.in_(place_ids)).order_by(Round.id)
    # All are held, also those not open: one of them could just be opening.
    held = session.scalars(share(question.options(selectinload(Round.ending)))).all()
    return any(
        round_.opened_at is not None and round_.sealed_at is None and round_.ended_as is None
        for round_ in held
    )


def lock_round(session: Session, round_: Round, *, shared: bool = False) -> None:
    """Hold the round until the transaction ends and read its row, dates and ending afresh; raises
    NotFound where it was deleted with its draft.

    Alone keeps everybody else out; shared lets others share it too, but nobody may open, seal or
    move its dates meanwhile. Whoever holds several things takes them in this order, so that no two
    wait for each other: a draft's edition, round, fund, project, voting right.
    """
    # What this transaction has changed must be written before the row is read afresh, or it would
    # be overwritten in memory.
    flush(session)
    hold = share if shared else exclusive
    around = (selectinload(Round.phases), selectinload(Round.ending))
    question = select(Round).where(Round.id == round_.id).options(*around)
    if session.scalars(hold(question)).one_or_none() is None:
        raise NotFound


def lock_rounds_of_edition(session: Session, edition_id: int) -> None:
    """Hold all rounds of an edition until the transaction ends, so that no vote of it opens
    meanwhile.
    """
    flush(session)
    # In the order of their numbers, so that two that lock the same edition cannot wait for each
    # other.
    question = select(Round.id).where(Round.edition_id == edition_id).order_by(Round.id)
    session.scalars(exclusive(question)).all()


def possible_key_holders(session: Session) -> Sequence[Person]:
    """Return the people who hold a role at the city, by name."""
    held = select(GivenRole.person_id).where(
        GivenRole.ended_at.is_(None), GivenRole.role.in_(KEY_HOLDER_ROLES)
    )
    return session.scalars(
        select(Person).where(Person.id.in_(held)).order_by(Person.name, Person.id)
    ).all()
