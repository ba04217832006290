"""The city's price list: adding, changing and ending its items, one by one or from a file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.places.queries import the_city
from neighbourhood.projects import queries
from neighbourhood.projects.models import Category, PriceItem
from neighbourhood.projects.rules.price_files import ListedPrice
from neighbourhood.projects.rules.prices import Price, require_sound_price
from neighbourhood.refusals import Invalid
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


@dataclass(frozen=True)
class FileOutcome:
    """How many items a file has added and changed."""

    added: int
    changed: int


def add_price(session: Session, price: Price, *, actor: Actor, now: datetime) -> PriceItem:
    """Put an item on the list."""
    require(actor, Action.SET_UP_CITY)
    _require_sound(session, price, now)
    if queries.prices_by_code(session, [price.code]):
        raise Invalid("price_exists", field="code")
    item = PriceItem(is_active=True)
    _take(item, price, now)
    session.add(item)
    flush(session)
    thing, content = _told(item)
    record(session, "add_price", thing, actor=actor, now=now, **content)
    return item


def change_price(
    session: Session, item: PriceItem, price: Price, *, actor: Actor, now: datetime
) -> PriceItem:
    """Change an item; costs that were taken from it stay what they are."""
    require(actor, Action.SET_UP_CITY)
    _require_sound(session, price, now)
    if price.code != item.code and queries.prices_by_code(session, [price.code]):
        raise Invalid("price_exists", field="code")
    # One that was made up for the demo is no longer, once somebody has put other figures there.
    if replace(price, is_invented=item.is_invented) == price_of(item):
        return item
    _take(item, price, now)
    flush(session)
    thing, content = _told(item)
    record(session, "change_price", thing, actor=actor, now=now, **content)
    return item


def end_price(
    session: Session, item: PriceItem, *, is_active: bool, actor: Actor, now: datetime
) -> PriceItem:
    """Take an item off the list, or put it on again; its number and its past stay."""
    require(actor, Action.SET_UP_CITY)
    if item.is_active == is_active:
        return item
    item.is_active, item.changed_at = is_active, now
    flush(session)
    thing, content = _told(item)
    if is_active:
        record(session, "offer_price_again", thing, actor=actor, now=now, **content)
    else:
        record(session, "end_price", thing, actor=actor, now=now, **content)
    return item


def import_prices(
    session: Session, listed: Sequence[ListedPrice], *, actor: Actor, now: datetime
) -> FileOutcome:
    """Add or change every item of a file by its code; those the file does not name stay."""
    require(actor, Action.SET_UP_CITY)
    known = queries.prices_by_code(session, [one.price.code for one in listed])
    added = changed = 0
    for one in listed:
        item = known.get(one.price.code)
        if item is None:
            item = add_price(session, one.price, actor=actor, now=now)
            added += 1
        else:
            before = (price_of(item), item.is_active)
            change_price(session, item, one.price, actor=actor, now=now)
            changed += before != (price_of(item), one.is_active)
        end_price(session, item, is_active=one.is_active, actor=actor, now=now)
    return FileOutcome(added, changed)


def price_of(item: PriceItem) -> Price:
    """Return what the staff have entered of an item."""
    return Price(
        code=item.code,
        name=item.name,
        unit=item.unit,
        lowest=item.lowest,
        highest=item.highest,
        as_of=item.as_of,
        note=item.note,
        category_id=item.category_id,
        is_invented=item.is_invented,
    )


def _require_sound(session: Session, price: Price, now: datetime) -> None:
    city = the_city(session)
    today = now.astimezone(ZoneInfo(city.timezone if city else "UTC")).date()
    require_sound_price(price, today=today)
    if price.category_id is None:
        return
    category = session.get(Category, price.category_id)
    if category is None or category.edition_id is not None:
        raise Invalid("category_unknown", field="category_id")


def _take(item: PriceItem, price: Price, now: datetime) -> None:
    for name in ("code", "unit", "lowest", "highest", "as_of", "category_id", "is_invented"):
        setattr(item, name, getattr(price, name))
    item.name = {code: text for code, text in price.name.items() if text}
    item.note = {code: text for code, text in price.note.items() if text}
    item.changed_at = now


def _told(item: PriceItem) -> tuple[ThingRef, dict[str, object]]:
    """Return an item and what the trail keeps of it."""
    content: dict[str, object] = {
        "code": item.code,
        "name": item.name,
        "unit": item.unit,
        "lowest": item.lowest,
        "highest": item.highest,
        "as_of": item.as_of.isoformat(),
    }
    return ThingRef(ThingKind.PRICE, item.id), content
