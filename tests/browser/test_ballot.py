"""The ballot in a browser: what stands above the fold, what survives another language, how a vote
is changed, and what comes on paper.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import journey as steps
from tests.browser.conftest import OpenPage
from tests.browser.journey import Journey
from tests.browser.site import Site
from tests.databases import fast_folder
from tests.demo.test_city_list import OWN_LIST

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]
LANGUAGES = ["fr", "ar"]
SIZES = [(360, 740), (1280, 900)]


@pytest.fixture(scope="module")
def site(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a city of these tests' own, since ballots are cast in it."""
    served = Site(demo_template, fast_folder(tmp_path_factory, "ballot"))
    yield served
    served.stop()


def ballot(
    site: Site, open_page: OpenPage, language: str, *, part: str = "resident", **more: object
) -> Journey:
    """Return a journey of somebody who stands before their ballot."""
    page = open_page(f"/{language}/", language=language, **more)
    journey = Journey(site, page, language, OWN_LIST)
    journey.is_part(part)
    journey.visit(f"rounds/{OWN_LIST}/vote/")
    return journey


def bottom_of_first_box(page: Page) -> float:
    """Return where the box of the first project ends, from the top of the window."""
    box = page.locator("form.ballot .choice-input").first.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def top_of_bar(page: Page) -> float:
    """Return where the bar under the ballot begins, from the top of the window."""
    bar = page.locator(".ballot-bar").bounding_box()
    assert bar is not None
    return bar["y"]


