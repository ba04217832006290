"""A name in the reader's script with the original beside it."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from neighbourhood.languages.known import tag_of


@dataclass(frozen=True)
class NameInScripts:
    """A name as its reader writes it; `original` is what stands on the signs, "" where the reader
    reads that too.
    """

    text: str
    original: str = ""
    original_language: str = ""

    def __str__(self) -> str:
        """Return the reader's form alone, where no markup can stand."""
        return self.text

    def __html__(self) -> Markup:
        """Return the name as markup, each form in its own direction."""
        if not self.original:
            return Markup("<bdi>{}</bdi>").format(self.text)
        return Markup('<bdi>{}</bdi> <span class="original" lang="{}" dir="ltr">{}</span>').format(
            self.text, tag_of(self.original_language), self.original
        )


def name_for(name: str, names: Mapping[str, str], language: str, own: str) -> NameInScripts:
    """Return a name for a reader of a language; `names` are its forms by language, and the name
    itself is in the city's own.
    """
    form = names.get(language) or name
    is_foreign = script_of(form) != script_of(name)
    return NameInScripts(form, name if is_foreign else "", own if is_foreign else "")


def script_of(text: str) -> str:
    """Return the script of the first letter, such as LATIN or ARABIC; "" without letters."""
    letter = next((sign for sign in text if sign.isalpha()), "")
    return unicodedata.name(letter, "").split(" ")[0] if letter else ""
