"""Forms of the city: its settings, emblem and strategy."""

from typing import Any

from babel.dates import get_timezone_location
from babel.numbers import get_currency_name
from flask_babel import get_locale
from flask_wtf.file import FileField
from wtforms import ColorField, HiddenField
from wtforms.widgets import EmailInput

from neighbourhood.languages import Language, _d, _dl, offered_languages
from neighbourhood.places import rules
from neighbourhood.web import BaseForm, language, languages
from neighbourhood.web.fields import (
    AtMost,
    Code,
    Day,
    LongText,
    OneOf,
    Optional,
    Required,
    SomeOf,
    Text,
)
from neighbourhood.web.texts import given_texts, in_each_language


class CityForm(BaseForm):
    """What the staff set of the city."""

    shown_again = ("programme", "contact_text")
    name = Text(_dl("Name of the city"), [Required(_dl("Give the name of the city.")), AtMost(80)])
    accent = ColorField(_dl("Colour of the city"), [Required()])
    own_language = OneOf(_dl("The city's own language"), [Required()])
    languages = SomeOf(_dl("Languages people can choose"), [Required()])
    currency = OneOf(_dl("Currency"), [Required(_dl("Choose the currency of the city."))])
    timezone = OneOf(_dl("Time zone"), [Required(_dl("Choose the time zone of the city."))])
    contact_email = Code(
        _dl("E-mail address for questions"), [Optional(), AtMost(254)], widget=EmailInput()
    )
    contact_text = LongText(_dl("Other ways to reach the city"), [Optional(), AtMost(2000)])
    data_licence = OneOf(_dl("Licence of the city's data"), [Required()])

    def offer(self, known_zone: str | None) -> "CityForm":
        """Fill the lists to choose from; `known_zone` stands in the database, None before there is
        a city.
        """
        named = [(known.code, known.own_name) for known in offered_languages()]
        self.own_language.choices = named
        self.languages.choices = named
        self.currency.choices = [
            ("", _d("Choose a currency")),
            *(
                (code, f"{code} – {get_currency_name(code, locale=get_locale())}")
                for code in rules.currencies()
            ),
        ]
        self.timezone.choices = [("", _d("Choose a time zone")), *zone_choices(known_zone or "")]
        if known_zone is None:
            # The script knows the zone of the browser's clock, which is the better guess.
            self.timezone.render_kw = {"data-guess-zone": ""}
        self.data_licence.choices = [
            (licence.value, licence.own_name) for licence in rules.DataLicence
        ]
        return self

    def settings(self) -> rules.CitySettings:
        """Return what was given; the city's own language stands first, and the one that is read
        now stays.
        """
        own = self.own_language.data
        # Else the answer would lead to a page in a language that has just been switched off.
        ticked = dict.fromkeys([*(self.languages.data or ()), language().code])
        spoken = (own, *(code for code in ticked if code != own))
        return rules.CitySettings(
            name=self.name.data or "",
            programme=given_texts(self, "programme"),
            accent=self.accent.data or "",
            currency=self.currency.data,
            timezone=self.timezone.data,
            languages=spoken,
            contact_email=(self.contact_email.data or "").strip(),
            contact_text=self.contact_text.data or "",
            data_licence=self.data_licence.data,
        )


class EmblemForm(BaseForm):
    """The city's emblem."""

    # A phone turns its own kind of picture into one of these.
    picture = FileField(
        _dl("Picture of the emblem"),
        render_kw={"accept": "image/png, image/jpeg, image/webp"},
    )


class RemovalForm(BaseForm):
    """One button."""

    remove = HiddenField(default="yes")


class StrategyForm(BaseForm):
    """The city's participation strategy."""

    shown_again = ("strategy", "equal_treatment")
    decision = Text(_dl("Decision of the council, with its number"), [Optional(), AtMost(200)])
    decided_on = Day(_dl("Day of the decision"), [Optional()])
    responsible = Text(_dl("Who is responsible, and how to reach them"), [Optional(), AtMost(200)])

    def settings(self) -> rules.Strategy:
        """Return what was given."""
        return rules.Strategy(
            strategy=given_texts(self, "strategy"),
            equal_treatment=given_texts(self, "equal_treatment"),
            decision=self.decision.data or "",
            decided_on=self.decided_on.data.isoformat() if self.decided_on.data else "",
            responsible=self.responsible.data or "",
        )


def zone_choices(known_zone: str) -> list[tuple[str, str]]:
    """Return the time zones by the names of country and town in the reader's language."""
    locale = get_locale()
    named = []
    for territory, zone in rules.zones_by_territory():
        town = get_timezone_location(zone, locale=locale, return_city=True)
        country = locale.territories.get(territory, territory) if locale else territory
        # A zone that was kept under another of its names stays under it.
        value = known_zone if rules.canonical_zone(known_zone) == zone else zone
        named.append((value, f"{country} – {town}"))
    return [*sorted(named, key=lambda choice: choice[1]), (rules.UTC, rules.UTC)]


def city_form(*, known_zone: str | None = None, **start: Any) -> CityForm:
    """Return the city's form with the programme's name in each language that may be chosen."""
    form = in_each_language(
        CityForm,
        offered_languages(),
        programme=lambda known: Text(known.own_name, [Optional(), AtMost(120)]),
    )(**start)
    return form.offer(known_zone)


def strategy_form(**start: Any) -> StrategyForm:
    """Return the strategy's form with its texts in each language of the city."""
    return in_each_language(
        StrategyForm, languages(), strategy=long_text, equal_treatment=long_text
    )(**start)


def long_text(known: Language) -> LongText:
    """Return the field for a long text in one language."""
    return LongText(known.own_name, [Optional(), AtMost(rules.LONGEST_TEXT)])
