"""The step of the costs."""

from collections.abc import Mapping
from typing import Any

from wtforms import HiddenField, SubmitField

from neighbourhood.languages import _l
from neighbourhood.projects import rules
from neighbourhood.projects.forms.parts import ANY_DIRECTION, ShortText, number_of
from neighbourhood.projects.forms.steps.step import StepForm
from neighbourhood.projects.rules import FIELD_RULES, Content, Cost, Step
from neighbourhood.projects.words import REFUSALS
from neighbourhood.web.fields import AtMost, MoneyAmount, Text
from neighbourhood.web.forms import with_fields

LINES = range(1, rules.MOST_LINES + 1)
ROWS_AT_FIRST = 4


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
        if not self.more_rows.data:
            return False
        self.rows.data = str(min(len(self.lines) + ROWS_AT_FIRST, rules.MOST_LINES))
        return True

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


def _is_filled(field: Any) -> bool:
    typed = field.raw_data[0] if field.raw_data else field.data
    return typed not in (None, "")
