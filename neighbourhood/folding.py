"""Texts as search and sorting see them."""

import unicodedata


def folded(text: str) -> str:
    """Return the text as search and sorting see it: without case and without accents."""
    # Taken apart, a letter and its accent are two signs, so that the accent can be left out.
    parts = unicodedata.normalize("NFD", text.casefold())
    return unicodedata.normalize(
        "NFC", "".join(sign for sign in parts if unicodedata.category(sign) != "Mn")
    )
