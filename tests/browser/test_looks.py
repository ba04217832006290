"""What only a browser sees of the styles: colours as they come out, what a printer gets."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage, enter

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]
READ_BY_MANY = (
    "",
    "rounds/agir-2026-saint-cyprien/",
    "rounds/agir-2026-saint-cyprien/projects/",
    "rounds/agir-2026-saint-cyprien/projects/1/",
    "rounds/agir-2026-jolimont/results/",
    "rounds/agir-2026-jolimont/fund/",
    "rounds/agir-2026-montaudran/",
    "help/",
)
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]}}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_at_seven_to_one(open_page: OpenPage, scheme: str) -> None:
    page = open_page("/fr/")
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    faint = {path: found for path in READ_BY_MANY if (found := faint_text(page, f"/fr/{path}"))}
    assert not faint


def faint_text(page: Page, path: str) -> list[str]:
    """Return what is too faint on a page, also in what it folds away."""
    page.goto(path)
    page.evaluate("for (const more of document.querySelectorAll('main details')) more.open = true")
    violations = Axe().run(page, options=CONTRAST).response["violations"]
    return [node["html"][:120] for violation in violations for node in violation["nodes"]]


def test_forced_colours_keep_the_empty_dots_of_the_ballot(open_page: OpenPage) -> None:
    page = open_page("/fr/", part="resident")
    page.emulate_media(forced_colors="active")
    page.goto("/fr/rounds/agir-2026-saint-cyprien/vote/")
    dots = page.evaluate(
        """() => [...document.querySelectorAll('.dot')].map(one => {
          const style = getComputedStyle(one), bar = one.closest('.ballot-bar');
          return [style.stroke, style.fill, getComputedStyle(bar).backgroundColor]; })"""
    )
    assert dots
    assert all(stroke not in (fill, ground, "none") for stroke, fill, ground in dots)


def test_a_printed_result_has_no_furniture_and_uses_the_sheet(open_page: OpenPage) -> None:
    page = open_page("/fr/rounds/agir-2026-jolimont/results/", width=720)
    page.emulate_media(media="print")
    for furniture in (".site-nav", ".site-footer", ".demo-bar", ".contents", ".button", ".switch"):
        for found in page.locator(furniture).all():
            assert not found.is_visible(), furniture
    # What is folded on a screen is on the sheet, for paper cannot be pressed.
    assert page.locator(".row-told details p").first.is_visible()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_all_text_of_a_card_begins_on_one_side(open_page: OpenPage, language: str) -> None:
    page = open_page("/fr/")
    enter(page, language, "resident")
    page.goto(f"/{language}/rounds/agir-2026-saint-cyprien/projects/")
    sides = page.evaluate(
        """() => [...document.querySelectorAll('.card')].flatMap(card =>
          [...card.querySelectorAll('.card-title, .card-text')]
            .map(one => { const style = getComputedStyle(one);
              const isRight = style.textAlign === 'right'
                || (['start', 'match-parent', '-webkit-match-parent'].includes(style.textAlign)
                  && style.direction === 'rtl');
              return isRight ? 'right' : 'left'; }))"""
    )
    assert set(sides) == {"right" if language == "ar" else "left"}


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_where_the_screen_is_wide_something_stands_beside_the_text(
    open_page: OpenPage, language: str
) -> None:
    page = open_page(f"/{language}/", language=language, width=1280)
    columns = {path: columns_of(page, f"/{language}/{path}") for path in BESIDE}
    assert set(columns.values()) == {2}, columns


BESIDE = (
    "rounds/agir-2026-saint-cyprien/",
    "rounds/agir-2026-saint-cyprien/projects/1/",
    "rounds/agir-2026-jolimont/results/",
    "help/",
)


def columns_of(page: Page, path: str) -> int:
    """Return in how many columns the parts in the middle of a page stand."""
    page.goto(path)
    found: int = page.evaluate(
        """() => new Set([...document.querySelectorAll('main .beside > *')]
          .map(one => one.getBoundingClientRect()).filter(box => box.width)
          .map(box => Math.round(box.left))).size"""
    )
    return found
