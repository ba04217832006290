"""Questions about categories."""

from collections.abc import Sequence

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.database.locks import exclusive
from neighbourhood.projects.models import Category, PriceItem, Project
from neighbourhood.refusals import NotFound
from neighbourhood.rounds.models import CategoryLimit


def all_categories(session: Session) -> Sequence[Category]:
    """Return all categories of the city in its order, without those of recounted files."""
    return session.scalars(
        select(Category)
        .where(Category.edition_id.is_(None))
        .order_by(Category.position, Category.id)
    ).all()


def categories_of_recount(session: Session, edition_id: int) -> Sequence[Category]:
    """Return the categories that the recounted files of an edition have brought."""
    return session.scalars(
        select(Category).where(Category.edition_id == edition_id).order_by(Category.id)
    ).all()


def category_by_slug(session: Session, slug: str) -> Category | None:
    """Return a category, or None."""
    return session.scalar(select(Category).where(Category.slug == slug))


def used_category_ids(session: Session) -> set[int]:
    """Return the numbers of the categories that a project, a price or a limit of a
    round names.
    """
    is_used = or_(
        exists().where(Project.category_id == Category.id),
        exists().where(PriceItem.category_id == Category.id),
        exists().where(CategoryLimit.category_id == Category.id),
    )
    return set(session.scalars(select(Category.id).where(is_used)))


def lock_category(session: Session, category: Category) -> None:
    """Hold the category until the transaction ends, so that nobody begins to use it meanwhile;
    raises NotFound where it was deleted.
    """
    flush(session)
    question = exclusive(select(Category).where(Category.id == category.id))
    if session.scalars(question).one_or_none() is None:
        raise NotFound
