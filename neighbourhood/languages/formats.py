"""Numbers, money and moments as each language writes them (CLDR through Babel)."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_skeleton, format_time
from babel.languages import get_official_languages
from babel.numbers import (
    format_currency,
    format_decimal,
    format_percent,
    get_currency_name,
    get_decimal_symbol,
    list_currencies,
)
from babel.units import format_unit

from neighbourhood.folding import folded
from neighbourhood.languages.known import known_languages
from neighbourhood.money import Money, MoneyWords

#: Western digits everywhere: numbers on ballots, paper and posters look the same in every language.
DIGITS = "latn"
#: So many of something ask for every plural that a language has.
COUNTS = (0, 1, 2, 3, 5, 11, 100, Decimal("1.5"))


def number(value: int | Decimal, locale: Locale) -> str:
    """Return a number with the language's grouping."""
    return str(format_decimal(value, locale=locale, numbering_system=DIGITS))


def percent(value: Decimal | float, locale: Locale) -> str:
    """Return a share of one as whole per cent."""
    return str(
        format_percent(
            value,
            format="#,##0 %" if locale.language == "fr" else None,
            locale=locale,
            numbering_system=DIGITS,
        )
    )


def money(value: Money, locale: Locale) -> str:
    """Return an amount; whole units are shown without decimals."""
    if value.decimal != value.decimal.to_integral_value():
        return str(
            format_currency(value.decimal, value.currency, locale=locale, numbering_system=DIGITS)
        )
    # The language's own pattern without its decimals: "120 €" reads easier than "120,00 €".
    whole = str(locale.currency_formats["standard"].pattern).replace("0.00", "0")
    shown = format_currency(
        value.decimal,
        value.currency,
        whole,
        locale=locale,
        currency_digits=False,
        numbering_system=DIGITS,
    )
    return str(shown)


def decimal_mark(locale: Locale) -> str:
    """Return the mark before decimals: "," or "."; the Arabic mark counts as a point."""
    mark = str(get_decimal_symbol(locale, numbering_system=DIGITS))
    return "," if mark == "," else "."


@cache
def money_words(currency: str) -> MoneyWords:
    """Return what people write beside an amount of the currency, in every language we know, and
    the codes and signs of other currencies.
    """
    own, others = {currency}, set(list_currencies())
    for locale in map(Locale.parse, known_languages()):
        own.update(get_currency_name(currency, count, locale=locale) for count in (None, *COUNTS))
        own.add(locale.currency_symbols.get(currency, currency))
        others.update(locale.currency_symbols.values())
    # A Canadian writes "$" where others have to write "CA$".
    own.update(sign for word in tuple(own) for sign in word if unicodedata.category(sign) == "Sc")
    return MoneyWords(frozenset(map(folded, own)), frozenset(map(folded, others - own)))


def day(value: date, locale: Locale, *, has_year: bool) -> str:
    """Return a day with its weekday, and with its year where wanted."""
    pattern = "full" if has_year else _in_full(locale, "MMMEd")
    return _with_ordinal(str(format_date(value, pattern, locale=locale)), locale)


def short_day(value: date, locale: Locale, *, has_year: bool) -> str:
    """Return a day without its weekday, and with its year where wanted."""
    pattern = "long" if has_year else _in_full(locale, "MMMd")
    return _with_ordinal(str(format_date(value, pattern, locale=locale)), locale)


def clock_time(local: datetime, locale: Locale) -> str:
    """Return the time of day of an instant that is on the wanted clock already."""
    return str(format_time(local.replace(tzinfo=None), format="short", locale=locale))


class Week(NamedTuple):
    """On which weekday a week begins, and on which people rest (0 is Monday)."""

    first_day: int
    rest_day: int


def week_of(zone: ZoneInfo) -> Week:
    """Return the week of the country that a time zone lies in (CLDR); from Monday to Sunday where
    it lies in none.
    """
    country = get_global("zone_territories").get(zone.key, "")
    spoken = get_official_languages(country, de_facto=True)
    if not spoken:
        return Week(0, 6)
    locale = Locale(spoken[0], country)
    return Week(locale.first_week_day, locale.weekend_end)


def month(value: date, locale: Locale) -> str:
    """Return a month with its year."""
    return str(format_skeleton("yMMMM", value, locale=locale))


def weekday(number: int, width: str, locale: Locale) -> str:
    """Return the name of a weekday (0 is Monday); `width` is "wide", "short" or another of CLDR."""
    return str(locale.days["stand-alone"][width][number])


def _with_ordinal(day_text: str, locale: Locale) -> str:
    # French says "1er", which CLDR's patterns of dates cannot.
    return re.sub(r"\b1 ", "1er ", day_text, count=1) if locale.language == "fr" else day_text


@lru_cache(maxsize=200)
def _in_full(locale: Locale, skeleton: str) -> str:
    # CLDR orders a day without a year only with short names; the same order holds for full ones.
    pattern = str(locale.datetime_skeletons[skeleton].pattern)
    return re.sub("M+", "MMMM", re.sub("L+", "LLLL", re.sub("E+|c+", "EEEE", pattern)))


def file_size(size: int, locale: Locale) -> str:
    """Return a number of bytes in thousands or millions, such as "1.4 MB"."""
    if size >= 1_000_000:
        rounded, unit = round(size / 1_000_000, 1), "digital-megabyte"
    else:
        rounded, unit = max(1, round(size / 1000)), "digital-kilobyte"
    return str(format_unit(rounded, unit, "short", locale=locale, numbering_system=DIGITS))
