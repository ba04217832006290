"""The fields that ask for the language of a text: a short list, and one to search all others."""

from typing import Any

from neighbourhood.languages import _l
from neighbourhood.languages.names import UNKNOWN
from neighbourhood.languages.written import find_written, name_in, written_languages
from neighbourhood.projects.forms.parts import ANY_DIRECTION, Expected
from neighbourhood.projects.presenters.texts import name_of, names_of
from neighbourhood.refusals import Invalid
from neighbourhood.web import BaseForm, language, languages
from neighbourhood.web.fields import AtMost, OneOf, Text
from neighbourhood.web.markup import listing

#: So many languages are named where a word fits several.
MOST_NAMED = 6


class LanguageForm(BaseForm):
    """A form that asks in which language somebody writes."""

    language = OneOf(_l("Language you write in"), [Expected()])
    other_language = Text(
        _l("Or search another language"),
        [AtMost(60)],
        render_kw={"list": "all-languages", "autocomplete": "off", **ANY_DIRECTION},
    )

    def offer_languages(self, kept: str) -> None:
        """Offer the city's languages, what stands there, and the sign for any other."""
        codes = dict.fromkeys((language().code, *(known.code for known in languages())))
        if kept and kept != UNKNOWN:
            codes.setdefault(kept)
        self.language.choices = [(code, name_of(code)) for code in (*codes, UNKNOWN)]
        self.language.data = self.language.data or kept or language().code

    @property
    def all_languages(self) -> list[tuple[str, str]]:
        """Return all languages to search, as (own name, name in the reader's language)."""
        reader = language().code
        named = [(one.own_name, name_in(code, reader)) for code, one in written_languages().items()]
        return sorted(named, key=lambda names: names[1].casefold())

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, then read the language that was searched."""
        is_fine = super().validate(extra_validators)
        if self.other_language.data and not self.other_language.errors:
            is_fine = self.carries_out(self._read_other) and is_fine
        return is_fine and not self.errors

    def _read_other(self) -> None:
        found = find_written(self.other_language.data, language().code)
        if not found:
            raise Invalid("language_not_found", field="other_language")
        if len(found) > 1:
            names = listing([names_of(code) for code in found[:MOST_NAMED]])
            raise Invalid("language_unclear", field="other_language", names=str(names))
        self.language.choices = [*(self.language.choices or ()), (found[0], name_of(found[0]))]
        self.language.data = found[0]
        # It stands in the list now, also where the form comes back for another reason.
        self.other_language.data, self.other_language.raw_data = "", None
