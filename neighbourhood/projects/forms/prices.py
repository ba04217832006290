"""The forms of the price list: one item, and a file of many."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_wtf.file import FileField

from neighbourhood.languages import Language, _d, _dl
from neighbourhood.projects.models import PriceItem
from neighbourhood.projects.rules.price_files import LARGEST_PRICE_FILE
from neighbourhood.projects.rules.prices import (
    MOST_PRICE_CODE,
    MOST_PRICE_NAME,
    MOST_PRICE_NOTE,
    Price,
    Unit,
)
from neighbourhood.projects.words import UNITS
from neighbourhood.refusals import Invalid, Refusal
from neighbourhood.web import BaseForm, languages
from neighbourhood.web.fields import (
    AtMost,
    Code,
    Day,
    MoneyAmount,
    OneOf,
    Optional,
    Required,
    Text,
    number_chosen,
)
from neighbourhood.web.texts import fields_of, given_texts, in_each_language, starting_texts


class PriceForm(BaseForm):
    """An item of the price list."""

    shown_again = ("name", "note")
    code = Code(_dl("Short name"), [Required(), AtMost(MOST_PRICE_CODE)])
    unit = OneOf(_dl("What the price is for"), [Required()])
    lowest = MoneyAmount(
        _dl("Price, or the lowest one"),
        [Required(_dl("Please write what it costs."))],
        render_kw={"inputmode": "decimal"},
    )
    highest = MoneyAmount(
        _dl("The highest price"), [Optional()], render_kw={"inputmode": "decimal"}
    )
    as_of = Day(_dl("As of"), [Required(_dl("Please say of which day the price is."))])
    category_id = OneOf(_dl("Category"), [Optional()], coerce=number_chosen, default=0)

    def offer(self, categories: list[tuple[str, str]]) -> "PriceForm":
        """Fill the lists to choose from; categories are (number, name)."""
        self.unit.choices = [(str(unit), UNITS[unit]) for unit in Unit]
        self.category_id.choices = [(0, _d("None")), *((int(n), name) for n, name in categories)]
        return self

    def refuse(self, refusal: Refusal) -> None:
        """Show what lacks a name at the first of its fields."""
        if refusal.field == "name":
            refusal.field = fields_of(self, "name")[0].name
        super().refuse(refusal)

    def price(self, item: PriceItem | None = None) -> Price:
        """Return what was entered; texts in languages that the form does not ask for stay."""
        lowest, highest = self.lowest.data, self.highest.data
        return Price(
            code=self.code.data,
            name=_texts(self, "name", item.name if item else {}),
            unit=self.unit.data,
            lowest=lowest,
            highest=lowest if highest is None else highest,
            # The form is only read once every field is fine.
            as_of=self.as_of.data or date.max,
            note=_texts(self, "note", item.note if item else {}),
            category_id=self.category_id.data or None,
        )


class PriceFileForm(BaseForm):
    """A file of many items."""

    file = FileField(_dl("A table as CSV"))

    def content(self) -> bytes:
        """Return what stands in the file; raises Invalid without one."""
        content: bytes = self.file.data.read(LARGEST_PRICE_FILE + 1) if self.file.data else b""
        if not content:
            raise Invalid("price_file_missing", field="file")
        return content


class EndPriceForm(BaseForm):
    """One button that takes an item off the list, or puts it on again."""


def price_form(item: PriceItem | None = None, *, today: date) -> PriceForm:
    """Return the form of an item, or of a new one of today."""
    form = in_each_language(PriceForm, languages(), name=_name, note=_note)
    return form(data=_start_of(item) if item else {"as_of": today})


def _start_of(item: PriceItem) -> dict[str, Any]:
    start: dict[str, Any] = {
        name: getattr(item, name) for name in ("code", "unit", "lowest", "as_of")
    }
    start |= {"category_id": item.category_id or 0}
    start |= {"highest": item.highest} if item.highest != item.lowest else {}
    return start | starting_texts(name=item.name, note=item.note)


def _texts(form: PriceForm, name: str, kept: Mapping[str, str]) -> dict[str, str]:
    texts = {**kept, **given_texts(form, name)}
    return {code: text for code, text in texts.items() if text}


def _name(spoken: Language) -> Text:
    return _text(spoken, MOST_PRICE_NAME)


def _note(spoken: Language) -> Text:
    return _text(spoken, MOST_PRICE_NOTE)


def _text(spoken: Language, most: int) -> Text:
    kw = {"lang": spoken.tag, "dir": spoken.direction}
    return Text(spoken.own_name, [Optional(), AtMost(most)], render_kw=kw)
