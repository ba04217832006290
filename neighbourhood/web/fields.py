"""Fields that speak the reader's language: text, money, whole numbers, days and moments, and their
validators.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from flask_babel import get_locale
from wtforms import (
    DateField,
    DateTimeLocalField,
    Field,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, RadioInput

from neighbourhood.folding import visible
from neighbourhood.languages import _, _l, formats
from neighbourhood.money import decimals_of, parse_money, western_digits
from neighbourhood.refusals import Invalid
from neighbourhood.web.city import city
from neighbourhood.web.text import clean
from neighbourhood.web.words import sentence

AnyDay = TypeVar("AnyDay", date, datetime)
#: Years beyond which a day was mistyped; at the calendar's own ends no clock can be computed.
FIRST_YEAR, LAST_YEAR = 1900, 2200
#: What a browser's field for a moment takes.
WALL_TIME = "%Y-%m-%dT%H:%M"
MIDNIGHT, LAST_MINUTE, ONE_MINUTE = time(0), time(23, 59), timedelta(minutes=1)


class Required:
    """Something must be given; the message says what."""

    field_flags = {"required": True}

    def __init__(self, message: Any = None) -> None:
        self.message = message or _l("Please fill this in.")

    def __call__(self, _form: object, field: Field) -> None:
        """Refuse a field left empty."""
        if field.data in (None, "", []) and not field.errors:
            raise StopValidation(str(self.message))
        if field.errors:
            raise StopValidation


class Ticked:
    """A box must be ticked; the message says why."""

    field_flags = {"required": True}

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, _form: object, field: Field) -> None:
        """Refuse an empty box."""
        if not field.data:
            raise StopValidation(str(self.message))


class Optional:
    """Nothing needs to be given; an empty field is not checked further."""

    def __call__(self, _form: object, field: Field) -> None:
        """Stop where the field was left empty."""
        if not field.raw_data or not str(field.raw_data[0]).strip():
            field.errors = []
            raise StopValidation


class AtMost:
    """A text of at most so many characters."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, _form: object, field: Field) -> None:
        """Refuse a longer text."""
        if len(field.data or "") > self.most:
            raise ValidationError(
                _(
                    "Please use at most %(most)s characters; there are %(used)s.",
                    most=formats.number(self.most, get_locale()),
                    used=formats.number(len(field.data), get_locale()),
                )
            )


class Between:
    """A number between two bounds, both included."""

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most

    def __call__(self, _form: object, field: Field) -> None:
        """Refuse a number beyond the bounds."""
        if field.data is not None and not self.least <= field.data <= self.most:
            raise ValidationError(
                _(
                    "Please give a number from %(least)s to %(most)s.",
                    least=formats.number(self.least, get_locale()),
                    most=formats.number(self.most, get_locale()),
                )
            )


class Text(StringField):
    """One line of text, "" where nothing was written."""

    data: str

    def process_data(self, value: str | None) -> None:
        """Begin with the text that is there."""
        self.data = value or ""

    def process_formdata(self, values: list[str]) -> None:
        """Take the text, normalised, on one line."""
        self.data = " ".join(clean(values[0]).split()) if values else ""


class Code(Text):
    """One line that is no prose, such as an address, a short name or a code: what nobody sees in
    it is left out.
    """

    def process_formdata(self, values: list[str]) -> None:
        """Take the text, normalised, without signs that nobody sees."""
        super().process_formdata([visible(value) for value in values])


class LongText(TextAreaField):
    """Several lines of text, "" where nothing was written."""

    data: str

    def process_data(self, value: str | None) -> None:
        """Begin with the text that is there."""
        self.data = value or ""

    def process_formdata(self, values: list[str]) -> None:
        """Take the text, normalised."""
        self.data = clean(values[0]) if values else ""


class WholeNumber(IntegerField):
    """A whole number in the digits of any script."""

    def process_formdata(self, values: list[str]) -> None:
        """Read the number; what is none gets a clear message and stays in the field."""
        text = western_digits(visible(values[0])) if values else ""
        self.data = None
        if text and not (text.isascii() and text.isdecimal() and len(text) <= 12):
            raise ValueError(_("Please write a whole number in figures."))
        self.data = int(text) if text else None


