"""The functions that mark a string: `_` and its kin for everybody, `_d` and its kin for what only
staff read.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

from babel.numbers import format_decimal
from flask_babel import Domain, get_domain, get_locale
from flask_babel import gettext as _gettext
from flask_babel.speaklater import LazyString

#: Words that are put into the reader's language when they are shown.
Sentence: TypeAlias = str | LazyString

#: Marks around a value inside a sentence from right to left: what is between them has a direction
#: of its own, so that a number, a name and a date beside each other do not change places.
ISOLATE, END = "\u2068", "\u2069"

# Apart, so that a language can be offered before anybody translates what only staff read.
_desk = Domain(domain="desk")


def _(text: str, **values: Any) -> str:
    """Return the sentence in the reader's language, with its named values filled in."""
    return str(_gettext(text, **isolated(values)))


def _n(one: str, many: str, number: int, **values: Any) -> str:
    """Return the plural form that fits `number`, which it shows as %(num)s the way the language
    writes numbers.
    """
    return _plural(get_domain(), one, many, number, values)


def _d(text: str, **values: Any) -> str:
    """Return the staff's sentence in the reader's language."""
    return str(_desk.gettext(text, **isolated(values)))


def _dn(one: str, many: str, number: int, **values: Any) -> str:
    """Return the staff's plural form that fits `number`."""
    return _plural(_desk, one, many, number, values)


def _plural(domain: Domain, one: str, many: str, number: int, values: dict[str, object]) -> str:
    # Flask-Babel's own function would show the bare number.
    form = domain.get_translations().ungettext(one, many, number)
    return str(form % {"num": shown_number(number), **isolated(values)})


def isolated(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the values of a sentence, each text between marks where the reader's language runs
    from right to left; numbers need none.
    """
    locale = get_locale()
    if not values or locale is None or locale.text_direction != "rtl":
        return values
    return {
        name: f"{ISOLATE}{value}{END}" if isinstance(value, str | LazyString) and value else value
        for name, value in values.items()
    }


def shown_number(number: int) -> str:
    """Return the number as the reader's language writes it."""
    return str(format_decimal(number, locale=get_locale()))


def with_values(sentence: Sentence, values: Mapping[str, Any]) -> str:
    """Return a sentence that was worded before its values were known, with them filled in."""
    # Without values a sentence may hold a bare per cent sign.
    return str(sentence) % isolated(values) if values else str(sentence)


def _l(text: str, **values: Any) -> LazyString:
    """Return the same as `_`, put into words when it is shown."""
    return LazyString(_, text, **values)


def _dl(text: str, **values: Any) -> LazyString:
    """Return the same as `_d`, put into words when it is shown."""
    return LazyString(_d, text, **values)
