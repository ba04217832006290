"""Colours: their contrast by WCAG 2.2, and mixing them until text in them reads well."""

import re

#: The contrast that text needs at level AAA.
ENOUGH = 7.0


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb", from 0 to 1."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        # The constants are those of sRGB, as WCAG 2.2 writes them.
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def is_colour(text: str) -> bool:
    """Say whether the text is a colour such as #0b5d5e."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text) is not None


def mixed(colour: str, other: str, share: float) -> str:
    """Return `colour` with `share` (0 to 1) of `other` mixed in."""
    parts = [(int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def readable_on(colour: str, ground: str, towards: str) -> str:
    """Return the colour mixed towards another one until text in it reads well on the ground."""
    return next(
        shade
        for step in range(21)
        # The last step is the other colour itself: the search always ends.
        if contrast(shade := mixed(colour, towards, step / 20), ground) >= ENOUGH or step == 20
    )
