"""The forms of projects: writing, handing in, taking back, judging, categories."""

import re
from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, StringField, SubmitField

from neighbourhood.languages import _, _dl, _l, known_languages
from neighbourhood.money import western_digits
from neighbourhood.projects import rules
from neighbourhood.projects.models import Category, Project
from neighbourhood.projects.rules import (
    FIELD_RULES,
    HOPEFUL_STATES,
    Carrier,
    Content,
    Cost,
    Judgement,
    Verdict,
)
from neighbourhood.projects.services import content_of
from neighbourhood.projects.words import CARRIERS, REFUSALS
from neighbourhood.refusals import Refusal
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.special import LONGEST_PAYER, Special
from neighbourhood.web import BaseForm, markup
from neighbourhood.web.fields import (
    AtMost,
    LongText,
    MoneyAmount,
    OneOf,
    OneOfFew,
    Optional,
    Required,
    SomeOf,
    Text,
)
from neighbourhood.web.filters import pick_text, show_money
from neighbourhood.web.markup import listing, numbered

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

    def process_formdata(self, values: list[str]) -> None:
        """Read the number; what is none gets a clear message and stays in the field."""
        text = (
            western_digits(values[0].strip()).replace("\u066b", ".").replace(",", ".")
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
    latitude = Coordinate(_l("Latitude"))
    longitude = Coordinate(_l("Longitude"))
    carried_by = OneOfFew(_l("Who proposes?"), [Expected()], default=Carrier.RESIDENT)
    carrier_name = Text(
        _l("Name of the group or organisation"),
        [AtMost(FIELD_RULES["carrier_name"].most)],
        render_kw=ANY_DIRECTION,
    )
    version = HiddenField(default="1")
    rows = HiddenField(default=str(ROWS_AT_FIRST))
    more_rows = SubmitField(_l("Add more cost lines"))

    @classmethod
    def of(cls, project: Project) -> "ProjectForm":
        """Return the form with what stands in a project."""
        written = content_of(project)
        data: dict[str, Any] = {
            name: getattr(written, name) for name in vars(written) if name != "costs"
        }
        data |= {"category_id": str(written.category_id or ""), "version": str(project.version)}
        for position, cost in enumerate(written.costs, start=1):
            data |= {
                f"cost_lines-{position}-label": cost.label,
                f"cost_lines-{position}-amount": cost.amount,
            }
        return cls(data=data)

    def offer(
        self,
        round_: Round,
        categories: list[tuple[str, str]],
        languages: list[tuple[str, str]],
        own: str,
    ) -> "ProjectForm":
        """Offer what may be chosen in this round; `own` is the language offered first."""
        if (
            self.language.data
            and self.language.data not in dict(languages)
            and not self.is_submitted()
        ):
            languages = [*languages, (self.language.data, self.language.data)]
        self.language.choices, self.language.data = languages, self.language.data or own
        self.category_id.choices = [("", _("Please choose")), *categories]
        self.carried_by.choices = [
            (kind, CARRIERS[kind]) for kind in Carrier if kind in round_.edition.who_proposes
        ]
        return self

    @property
    def lines(self) -> list[tuple[Any, Any]]:
        """Return the fields of the cost lines that are shown, as (label, amount)."""
        pairs = [(self[f"cost_lines-{n}-label"], self[f"cost_lines-{n}-amount"]) for n in LINES]
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
        """Check every field, then each cost line as a pair."""
        is_fine = super().validate(extra_validators)
        for label, amount in self.lines:
            if label.data and amount.data is None and not amount.errors:
                amount.errors = [str(REFUSALS["amount_missing"])]
            if amount.data is not None and not label.data:
                label.errors = [str(REFUSALS["label_missing"])]
        return is_fine and not self.errors

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside its field; where several parts are missing, each beside its own."""
        for part in getattr(refusal, "parts", (refusal,)):
            super().refuse(part)

    def content(self) -> Content:
        """Return what was written."""
        costs = tuple(
            Cost(label.data, amount.data)
            for label, amount in self.lines
            if label.data and amount.data is not None
        )
        written = {name: self[name].data for name in rules.COLUMNS}
        chosen = written["category_id"]
        written["category_id"] = int(chosen) if chosen else None
        if written["carried_by"] == Carrier.RESIDENT:
            written["carrier_name"] = ""
        return Content(**written, costs=costs)

    def known_version(self) -> int:
        """Return the version that the author had before them; 0 where the field was meddled
        with.
        """
        return _number(self.version.data, otherwise=0)


for _n in LINES:
    setattr(
        ProjectForm,
        f"cost_lines-{_n}-label",
        Text(_l("What for"), [AtMost(rules.MOST_LABEL)], render_kw=ANY_DIRECTION),
    )
    setattr(
        ProjectForm,
        f"cost_lines-{_n}-amount",
        MoneyAmount(_l("How much"), render_kw={"inputmode": "decimal"}),
    )


class SubmitForm(BaseForm):
    """One button that hands a project in."""


class WithdrawForm(BaseForm):
    """Why a project is taken back."""

    reason = LongText(
        _l("Why do you withdraw it?"),
        [Required(REFUSALS["withdrawal_reason_missing"]), AtMost(rules.MOST_WITHDRAWAL)],
        render_kw=ANY_DIRECTION,
    )


class ReviewForm(BaseForm):
    """A verdict with its reason, and corrections of cost lines."""

    verdict = OneOfFew(_dl("Verdict"), [Required(REFUSALS["verdict_unknown"])])
    reason = LongText(_dl("Public reason"), [AtMost(rules.MOST_REASON)], render_kw=ANY_DIRECTION)
    language = OneOf(_dl("Language of the reason"), [Expected()])
    department = Text(_dl("Department"), [AtMost(rules.MOST_DEPARTMENT)])

    @classmethod
    def of(cls, project: Project, languages: list[tuple[str, str]], own: str) -> "ReviewForm":
        """Return the form with the newest verdict and the corrections so far."""
        last = project.reviews[-1] if project.reviews else None
        data: dict[str, Any] = {"language": own}
        if last is not None:
            data = {
                "verdict": last.verdict,
                "reason": last.reason,
                "language": last.language,
                "department": last.department,
            }
        for line in project.cost_lines:
            data |= {
                f"cost_lines-{line.position}-amount": line.corrected_amount,
                f"cost_lines-{line.position}-reason": line.correction_reason,
            }
        form = cls(data=data)
        form.language.choices = (
            languages
            if data["language"] in dict(languages)
            else [*languages, (data["language"], data["language"])]
        )
        form.verdict.choices = [
            (Verdict.FEASIBLE, _dl("Feasible")),
            (Verdict.NOT_FEASIBLE, _dl("Not feasible")),
        ]
        return form

    def correction(self, position: int) -> tuple[Any, Any]:
        """Return the two fields that correct a cost line, as (amount, reason)."""
        return self[f"cost_lines-{position}-amount"], self[f"cost_lines-{position}-reason"]

    def judgement(self) -> Judgement:
        """Return what the reviewer decided."""
        corrections = {
            n: (amount.data, reason.data)
            for n in LINES
            for amount, reason in [self.correction(n)]
            if amount.data is not None
        }
        return Judgement(
            self.verdict.data,
            self.reason.data,
            self.language.data,
            self.department.data,
            corrections,
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field; a reason without an amount is a mistake too."""
        is_fine = super().validate(extra_validators)
        for amount, reason in map(self.correction, LINES):
            if reason.data and amount.data is None and not amount.errors:
                amount.errors = [str(REFUSALS["amount_missing"])]
        return is_fine and not self.errors


for _n in LINES:
    setattr(
        ReviewForm,
        f"cost_lines-{_n}-amount",
        MoneyAmount(_dl("Corrected amount"), render_kw={"inputmode": "decimal"}),
    )
    setattr(
        ReviewForm,
        f"cost_lines-{_n}-reason",
        Text(
            _dl("Reason for the correction"),
            [AtMost(rules.MOST_CORRECTION)],
            render_kw=ANY_DIRECTION,
        ),
    )


class CategoryForm(BaseForm):
    """A new category with its names."""

    slug = Text(_dl("Short name for addresses"), [Required(), AtMost(40)])

    def names(self) -> dict[str, str]:
        """Return the names that were given: {language code: name}."""
        return {
            code: self[f"name-{code}"].data
            for code in known_languages()
            if self[f"name-{code}"].data
        }


for _code, _language in known_languages().items():
    setattr(
        CategoryForm,
        f"name-{_code}",
        Text(
            _language.own_name,
            [AtMost(60)],
            render_kw={"lang": _language.tag, "dir": _language.direction},
        ),
    )


def _is_filled(field: Any) -> bool:
    typed = field.raw_data[0] if field.raw_data else field.data
    return typed not in (None, "")


def _number(typed: str | None, *, otherwise: int) -> int:
    is_number = (
        bool(typed) and str(typed).isascii() and str(typed).isdecimal() and len(str(typed)) < 10
    )
    return int(str(typed)) if is_number else otherwise


class SpecialRulesForm(BaseForm):
    """All special rules of a round on one page; the fields of limits are added to it, one a
    category.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    known = HiddenField()
    conflicts = SomeOf(_dl("Groups that hold"))
    conflict = SomeOf(_dl("A new group"))
    beforehand = SomeOf(_dl("Paid from this fund first"))
    elsewhere = SomeOf(_dl("Paid by somebody else"))
    payer = Text(_dl("Who pays"), [AtMost(LONGEST_PAYER)], render_kw=ANY_DIRECTION)

    def special(self, slugs: Sequence[str]) -> Special:
        """Return what was given, each part in the order of its list."""
        groups = [
            group
            for number, group in enumerate(self.groups, 1)
            if str(number) in (self.conflicts.data or ())
        ]
        limits = [(slug, self[f"limit_{slug}"].data) for slug in slugs]
        if fresh := _ticked(self.conflict):
            groups.append(fresh)
        elsewhere = _ticked(self.elsewhere)
        return Special(
            tuple(groups),
            tuple(limit for limit in limits if limit[1] is not None),
            _ticked(self.beforehand),
            elsewhere,
            self.payer.data if elsewhere else "",
        )


def special_rules_form(
    now: Special, projects: Sequence[Project], categories: Sequence[Category]
) -> SpecialRulesForm:
    """Return the form of a round's special rules as they stand; `projects` are all that were ever
    handed in.
    """
    limits = {f"limit_{slug}": amount for slug, amount in now.limits}
    fields = {
        f"limit_{each.slug}": MoneyAmount(pick_text(each.name), [Optional()]) for each in categories
    }
    made = type("SpecialRulesForm", (SpecialRulesForm,), fields)
    numbers = [str(number) for number in range(1, len(now.conflicts) + 1)]
    kept = {
        "conflicts": numbers,
        "beforehand": list(now.beforehand),
        "elsewhere": list(now.elsewhere),
        "payer": now.payer,
    }
    form: SpecialRulesForm = made(data=limits | kept | {"known": now.fingerprint})
    names = {each.reference: numbered(each.number, each.title, each.language) for each in projects}
    form.groups = now.conflicts
    form.conflicts.choices = [
        (number, listing([names[each] for each in group]))
        for number, group in zip(numbers, now.conflicts, strict=True)
    ]
    offered = [
        each
        for each in projects
        if each.state in HOPEFUL_STATES or each.reference in now.beforehand + now.elsewhere
    ]
    form.conflict.choices = [(each.reference, names[each.reference]) for each in offered]
    form.beforehand.choices = form.elsewhere.choices = [
        (
            each.reference,
            markup._(
                "%(what)s: %(amount)s", what=names[each.reference], amount=show_money(each.cost)
            ),
        )
        for each in offered
    ]
    return form


def _ticked(field: SomeOf) -> tuple[str, ...]:
    return tuple(value for value, _label in field.choices if value in (field.data or ()))
