"""Nothing scrolls sideways: long words in every text that somebody wrote, on a narrow screen, with
text of twice the size, in both directions.
"""

from typing import Any

import pytest
from playwright.sync_api import Page
from sqlalchemy import String, Table, select, update

from neighbourhood.database import Base, db
from tests.browser.conftest import OpenPage, enter
from tests.browser.site import Site
from tests.browser.test_accessibility import pages_of, told

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

WORDS = (
    "Verkehrsberuhigungsmaßnahmenfinanzierungsgesetzgebungsverfah",
    "https://www.toulouse.fr/web/quartiers/mirail/projets-2026.pdf",
    "madame.la.presidente.du.conseil@quartier-saint-cyprien.example.org",
)
#: What people, staff and imports write and pages show: {table: its columns}.
WRITTEN = {
    "cities": "name programme contact_text strategy strategy_decision strategy_responsible "
    "equal_treatment holidays",
    "places": "name profile source",
    "people": "name",
    "residencies": "evidence_note reason",
    "editions": "title aims source",
    "round_endings": "reason",
    "moved_dates": "reason",
    "categories": "name",
    "projects": "title summary description place carrier_name withdrawal_reason",
    "cost_lines": "label correction_reason",
    "reviews": "reason department",
    "projects_funded_beforehand": "payer",
    "interests": "note",
    "meetings": "place minutes",
    "decisions": "reason",
    "council_acts": "body number",
}
#: {name: (language, width, size of the root's text in CSS pixels or None)}.
LOOKS = {
    "narrow": ("fr", 320, None),
    "narrow and mirrored": ("ar", 320, None),
    "large text": ("fr", 360, 32),
    "large text and mirrored": ("ar", 360, 32),
    "a desk": ("fr", 1280, None),
    "a desk with large text": ("fr", 1280, 32),
}
OFFENDERS = """() => [...document.querySelectorAll('body *')]
  .filter(one => { const box = one.getBoundingClientRect();
    return box.width && (box.right > document.documentElement.clientWidth + 1 || box.left < -1); })
  .slice(0, 4).map(one => one.outerHTML.slice(0, 90))"""


def plant(site: Site) -> None:
    """Put long words in front of every text that somebody wrote."""
    with site.app.app_context():
        for name, columns in WRITTEN.items():
            for column in columns.split():
                plant_in(Base.metadata.tables[name], column)
        db.session.commit()
        db.session.remove()


def plant_in(table: Table, column_name: str) -> None:
    """Put another of the words into each row of a column."""
    column, keys = table.c[column_name], table.primary_key.columns
    for number, row in enumerate(db.session.execute(select(*keys, column)).all()):
        found = row[-1]
        if found:
            same_row = [key == value for key, value in zip(keys, row[:-1], strict=True)]
            planted = with_words(found, number, column.type)
            db.session.execute(update(table).where(*same_row).values({column_name: planted}))


def with_words(found: Any, number: int, kind: Any) -> Any:
    """Return a text, or a text in several languages, with a long word in it."""
    if isinstance(found, dict):
        return {name: with_words(text, number, String()) for name, text in found.items()}
    word = WORDS[number % len(WORDS)]
    longest = getattr(kind, "length", None) or 2000
    return f"{word} {found}"[: max(longest, len(word))]


def sideways(page: Page) -> list[str]:
    """Return what reaches past the edge, also of what the page folds away."""
    page.evaluate("for (const more of document.querySelectorAll('details')) more.open = true")
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return [f"{wide} px too wide", *page.evaluate(OFFENDERS)] if wide > 0 else []


@pytest.fixture(scope="module")
def wordy_site(site: Site) -> Site:
    plant(site)
    return site


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_scrolls_sideways_whatever_somebody_wrote(
    wordy_site: Site, open_page: OpenPage, look: str
) -> None:
    language, width, text_size = LOOKS[look]
    found: dict[str, list[str]] = {}
    for part, pages in pages_of(wordy_site, language).items():
        page = open_page(f"/{language}/", language=language, width=width)
        if part:
            enter(page, language, part)
        for endpoint, address in pages:
            page.goto(address)
            if text_size:
                page.evaluate(f"document.documentElement.style.fontSize = '{text_size}px'")
            if problems := sideways(page):
                found[f"{endpoint} {address}"] = problems
    assert not found, told(found)


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_with_large_text_the_city_s_name_and_the_phases_stay_readable(
    open_page: OpenPage, language: str, width: int
) -> None:
    page = open_page(f"/{language}/rounds/agir-2026-saint-cyprien/", language=language, width=width)
    page.evaluate("document.documentElement.style.fontSize = '32px'")
    page.evaluate("document.querySelector('.timeline-more').open = true")
    covered = page.evaluate(
        """() => { const name = document.querySelector('.brand').getBoundingClientRect();
          return [...document.querySelectorAll('.pill')].map(one => one.getBoundingClientRect())
            .filter(one => one.width && one.left < name.right - 1 && one.right > name.left + 1
              && one.top < name.bottom - 1 && one.bottom > name.top + 1).length; }"""
    )
    assert covered == 0
    broken = page.evaluate(
        """() => [...document.querySelectorAll('.step-name')]
          .filter(one => { const text = document.createRange(); text.selectNodeContents(one);
            return !/\\s/.test(one.textContent.trim()) && text.getClientRects().length > 1; })
          .map(one => one.textContent)"""
    )
    assert not broken


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_currency_stands_beside_its_amount_on_one_line(
    open_page: OpenPage, language: str
) -> None:
    page = open_page(f"/{language}/", language=language, width=360)
    enter(page, language, "author")
    page.goto(f"/{language}/account/projects/")
    page.goto(
        page.locator("main a[href*='/agir-2026-mirail/projects/']").first.get_attribute("href")
        + "edit/costs/"
    )
    lines = page.evaluate(
        "[...document.querySelectorAll('.with-prefix > span')].map(one => {"
        " const text = document.createRange(); text.selectNodeContents(one);"
        " return text.getClientRects().length })"
    )
    assert lines and set(lines) == {1}
