"""The forms of an author: writing a project, handing it in, taking it back."""

import re
from typing import Any

from wtforms import HiddenField, StringField, SubmitField

from neighbourhood.folding import visible
from neighbourhood.languages import _, _l
from neighbourhood.money import western_digits
from neighbourhood.places.rules.coordinates import LONGEST_POINT, read_point
from neighbourhood.projects import rules
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import (
    FIELD_RULES,
    Carrier,
    Content,
    Cost,
)
from neighbourhood.projects.services import content_of
from neighbourhood.projects.words import CARRIERS, REFUSALS
from neighbourhood.refusals import Refusal
from neighbourhood.rounds.models import Round
from neighbourhood.web import BaseForm, language
from neighbourhood.web.fields import (
    AtMost,
    LongText,
    MoneyAmount,
    OneOf,
    OneOfFew,
    Required,
    Text,
)
from neighbourhood.web.forms import with_fields

LINES = range(1, rules.MOST_LINES + 1)
ROWS_AT_FIRST = 4
ANY_DIRECTION = {"dir": "auto"}


class Expected:
    """A draft may lack it, but nobody can submit a project without it."""

    field_flags = {"required": True}

    def __call__(self, _form: object, _field: object) -> None:
        """Let it pass."""


class ShortText(LongText):
    """A sentence or two in a box of several lines, kept as one."""

    def process_formdata(self, values: list[str]) -> None:
        """Take the text, normalised, on one line."""
        super().process_formdata(values)
        self.data = " ".join(self.data.split())


class Coordinate(StringField):
    """A latitude or longitude in degrees, in the digits of any script, with a point or a comma."""

    data: Any  # Degrees or None, where a text field of WTForms has a text.

    def process_formdata(self, values: list[str]) -> None:
        """Read the number; what is none gets a clear message and stays in the field."""
        text = (
            western_digits(visible(values[0])).replace("\u066b", ".").replace(",", ".")
            if values
            else ""
        )
        self.data = None
        if text and not re.fullmatch(r"[-\u2212]?[0-9]{1,3}(?:\.[0-9]{1,15})?", text):
            raise ValueError(_("Please write a number of degrees such as 43.6045."))
        self.data = float(text.replace("\u2212", "-")) if text else None

    def _value(self) -> str:
        return (
            str(self.raw_data[0]) if self.raw_data else "" if self.data is None else str(self.data)
        )