class MoneyAmount(StringField):
    """An amount of the city's currency, in minor units once read."""

    data: Any  # A whole number or None, where a text field of WTForms has a text.

    def process_formdata(self, values: list[str]) -> None:
        """Read the amount as the reader's language writes it."""
        self.data = None
        typed = visible(values[0]) if values else ""
        if not typed:
            return
        currency = city().currency
        try:
            self.data = parse_money(
                typed,
                currency=currency,
                decimal_mark=formats.decimal_mark(get_locale()),
                words=formats.money_words(currency),
            )
        except Invalid as refusal:
            raise ValueError(sentence(refusal)) from refusal

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if self.data is None:
            return ""
        whole, rest = divmod(self.data, 10 ** decimals_of(city().currency))
        mark = formats.decimal_mark(get_locale())
        return f"{whole}{mark}{rest:0{decimals_of(city().currency)}d}" if rest else str(whole)


class Day(DateField):
    """A day of the calendar."""

    def process_formdata(self, values: list[str]) -> None:
        """Read a day written as 2026-10-31."""
        self.data = None
        typed = visible(values[0]) if values else ""
        if typed:
            try:
                self.data = in_our_times(date.fromisoformat(western_digits(typed)))
            except ValueError as error:
                raise ValueError(_("Please give a day such as 2026-10-31.")) from error


class Moment(DateTimeLocalField):
    """A moment on the city's clocks, an aware instant once read."""

    def process_formdata(self, values: list[str]) -> None:
        """Read a wall time; one that the clock change skips is refused, a doubled one means the
        earlier.
        """
        self.data = None
        typed = visible(values[0]) if values else ""
        if not typed:
            return
        try:
            wall = in_our_times(datetime.fromisoformat(western_digits(typed))).replace(
                tzinfo=city().zone
            )
        except ValueError as error:
            raise ValueError(_("Please give a day and a time such as 2026-10-31 18:00.")) from error
        instant = wall.astimezone(UTC)
        if instant.astimezone(city().zone).replace(tzinfo=None) != wall.replace(tzinfo=None):
            raise ValueError(_("The clocks skip this hour. Please choose another time."))
        self.data = instant

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.astimezone(city().zone).strftime(WALL_TIME) if self.data else ""


class End(Moment):
    """An exclusive end on the city's clocks; one at midnight is written as the last minute of the
    day before, which is the day that people mean.
    """

    def process_formdata(self, values: list[str]) -> None:
        """Read a wall time, the last minute of a day as its end."""
        super().process_formdata(values)
        if self.data and self.data.astimezone(city().zone).time() == LAST_MINUTE:
            self.data += ONE_MINUTE

    def _value(self) -> str:
        if self.raw_data or not self.data:
            return super()._value()
        local = self.data.astimezone(city().zone)
        if local.time() == MIDNIGHT:
            local = (self.data - ONE_MINUTE).astimezone(city().zone)
        return local.strftime(WALL_TIME)


def in_our_times(day: AnyDay) -> AnyDay:
    """Return the day; raises ValueError for a year that nobody means, and for a time that names a
    zone of its own.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR or getattr(day, "tzinfo", None) is not None:
        raise ValueError(day)
    return day


def number_chosen(value: object) -> int:
    """Return the number of a choice that was sent; 0, which nothing has, for any other text."""
    text = str(value)
    # Longer numbers fit no column of numbers.
    return int(text) if text.isdecimal() and len(text) < 10 else 0


class OneOf(SelectField):
    """One choice of a list."""

    def pre_validate(self, _form: object) -> None:
        """Refuse what is not on the list."""
        # The field compares what was sent in its own type, such as numbers.
        if not any(is_chosen for _value, _label, is_chosen, *_rest in self.iter_choices()):
            raise ValidationError(_("Please choose one of the list."))


class OneOfFew(OneOf):
    """One choice of a few, all of them in sight."""

    widget = ListWidget(prefix_label=False)
    option_widget = RadioInput()

    def pre_validate(self, form: object) -> None:
        """Refuse what is not on the list; whether something must be chosen is for the validators to
        say.
        """
        if self.data:
            super().pre_validate(form)


class SomeOf(SelectMultipleField):
    """Any number of choices of a list, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, _form: object) -> None:
        """Refuse what is not on the list."""
        if not set(self.data or ()) <= {value for value, *_rest in self.iter_choices()}:
            raise ValidationError(_("Please choose only what is on the list."))
