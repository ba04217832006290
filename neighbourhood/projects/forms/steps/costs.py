"""The step of the costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import HiddenField, SubmitField

from neighbourhood.languages import _, _l
from neighbourhood.projects import rules
from neighbourhood.projects.forms.parts import ANY_DIRECTION, ShortText, number_of
from neighbourhood.projects.forms.steps.step import StepForm
from neighbourhood.projects.models import PriceItem, Project
from neighbourhood.projects.presenters.prices import PriceView, price_view
from neighbourhood.projects.rules import FIELD_RULES, Content, Cost, Step
from neighbourhood.projects.rules.prices import MOST_PRICE_NAME, middle_of, require_pieces
from neighbourhood.projects.words import REFUSALS
from neighbourhood.refusals import Invalid
from neighbourhood.web.drawings import Bar, fund_bar
from neighbourhood.web.fields import AtMost, MoneyAmount, Text, WholeNumber
from neighbourhood.web.filters import pick_text
from neighbourhood.web.forms import with_fields

#: Of one item, unless the author says otherwise.
PIECES_AT_FIRST = 1
LINES = range(1, rules.MOST_LINES + 1)
ROWS_AT_FIRST = 4


@dataclass(frozen=True)
class Offer:
    """An item of the price list that can be taken into the costs: its name as the author writes,
    and the amount that one of it is taken for.
    """

    id: int
    label: str
    amount: int
    view: PriceView

    def label_of(self, pieces: int) -> str:
        """Return what a cost line for so many of it is called."""
        text = self.label if pieces == 1 else f"{pieces} × {self.label}"
        return text[: rules.MOST_LABEL]


class CostsWithoutLines(StepForm):
    """What it costs; cost lines are pairs of fields, of which the empty ones do not count."""

    step = Step.COSTS
    shown_again = ("cost_lines", "upkeep_note")
    upkeep = MoneyAmount(_l("Upkeep each year"), render_kw={"inputmode": "decimal"})
    upkeep_note = ShortText(
        _l("Who sees to it?"), [AtMost(FIELD_RULES["upkeep_note"].most)], render_kw=ANY_DIRECTION
    )
    rows = HiddenField(default=str(ROWS_AT_FIRST))
    more_rows = SubmitField(_l("Add more cost lines"))
    add_up = SubmitField(_l("Add it up"))
    helpers = ("price_words", "pieces-")
    price_words = Text(_l("What do you need?"), [AtMost(MOST_PRICE_NAME)], render_kw=ANY_DIRECTION)
    find_price = SubmitField(_l("Look it up"))
    take_price = SubmitField(_l("Add to my costs"))
    offers: Sequence[Offer] = ()

    @classmethod
    def data_of(cls, content: Content) -> dict[str, Any]:
        """Return what stands in the fields of the lines."""
        data: dict[str, Any] = {"upkeep": content.upkeep, "upkeep_note": content.upkeep_note}
        for position, cost in enumerate(content.costs, start=1):
            data[f"cost_lines-{position}-label"] = cost.label
            data[f"cost_lines-{position}-amount"] = cost.amount
        return data

    @property
    def lines(self) -> list[tuple[Text, MoneyAmount]]:
        """Return the fields of the cost lines that are shown, as (label, amount)."""
        pairs = [(self[f"cost_lines-{n}-label"], self[f"cost_lines-{n}-amount"]) for n in LINES]
        # Never fewer than hold something: `rows` comes from the browser.
        filled = max(
            (
                n
                for n, pair in enumerate(pairs, start=1)
                if any(_is_filled(field) for field in pair)
            ),
            default=0,
        )
        asked = number_of(self.rows.data, otherwise=ROWS_AT_FIRST)
        return pairs[: min(max(filled, asked, ROWS_AT_FIRST), rules.MOST_LINES)]

    @property
    def can_have_more_rows(self) -> bool:
        """Say whether a project may have more cost lines than are shown."""
        return len(self.lines) < rules.MOST_LINES

    def wants_more(self) -> bool:
        """Say whether only more rows were asked for, and give them."""
        if self.take_price.data:
            self.carries_out(self._take_price)
            return True
        if self.more_rows.data:
            self.rows.data = str(min(len(self.lines) + ROWS_AT_FIRST, rules.MOST_LINES))
        return bool(self.more_rows.data or self.add_up.data or self.find_price.data)

    @property
    def total(self) -> int:
        """Return the sum of what can be read in the lines, in minor units."""
        return sum(amount.data or 0 for _label, amount in self.lines)

    def bar(self, fund: int) -> Bar:
        """Return the sum beside the fund, as a bar."""
        return fund_bar(fund, [(_("Your project"), self.total, "accent")])

    def _take_price(self) -> None:
        """Write the item whose button was pressed into the first empty line."""
        number = number_of((self.take_price.raw_data or [""])[0], otherwise=0)
        offer = next((one for one in self.offers if one.id == number), None)
        if offer is None:
            raise Invalid("price_ended", field="price_words")
        field = self[f"pieces-{offer.id}"]
        try:
            pieces = require_pieces(field.data)
        except Invalid as refusal:
            refusal.field = field.name
            raise
        self._write(offer.label_of(pieces), offer.amount * pieces)

    def _write(self, text: str, amount: int) -> None:
        pairs = [(self[f"cost_lines-{n}-label"], self[f"cost_lines-{n}-amount"]) for n in LINES]
        for position, pair in enumerate(pairs, start=1):
            if not any(_is_filled(field) for field in pair):
                pair[0].data, pair[1].data = text, amount
                # What was sent would be shown instead.
                pair[0].raw_data = pair[1].raw_data = None
                self.rows.data = str(max(len(self.lines), position))
                return
        raise Invalid("too_many_lines", field="price_words", most=rules.MOST_LINES)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, then each cost line as a pair."""
        is_fine = super().validate(extra_validators)
        for label, amount in self.lines:
            if label.data and amount.data is None and not amount.errors:
                amount.errors = [str(REFUSALS["amount_missing"])]
            if amount.data is not None and not label.data:
                label.errors = [str(REFUSALS["label_missing"])]
        return is_fine and not self.errors

    def part(self) -> Mapping[str, object]:
        """Return the lines that hold something."""
        costs = tuple(
            Cost(label.data, amount.data)
            for label, amount in self.lines
            if label.data and amount.data is not None
        )
        return {
            "costs": costs,
            "upkeep": self.upkeep.data,
            "upkeep_note": self.upkeep_note.data,
        }