class ProjectForm(BaseForm):
    """What an author writes of a project; cost lines are pairs of fields, of which the empty ones
    do not count.
    """

    shown_again = (*rules.TEXTS, "cost_lines")
    title = Text(
        _l("Title"),
        [Required(_l("Please give your project a title.")), AtMost(FIELD_RULES["title"].most)],
        render_kw=ANY_DIRECTION,
    )
    summary = ShortText(
        _l("Summary"), [Expected(), AtMost(FIELD_RULES["summary"].most)], render_kw=ANY_DIRECTION
    )
    description = LongText(
        _l("Description"),
        [Expected(), AtMost(FIELD_RULES["description"].most)],
        render_kw=ANY_DIRECTION,
    )
    language = OneOf(_l("Language you write in"), [Expected()])
    category_id = OneOf(_l("Category"), [Expected()], default="")
    place = Text(
        _l("Place"), [Expected(), AtMost(FIELD_RULES["place"].most)], render_kw=ANY_DIRECTION
    )
    point = Text(_l("A point on the map"), [AtMost(LONGEST_POINT)], render_kw={"dir": "ltr"})
    # What `point` says; programs may send the two numbers by themselves.
    latitude = Coordinate(_l("Latitude"))
    longitude = Coordinate(_l("Longitude"))
    carried_by = OneOfFew(_l("Who proposes?"), [Expected()], default=Carrier.RESIDENT)
    carrier_name = Text(
        _l("Name of the group or organisation"),
        [AtMost(FIELD_RULES["carrier_name"].most)],
        render_kw=ANY_DIRECTION,
    )
    upkeep = MoneyAmount(_l("Upkeep each year"), render_kw={"inputmode": "decimal"})
    upkeep_note = ShortText(
        _l("Who sees to it?"), [AtMost(FIELD_RULES["upkeep_note"].most)], render_kw=ANY_DIRECTION
    )
    version = HiddenField(default="1")
    rows = HiddenField(default=str(ROWS_AT_FIRST))
    more_rows = SubmitField(_l("Add more cost lines"))

    def offer(
        self,
        round_: Round,
        categories: list[tuple[str, str]],
        languages: list[tuple[str, str]],
        own: str,
    ) -> "ProjectForm":
        """Offer what may be chosen in this round; `own` is the language offered first."""
        # A project keeps its language where the city no longer offers it; but nobody may post a
        # code that is in no list.
        if (
            self.language.data
            and self.language.data not in dict(languages)
            and not self.is_submitted()
        ):
            languages = [*languages, (self.language.data, self.language.data)]
        self.language.choices = languages
        self.language.data = self.language.data or own
        self.category_id.choices = [("", _("Please choose")), *categories]
        self.carried_by.choices = [
            (kind, CARRIERS[kind]) for kind in Carrier if kind in round_.edition.who_proposes
        ]
        if not self.is_submitted() and self.latitude.data is not None:
            self.point.data = f"{self.latitude.data}, {self.longitude.data}"
        return self

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
        asked = _number(self.rows.data, otherwise=ROWS_AT_FIRST)
        return pairs[: min(max(filled, asked, ROWS_AT_FIRST), rules.MOST_LINES)]

    @property
    def can_have_more_rows(self) -> bool:
        """Say whether a project may have more cost lines than are shown."""
        return len(self.lines) < rules.MOST_LINES

    def wants_more_rows(self) -> bool:
        """Say whether only more rows were asked for, and give them; nothing is checked and nothing
        is lost.
        """
        if not self.more_rows.data:
            return False
        self.rows.data = str(min(len(self.lines) + ROWS_AT_FIRST, rules.MOST_LINES))
        return True

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, then the point, then each cost line as a pair."""
        is_fine = super().validate(extra_validators)
        if self.point.data and not self.point.errors:
            is_fine = self.carries_out(self._read_point) and is_fine
        for label, amount in self.lines:
            if label.data and amount.data is None and not amount.errors:
                amount.errors = [str(REFUSALS["amount_missing"])]
            if amount.data is not None and not label.data:
                label.errors = [str(REFUSALS["label_missing"])]
        return is_fine and not self.errors

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside its field; where several parts are missing, each beside its own."""
        for part in getattr(refusal, "parts", (refusal,)):
            if part.field in ("latitude", "longitude") and self.point.data:
                part.field = "point"
            super().refuse(part)

    def _read_point(self) -> None:
        read = read_point(self.point.data, language=language().code)
        if read is not None:
            self.latitude.data, self.longitude.data = read.latitude, read.longitude

    def content(self) -> Content:
        """Return what was written."""
        costs = tuple(
            Cost(label.data, amount.data)
            for label, amount in self.lines
            if label.data and amount.data is not None
        )
        values = {name: self[name].data for name in rules.COLUMNS}
        category = values["category_id"]
        values["category_id"] = int(category) if category else None
        # What was typed before the choice was changed is sent with it.
        if values["carried_by"] == Carrier.RESIDENT:
            values["carrier_name"] = ""
        return Content(**values, costs=costs)

    def known_version(self) -> int:
        """Return the version that the author had before them; 0 where the field was meddled
        with.
        """
        return _number(self.version.data, otherwise=0)


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


_WITH_COST_LINES = with_fields(ProjectForm, _cost_lines())


def new_project_form() -> ProjectForm:
    """Return the form of a project that is not there yet."""
    return _WITH_COST_LINES()


def project_form(project: Project) -> ProjectForm:
    """Return the form with what stands in a project."""
    content = content_of(project)
    data = {name: getattr(content, name) for name in rules.COLUMNS}
    data |= {"category_id": str(content.category_id or ""), "version": str(project.version)}
    for position, cost in enumerate(content.costs, start=1):
        data |= {
            f"cost_lines-{position}-label": cost.label,
            f"cost_lines-{position}-amount": cost.amount,
        }
    return _WITH_COST_LINES(data=data)


class SubmitForm(BaseForm):
    """One button that hands a project in."""


class WithdrawForm(BaseForm):
    """Why a project is taken back."""

    shown_again = ("reason",)
    reason = LongText(
        _l("Why do you withdraw it?"),
        [Required(REFUSALS["withdrawal_reason_missing"]), AtMost(rules.MOST_WITHDRAWAL)],
        render_kw=ANY_DIRECTION,
    )


class AppealForm(BaseForm):
    """Why the city should look again at a refused project."""

    shown_again = ("reason",)
    reason = LongText(
        _l("Why should the city look again?"),
        [Required(REFUSALS["appeal_reason_missing"]), AtMost(rules.MOST_REASON)],
        render_kw=ANY_DIRECTION,
    )


def _is_filled(field: Any) -> bool:
    typed = field.raw_data[0] if field.raw_data else field.data
    return typed not in (None, "")


def _number(typed: str | None, *, otherwise: int) -> int:
    is_number = (
        bool(typed) and str(typed).isascii() and str(typed).isdecimal() and len(str(typed)) < 10
    )
    return int(str(typed)) if is_number else otherwise
