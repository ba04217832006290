"""Sentences that hold markup, such as a name in another language: the same marks as everywhere, but values stay what they are."""

from markupsafe import Markup

from neighbourhood.languages import domains
from neighbourhood.web.filters import translating

_ = translating(domains._)
_n = translating(domains._n)


def foreign(text: str, language_code: str) -> Markup:
    """Return words in another language than the page's; "" for a language that nobody told."""
    return Markup('<span lang="{}" dir="auto">{}</span>').format(language_code.replace("_", "-"), text)
