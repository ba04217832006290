"""Texts in each language of the city: asked for by forms, or taken from our own catalogues."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from flask_babel import force_locale
from wtforms import Field

from neighbourhood.languages import Language, Sentence
from neighbourhood.languages.known import SOURCE
from neighbourhood.web.forms import BaseForm, with_fields

Form = TypeVar("Form", bound=BaseForm)


def in_each_language(
    form: type[Form], spoken: Iterable[Language], **make: Callable[[Language], Any]
) -> type[Form]:
    """Return the form with a field `name_code` for each name and language; `make` builds the field
    of a language.
    """
    fields = {
        f"{name}_{language.code}": build(language)
        for name, build in make.items()
        for language in spoken
    }
    return with_fields(form, fields)


def given_texts(form: BaseForm, name: str) -> dict[str, str]:
    """Return what was given for a name: {language code: text}."""
    return {
        field.name.removeprefix(f"{name}_"): field.data or "" for field in fields_of(form, name)
    }


def starting_texts(**texts: dict[str, str] | None) -> dict[str, str]:
    """Return what the fields of each name begin with, ready for the form's `data`."""
    return {
        f"{name}_{code}": text
        for name, of_name in texts.items()
        for code, text in (of_name or {}).items()
    }


def fields_of(form: BaseForm, name: str) -> list[Field]:
    """Return the fields of a name, one a language, in their order."""
    return [field for field in form if field.name.startswith(f"{name}_")]


def sentence_in(spoken: Iterable[Language], sentence: Sentence) -> dict[str, str]:
    """Return a sentence of our catalogues in each language that has it: {language code: text}."""
    with force_locale(SOURCE):
        source = str(sentence)
    texts = {}
    for language in spoken:
        with force_locale(language.code):
            text = str(sentence)
        # Where nobody has translated it, it must not stand as that language's own words.
        if text != source or language.code == SOURCE:
            texts[language.code] = text
    return texts or {SOURCE: source}
