"""Every pair of colours the pages use reads well: text at 7 to 1 (AAA), signs and edges at
3 to 1.
"""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text()

TEXT = """
    ink on paper, card, sunken, accent-soft, sun-soft, leaf-soft, clay-soft
    ink-soft on paper, card, sunken
    accent on paper, card
    accent-ink on accent
    sun-ink on sun
    sun-text on sun-soft
    leaf-text on leaf-soft
    clay-text on clay-soft
    clay-strong on paper, card
    sky-text on sky-soft
    plum-text on plum-soft
    bar-ink on bar, over
    bar-soft on bar, over
    paper on ink
"""
SIGNS = """
    edge on paper, card, sunken
    focus on paper, card, sunken, accent-soft, sun-soft, clay-soft
    accent on accent-soft, line
    leaf on card, line
    clay on paper, card, clay-soft
    edge on line
    sun on bar, over
    bar-ink on bar
"""


def colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css))


def themes() -> dict[str, dict[str, str]]:
    light, dark = TOKENS.split("@media (prefers-color-scheme: dark)")
    return {"light": colours(light), "dark": colours(light) | colours(dark)}


def pairs(table: str) -> list[tuple[str, str]]:
    rows = [line.strip().split(" on ") for line in table.strip().splitlines()]
    return [(front, ground) for front, grounds in rows for ground in grounds.split(", ")]


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("front", "ground"), pairs(TEXT))
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_reads_at_seven_to_one(theme: str, front: str, ground: str) -> None:
    palette = themes()[theme]
    assert contrast(palette[front], palette[ground]) >= 7


@pytest.mark.parametrize(("front", "ground"), pairs(SIGNS))
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_signs_stand_out_at_three_to_one(theme: str, front: str, ground: str) -> None:
    palette = themes()[theme]
    assert contrast(palette[front], palette[ground]) >= 3


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_colour_is_a_token() -> None:
    others = [
        path
        for path in sorted(Path(__file__).parents[2].glob("static/css/*.css"))
        if path.name not in ("tokens.css", "print.css")
    ]
    assert [
        (path.name, found)
        for path in others
        for found in re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text())
    ] == []
