"""Questions about organisations and who speaks for them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, exists, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from neighbourhood.database.lists import EVERYTHING, ListChoice, ListQuestion
from neighbourhood.database.locks import exclusive
from neighbourhood.database.search import says_every_word
from neighbourhood.organisations.models import Organisation, OrganisationMember
from neighbourhood.organisations.rules import LIVING, OrganisationState
from neighbourhood.places.models import Place
from neighbourhood.refusals import NotFound


def organisation_by_slug(session: Session, slug: str) -> Organisation:
    """Return an organisation with its place and members by the short name in its address; raises
    NotFound.
    """
    return _one(session, Organisation.slug == slug)


def organisation_by_id(session: Session, number: int) -> Organisation:
    """Return an organisation with its place and members; raises NotFound."""
    return _one(session, Organisation.id == number)


def _one(session: Session, condition: ColumnElement[bool]) -> Organisation:
    question = select(Organisation).where(condition)
    found = session.scalar(
        question.options(
            joinedload(Organisation.place),
            selectinload(Organisation.members).joinedload(OrganisationMember.person),
        )
    )
    if found is None:
        raise NotFound
    return found


def lock_organisation(session: Session, organisation: Organisation) -> None:
    """Hold an organisation until the transaction ends, and read it and its members afresh."""
    question = (
        select(Organisation)
        .where(Organisation.id == organisation.id)
        .options(selectinload(Organisation.members))
    )
    session.scalars(exclusive(question)).one()


def confirmed_organisations(chosen: ListChoice = EVERYTHING) -> ListQuestion:
    """Return the question for the public list, by name: by words, place and kind."""
    question = _listed(chosen).where(Organisation.state == OrganisationState.CONFIRMED)
    return _question(question, (Organisation.search_text, Organisation.id))


def organisations_at_desk(
    place_ids: Collection[int] | None, chosen: ListChoice = EVERYTHING
) -> ListQuestion:
    """Return the question for the desk's list of all organisations in places (None: everywhere);
    those that wait come first, the longest waiting on top.
    """
    question = _listed(chosen)
    if place_ids is not None:
        question = question.where(Organisation.place_id.in_(place_ids))
    if state := chosen.filter("state"):
        question = question.where(Organisation.state == state)
    waits_first = (Organisation.state != OrganisationState.ASKED).asc()
    by_age = (waits_first, Organisation.entered_at, Organisation.id)
    by_name = (Organisation.search_text, Organisation.id)
    return _question(question, by_name if chosen.sort == "name" else by_age)


def _listed(chosen: ListChoice) -> Select[Organisation]:
    question = select(Organisation).join(Organisation.place)
    question = question.where(says_every_word(Organisation.search_text, chosen.q))
    if slug := chosen.filter("place"):
        question = question.where(Place.slug == slug)
    if kind := chosen.filter("kind"):
        question = question.where(Organisation.kind == kind)
    return question


def _question(
    rows: Select[Organisation], order: tuple[ColumnElement[Any] | SQLColumnExpression[Any], ...]
) -> ListQuestion:
    options = (contains_eager(Organisation.place), selectinload(Organisation.members))
    return ListQuestion(rows, order, Organisation.id, options)


def organisations_waiting(
    session: Session, place_ids: Collection[int] | None
) -> tuple[int, datetime | None]:
    """Return how many organisations in places (None: everywhere) wait, and since when the first."""
    question = select(func.count(), func.min(Organisation.entered_at)).where(
        Organisation.state == OrganisationState.ASKED
    )
    if place_ids is not None:
        question = question.where(Organisation.place_id.in_(place_ids))
    number, since = session.execute(question).one()
    return number, since


def number_in_place(session: Session, place_id: int) -> int:
    """Return how many confirmed organisations belong to a place."""
    question = select(func.count()).where(
        Organisation.place_id == place_id, Organisation.state == OrganisationState.CONFIRMED
    )
    return session.scalar(question) or 0


def organisations_of(session: Session, person_id: int) -> Sequence[Organisation]:
    """Return the organisations that somebody speaks for and that go on or wait, by name."""
    speaks = exists().where(
        OrganisationMember.organisation_id == Organisation.id,
        OrganisationMember.person_id == person_id,
    )
    question = select(Organisation).where(speaks, Organisation.state != OrganisationState.ENDED)
    return session.scalars(question.order_by(Organisation.search_text, Organisation.id)).all()


def waiting_of(session: Session, person_id: int | None) -> int:
    """Return how many organisations that somebody entered wait for an answer."""
    question = select(func.count()).where(
        Organisation.entered_by_id == person_id, Organisation.state == OrganisationState.ASKED
    )
    return session.scalar(question) or 0


def organisations_to_offer(
    session: Session, person_id: int | None, *, limit: int
) -> Sequence[tuple[Organisation, bool]]:
    """Return the organisations that are confirmed or that somebody speaks for, by name, each with
    whether they speak for it (one question).
    """
    is_own = Organisation.id.in_(
        select(OrganisationMember.organisation_id).where(OrganisationMember.person_id == person_id)
    )
    is_offered = Organisation.state == OrganisationState.CONFIRMED
    question = select(Organisation, is_own).where(
        is_offered | (is_own & Organisation.state.in_(LIVING))
    )
    ordered = question.order_by(is_own.desc(), Organisation.search_text, Organisation.id)
    return [(row[0], bool(row[1])) for row in session.execute(ordered.limit(limit))]


def is_name_taken(session: Session, place_id: int, search_text: str, *, but: int | None) -> bool:
    """Say whether a living organisation of a place, but this one, has a name that reads the
    same.
    """
    question = select(Organisation.id).where(
        Organisation.place_id == place_id,
        Organisation.search_text == search_text,
        Organisation.state.in_(LIVING),
        Organisation.id.is_distinct_from(but),
    )
    return session.scalar(question.limit(1)) is not None


def entered_by_key(session: Session, submission_key: str) -> Organisation | None:
    """Return what a form with this key has already entered, or None."""
    return session.scalar(select(Organisation).where(Organisation.submission_key == submission_key))


def slugs_like(session: Session, start: str) -> set[str]:
    """Return the short names in use that begin so."""
    question = select(Organisation.slug).where(Organisation.slug.startswith(start, autoescape=True))
    return set(session.scalars(question))


def organisation_names(session: Session, numbers: Collection[int]) -> dict[int, str]:
    """Return the names of organisations by their numbers."""
    question = select(Organisation.id, Organisation.name).where(Organisation.id.in_(numbers))
    return {row.id: row.name for row in session.execute(question)}
