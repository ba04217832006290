"""Questions about editions."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from neighbourhood.database import flush
from neighbourhood.database.locks import exclusive
from neighbourhood.places.models import City, Place
from neighbourhood.refusals import NotFound
from neighbourhood.rounds.models import (
    CategoryLimit,
    Edition,
    ExclusiveProject,
    FrozenRules,
    ProjectFunding,
    Round,
)


def all_editions(session: Session) -> Sequence[Edition]:
    """Return all public editions, newest first."""
    return session.scalars(_newest_first().where(~Edition.is_draft)).all()


def all_editions_at_desk(session: Session) -> Sequence[Edition]:
    """Return all editions, drafts too, newest first."""
    return session.scalars(_newest_first()).all()


def _newest_first() -> Select[Edition]:
    return select(Edition).order_by(Edition.created_at.desc(), Edition.id.desc())


def edition_by_slug(session: Session, slug: str) -> Edition:
    """Return a public edition; raises NotFound."""
    edition = edition_at_desk(session, slug)
    if edition.is_draft:
        raise NotFound
    return edition


def edition_at_desk(session: Session, slug: str) -> Edition:
    """Return an edition, also a draft; raises NotFound."""
    edition = session.scalar(select(Edition).where(Edition.slug == slug))
    if edition is None:
        raise NotFound
    return edition


def lock_edition(session: Session, edition: Edition) -> None:
    """Hold a draft until the transaction ends and read afresh whether it still is one, before any
    of its rounds is held; raises NotFound where it was deleted meanwhile.

    What is public stays public, so it needs no holding.
    """
    if edition.is_draft:
        flush(session)
        draft = select(Edition).where(Edition.id == edition.id)
        if session.scalars(exclusive(draft)).one_or_none() is None:
            raise NotFound


def edition_of_preview(session: Session, token: str) -> Edition:
    """Return the edition that a preview link leads to, be it public by now; raises NotFound."""
    edition = session.scalar(select(Edition).where(Edition.preview_token == token))
    if edition is None:
        raise NotFound
    return edition


def edition_with_rounds(session: Session, slug: str) -> tuple[Edition, Sequence[Round]]:
    """Return a public edition and its rounds by place, with fund and phases (two
    questions); raises NotFound.
    """
    rounds = joinedload(Edition.rounds)
    around = (
        rounds.joinedload(Round.place),
        rounds.joinedload(Round.fund),
        rounds.selectinload(Round.phases),
    )
    edition = (
        session.scalars(
            select(Edition).where(Edition.slug == slug, ~Edition.is_draft).options(*around)
        )
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
    """Return the names of the places whose rounds of the edition have special rules that
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


def titles_of_editions(session: Session, numbers: Collection[int]) -> dict[int, dict[str, str]]:
    """Return the titles of editions by their numbers."""
    rows = session.execute(select(Edition.id, Edition.title).where(Edition.id.in_(numbers)))
    return {row.id: row.title for row in rows}


def places_of_rounds(
    session: Session, numbers: Collection[int]
) -> list[tuple[int, str, dict[str, str]]]:
    """Return the number, the place's name and the edition's title of rounds."""
    question = (
        select(Round.id, Place.name, Edition.title)
        .join(Place, Place.id == Round.place_id)
        .join(Edition, Edition.id == Round.edition_id)
        .where(Round.id.in_(numbers))
    )
    return [(row.id, row.name, row.title) for row in session.execute(question)]
