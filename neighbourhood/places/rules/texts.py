"""Names and texts that the staff write of places."""

from collections.abc import Mapping

from neighbourhood.refusals import Invalid

LONGEST_TEXT = 20_000


def require_name(name: str, *, most: int) -> None:
    """Raise Invalid for an empty or overlong name."""
    if not name.strip() or len(name) > most:
        raise Invalid("place_name", field="name", most=most)


def written(texts: Mapping[str, str]) -> dict[str, str]:
    """Return only the languages that have a text; raises Invalid for an overlong one."""
    if any(len(text) > LONGEST_TEXT for text in texts.values()):
        raise Invalid("place_text_too_long", most=LONGEST_TEXT)
    return {code: text.strip() for code, text in texts.items() if text.strip()}