def is_above_the_fold(page: Page) -> None:
    """The first project can be ticked without scrolling, and the bar hides none of its box."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("scrollTo(0, 0)")
        assert bottom_of_first_box(page) < min(top_of_bar(page), height), (width, height)
        title = page.locator("form.ballot .card-title").first.bounding_box()
        assert title is not None and title["y"] < height


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_project_stands_above_the_fold_before_and_after_a_vote(
    site: Site, open_page: OpenPage, language: str
) -> None:
    journey = ballot(site, open_page, language)
    is_above_the_fold(journey.page)
    steps.cast(journey, [1])
    journey.visit(f"rounds/{OWN_LIST}/vote/")
    assert journey.page.locator("details.ballot-about").count() == 2
    is_above_the_fold(journey.page)


@pytest.mark.parametrize("width", [320, 360])
def test_the_bar_never_covers_what_has_the_focus(
    site: Site, open_page: OpenPage, width: int
) -> None:
    page = ballot(site, open_page, "fr", width=width).page
    page.set_viewport_size({"width": width, "height": 740})
    page.locator("form.ballot .choice-input").first.focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        where = page.evaluate(
            "() => {const e = document.activeElement; const r = e.getBoundingClientRect();"
            "return [r.bottom, !!e.closest('.ballot-bar'), !!e.closest('form.ballot')]}"
        )
        if where[2] and not where[1]:
            assert where[0] <= top_of_bar(page) + 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("words", ["Verkehrsberuhigung" * 4, "https://www.toulouse.fr/" * 3])
def test_one_long_word_makes_no_ballot_wider_than_the_screen(
    site: Site, open_page: OpenPage, words: str
) -> None:
    page = ballot(site, open_page, "fr", width=320).page
    for place in ("form.ballot .card-title label", "form.ballot .card-text p", ".place"):
        page.locator(place).first.evaluate("(element, words) => element.textContent = words", words)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_choices_survive_another_language_on_ballot_and_review(
    site: Site, open_page: OpenPage, javascript: bool
) -> None:
    page = ballot(site, open_page, "fr", javascript=javascript).page
    for number in (1, 5):
        page.locator(f"label[for='choice-{number}-{number}']").click()
    speak(page, "ar")
    assert page.locator("html").get_attribute("lang") == "ar"
    assert sorted(ticked(page)) == ["choice-1", "choice-5"]
    page.locator("form.ballot .ballot-bar button").click()
    page.wait_for_load_state()
    speak(page, "fr")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.locator("form.actions input[name='choice-5'][value='5']").count() == 1
    assert "choice" not in page.url
    kept = [one for one in page.context.cookies() if "choice" in str(one.get("value"))]
    assert not kept


def speak(page: Page, language: str) -> None:
    """Choose another language in the switch at the top."""
    page.locator("details.switch summary").click()
    page.locator(f"details.switch button[lang='{language}']").click()
    page.wait_for_load_state()


def ticked(page: Page) -> list[str]:
    """Return the names of the boxes that are ticked."""
    names: list[str] = page.locator("form.ballot input:checked").evaluate_all(
        "boxes => boxes.map(box => box.name)"
    )
    return names


def test_enter_on_the_ballot_leads_to_the_review_and_to_no_other_language(
    site: Site, open_page: OpenPage
) -> None:
    page = ballot(site, open_page, "fr").page
    page.locator("label[for='choice-1-1']").click()
    page.locator("#choice-1-1").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/vote/review/")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.locator("form.actions input[name='choice-1']").count() == 1


def test_back_after_casting_leads_to_the_ballot(site: Site, open_page: OpenPage) -> None:
    journey = ballot(site, open_page, "fr")
    steps.cast(journey, [1])
    journey.page.go_back()
    journey.page.wait_for_load_state()
    assert journey.page.url.endswith(f"/rounds/{OWN_LIST}/vote/")
    assert journey.page.locator("form.ballot").count() == 1
    assert journey.page.locator("form.ballot input:checked").count() == 0


def test_a_change_of_mind_takes_three_clicks_from_home(site: Site, open_page: OpenPage) -> None:
    journey = ballot(site, open_page, "fr")
    steps.cast(journey, [1])
    page = journey.visit("")
    assert page.locator(f"main a[href$='/rounds/{OWN_LIST}/vote/receipt/']").count() >= 1
    clicks = 0
    page.locator(f"main a[href$='/rounds/{OWN_LIST}/vote/']").first.click()
    clicks += 1
    page.wait_for_load_state()
    page.locator("label[for='choice-5-5']").click()
    for button in (".ballot-bar button", "form.actions button:not([name])"):
        page.locator(button).first.click()
        clicks += 1
        page.wait_for_load_state()
    assert page.url.endswith("/vote/receipt/")
    assert clicks == 3


@pytest.mark.parametrize("paper", ["A4", "A5"])
def test_the_receipt_comes_on_one_sheet(site: Site, open_page: OpenPage, paper: str) -> None:
    journey = ballot(site, open_page, "fr")
    steps.cast(journey, [1])
    assert sheets(journey.page, paper) == 1


def test_the_ballot_wastes_no_sheet(site: Site, open_page: OpenPage) -> None:
    page = ballot(site, open_page, "fr").page
    # The city's eleven projects and the explanation.
    assert sheets(page, "A4") <= 3
    page.emulate_media(media="print")
    assert not page.locator(".card-more").first.is_visible()


def sheets(page: Page, paper: str) -> int:
    """Return on how many sheets of paper a page comes."""
    return page.pdf(format=paper).count(b"/Type /Page\n") or page.pdf(format=paper).count(
        b"/Type /Page"
    ) - page.pdf(format=paper).count(b"/Type /Pages")


def test_a_code_is_in_whole_groups_of_figures(site: Site, open_page: OpenPage) -> None:
    journey = ballot(site, open_page, "fr")
    steps.cast(journey, [1])
    for width in (320, 360, 1280):
        journey.page.set_viewport_size({"width": width, "height": 740})
        rows: dict[int, int] = {}
        for group in journey.page.locator(".keep .code span").all():
            box = group.bounding_box()
            assert box is not None
            rows[round(box["y"])] = rows.get(round(box["y"]), 0) + 1
        assert len(set(rows.values())) == 1
        assert journey.page.evaluate("document.documentElement.scrollWidth") <= width
