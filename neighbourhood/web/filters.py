"""What templates may use: filters for numbers, money and moments, and a few global names."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from flask import Flask, request, url_for
from flask_babel import get_locale
from markupsafe import Markup

from neighbourhood.languages import Language, ReadableText, _, _d, _dn, _n, by_city, formats
from neighbourhood.languages.known import tag_of
from neighbourhood.languages.written import direction_of
from neighbourhood.money import Money
from neighbourhood.permissions import Action, decide
from neighbourhood.web.city import city, languages
from neighbourhood.web.request import actor, address_in, language
from neighbourhood.web.text import render_markdown
from neighbourhood.web.times import (
    show_date,
    show_day,
    show_deadline,
    show_last_day,
    show_moment,
    zone_sentence,
)
from neighbourhood.web.words import sentence


def init_templates(app: Flask) -> None:
    """Give templates their filters and globals."""
    app.jinja_env.filters.update(
        money=show_money,
        number=show_number,
        percent=lambda v: formats.percent(v, get_locale()),
        day=show_day,
        date=show_date,
        moment=show_moment,
        deadline=show_deadline,
        last_day=show_last_day,
        markdown=lambda text: render_markdown(str(text)),
        readable=readable,
        lang=language_marks,
        tag=tag_of,
        isotime=lambda v: v.isoformat(),
    )
    for function in (_, _n, _d, _dn):
        app.jinja_env.globals[function.__name__] = translating(function)
    app.jinja_env.globals.update(
        can=can, switch_url=switch_url, refusal_sentence=sentence, zone_sentence=zone_sentence
    )


def translating(function: Callable[..., str]) -> Callable[..., Markup]:
    """Return a function that marks a string as one whose answer is markup: the catalogue's own
    words, the values escaped.
    """

    # A catalogue's text is ours and may be taken as it is; the values filled in are escaped.
    def translate(*texts: Any, **values: Any) -> Markup:
        escaped = {
            name: value if isinstance(value, (int, float)) else Markup.escape(value)
            for name, value in values.items()
        }
        return Markup(function(*texts, **escaped))  # noqa: S704

    return translate


def show_money(amount: int) -> str:
    """Return minor units as an amount in the city's currency."""
    return formats.money(Money(amount, city().currency), get_locale())


def show_size(size: int) -> str:
    """Return a number of bytes as the reader's language writes the size of a file."""
    return formats.file_size(size, get_locale())


def show_number(value: int) -> str:
    """Return a number as the reader's language writes it."""
    return formats.number(value, get_locale())


def readable(texts: Mapping[str, str] | None) -> ReadableText:
    """Return a city's text in the reader's language, else in the city's own, else in any."""
    return by_city(texts, language().code, languages()[0].code)


def pick_text(texts: Mapping[str, str] | None) -> str:
    """Return the words alone of a city's text, where no mark of their language can stand."""
    return readable(texts).text


def language_marks(text: ReadableText) -> Markup:
    """Return the attributes of an element that holds a text in a language of its own."""
    return _marks_of(text.language)


@lru_cache(maxsize=200)
def _marks_of(code: str) -> Markup:
    # A list of projects asks for the same few languages at each line.
    return Markup('lang="{}" dir="{}"').format(tag_of(code), direction_of(code))


def can(action: str, thing: object = None) -> bool:
    """Say whether the reader may do `action` (its value, such as "cast_ballot") to `thing`."""
    return decide(actor(), Action(action), thing).is_allowed


def switch_url(to: Language) -> str:
    """Return the address that switches to a language and stays on the same page."""
    return url_for("pages.choose_language", code=to.code, next=same_page(to))


def same_page(to: Language) -> str:
    """Return the address of this page in another language."""
    if (
        request.endpoint is None
        or request.url_rule is None
        or "language" not in request.url_rule.arguments
    ):
        return url_for("pages.home", language=to.code)
    return (
        address_in(to)
        if "GET" in (request.url_rule.methods or ())
        else url_for("pages.home", language=to.code)
    )