def _cost_lines() -> dict[str, Text | MoneyAmount]:
    """Return the two fields of each cost line."""
    # All there can be, and the page shows some: so a form needs no JavaScript for one line more.
    fields: dict[str, Text | MoneyAmount] = {}
    for position in LINES:
        fields[f"cost_lines-{position}-label"] = Text(
            _l("What for"), [AtMost(rules.MOST_LABEL)], render_kw=ANY_DIRECTION
        )
        fields[f"cost_lines-{position}-amount"] = MoneyAmount(
            _l("How much"), render_kw={"inputmode": "decimal"}
        )
    return fields


CostsForm = with_fields(CostsWithoutLines, _cost_lines())


def costs_form(project: Project, items: Sequence[PriceItem], *, is_fresh: bool) -> Any:
    """Return the form with these items of the price list to take from."""
    pieces = {
        f"pieces-{item.id}": WholeNumber(
            _l("How many"), default=PIECES_AT_FIRST, render_kw={"inputmode": "numeric"}
        )
        for item in items
    }
    form = with_fields(CostsForm, pieces).of(project, is_fresh=is_fresh)
    form.offers = [_offer(item, project.language) for item in items]
    return form


def _offer(item: PriceItem, language: str) -> Offer:
    label = item.name.get(language) or pick_text(item.name)
    return Offer(item.id, label, middle_of(item.lowest, item.highest), price_view(item))


def _is_filled(field: Any) -> bool:
    typed = field.raw_data[0] if field.raw_data else field.data
    return typed not in (None, "")
