"""Texts that a city wrote in several languages: {language code: text}."""

from collections.abc import Mapping


def pick_language(texts: Mapping[str, str], *wanted: str) -> str:
    """Return the first wanted language that has a text, else the first one there is; "" where there
    is none.
    """
    present = [code for code in wanted if texts.get(code)] or [
        code for code, text in texts.items() if text
    ]
    return present[0] if present else ""


def pick(texts: Mapping[str, str] | None, *wanted: str) -> str:
    """Return the text in the first wanted language that has one, else in any; "" where there is
    none.
    """
    return (texts or {}).get(pick_language(texts or {}, *wanted), "")
