"""Questions about the city's price list."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from neighbourhood.database import flush
from neighbourhood.database.lists import ListChoice, ListQuestion
from neighbourhood.database.locks import exclusive
from neighbourhood.database.search import says_every_word
from neighbourhood.projects.models import Category, PriceItem
from neighbourhood.refusals import NotFound

#: Of what a search offers to take into the costs; more would be no help.
MOST_OFFERED = 8
#: Where nobody has looked for anything yet: what fits the project's category.
MOST_SUGGESTED = 4


def price_list(choice: ListChoice, *, with_ended: bool) -> ListQuestion:
    """Return the question for the list: by category, then by code; those that ended only where they
    are wanted.
    """
    rows = (
        select(PriceItem)
        .outerjoin(Category)
        .where(says_every_word(PriceItem.search_text, choice.q))
    )
    state = choice.filter("state")
    if not with_ended or state == "offered":
        rows = rows.where(PriceItem.is_active)
    elif state == "ended":
        rows = rows.where(PriceItem.is_active.is_(False))
    if category := choice.filter("category"):
        rows = rows.where(Category.slug == category)
    order = (func.coalesce(Category.position, 10**6), PriceItem.code, PriceItem.id)
    return ListQuestion(rows, order, PriceItem.id, (joinedload(PriceItem.category),))


def find_prices(
    session: Session, words: str, *, category_id: int | None = None
) -> Sequence[PriceItem]:
    """Return the items offered whose name in any language holds all these words, those of the
    category first.
    """
    is_other = PriceItem.category_id.is_distinct_from(category_id)
    question = select(PriceItem).where(
        PriceItem.is_active, says_every_word(PriceItem.search_text, words)
    )
    ordered = question.order_by(is_other, PriceItem.code, PriceItem.id)
    most = MOST_OFFERED if words else MOST_SUGGESTED
    return session.scalars(ordered.limit(most)).all()


def all_prices(session: Session) -> Sequence[PriceItem]:
    """Return every item, those that ended too, by code."""
    return session.scalars(select(PriceItem).order_by(PriceItem.code)).all()


def prices_by_code(session: Session, codes: Collection[str]) -> dict[str, PriceItem]:
    """Return the items with these codes, held until the transaction ends."""
    flush(session)
    question = select(PriceItem).where(PriceItem.code.in_(codes)).order_by(PriceItem.id)
    return {item.code: item for item in session.scalars(exclusive(question))}


def price_by_id(session: Session, price_id: int) -> PriceItem:
    """Return an item; raises NotFound."""
    item = session.get(PriceItem, price_id)
    if item is None:
        raise NotFound
    return item


def has_prices(session: Session) -> bool:
    """Say whether anything stands on the list."""
    return session.scalar(select(PriceItem.id).where(PriceItem.is_active).limit(1)) is not None
