"""The price list as pages show it."""

from dataclasses import dataclass
from datetime import date

from neighbourhood.languages import ReadableText, Sentence, _
from neighbourhood.projects.models import PriceItem
from neighbourhood.projects.words import UNITS
from neighbourhood.web.filters import pick_text, readable, show_money


@dataclass(frozen=True)
class PriceView:
    """An item of the price list."""

    id: int
    code: str
    name: ReadableText
    amount: str
    unit: Sentence
    note: ReadableText
    category: str
    category_slug: str
    as_of: date
    is_active: bool
    is_invented: bool


def price_view(item: PriceItem) -> PriceView:
    """Return how pages show an item, in the reader's language where the list has it."""
    return PriceView(
        id=item.id,
        code=item.code,
        name=readable(item.name),
        amount=amount_between(item.lowest, item.highest),
        unit=UNITS[item.unit],
        note=readable(item.note),
        category=pick_text(item.category.name) if item.category else "",
        category_slug=item.category.slug if item.category else "",
        as_of=item.as_of,
        is_active=item.is_active,
        is_invented=item.is_invented,
    )


def amount_between(lowest: int, highest: int) -> str:
    """Return one amount, or the span of two."""
    if lowest == highest:
        return show_money(lowest)
    return _("%(lowest)s to %(highest)s", lowest=show_money(lowest), highest=show_money(highest))
