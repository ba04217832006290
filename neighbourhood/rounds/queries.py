"""Questions about editions and rounds."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from neighbourhood.places.models import Neighbourhood
from neighbourhood.refusals import NotFound
from neighbourhood.rounds.models import Edition, Round


def _rounds() -> Select[tuple[Round]]:
    return select(Round).options(
        joinedload(Round.edition), joinedload(Round.neighbourhood), joinedload(Round.fund), selectinload(Round.phases)
    )


def round_by_slug(session: Session, slug: str) -> Round:
    """Return a round with its edition, neighbourhood, fund and phases (two questions); raises NotFound."""
    found = session.scalar(_rounds().where(Round.slug == slug))
    if found is None:
        raise NotFound
    return found


def round_by_id(session: Session, round_id: int) -> Round:
    """Return a round like `round_by_slug`, by its number; raises NotFound."""
    found = session.scalar(_rounds().where(Round.id == round_id))
    if found is None:
        raise NotFound
    return found


def all_rounds(session: Session) -> Sequence[Round]:
    """Return all rounds with what surrounds them, newest edition first, then by neighbourhood."""
    order = (Edition.created_at.desc(), Edition.id.desc(), Neighbourhood.name, Round.id)
    return session.scalars(_rounds().join(Round.edition).join(Round.neighbourhood).order_by(*order)).all()


def rounds_of_neighbourhood(session: Session, neighbourhood_id: int) -> Sequence[Round]:
    """Return a neighbourhood's rounds, newest edition first."""
    found = _rounds().join(Round.edition).where(Round.neighbourhood_id == neighbourhood_id)
    return session.scalars(found.order_by(Edition.created_at.desc(), Edition.id.desc())).all()


def rounds_of_edition(session: Session, edition_id: int) -> Sequence[Round]:
    """Return an edition's rounds by neighbourhood."""
    found = _rounds().join(Round.neighbourhood).where(Round.edition_id == edition_id)
    return session.scalars(found.order_by(Neighbourhood.name, Round.id)).all()


def all_editions(session: Session) -> Sequence[Edition]:
    """Return all editions, newest first."""
    return session.scalars(select(Edition).order_by(Edition.created_at.desc(), Edition.id.desc())).all()


def edition_by_slug(session: Session, slug: str) -> Edition:
    """Return an edition; raises NotFound."""
    found = session.scalar(select(Edition).where(Edition.slug == slug))
    if found is None:
        raise NotFound
    return found
