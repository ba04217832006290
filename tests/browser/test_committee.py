"""The committee decides on one screen, in a real browser: its pages and presses are counted."""

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]
TABLE = "rounds/agir-2026-saint-michel/committee/table/"


class Clerk:
    """Somebody who records decisions, with their presses and the pages that were loaded."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses, self.pages = page, 0, 0
        page.on("load", self._note)

    def _note(self, _page: Page) -> None:
        self.pages += 1

    def press(self, button: Locator) -> None:
        self.presses += 1
        button.click()

    def form(self, number: int) -> Locator:
        return self.page.locator(f"form[action*='/table/{number}/']")

    def save(self, number: int) -> None:
        with self.page.expect_response(lambda answer: answer.url.endswith(TABLE)):
            self.press(self.form(number).locator("button[type=submit]"))


def test_five_projects_are_decided_on_one_page(open_page: OpenPage) -> None:
    clerk = Clerk(open_page(f"/fr/{TABLE}", part="committee_chair"))
    clerk.pages = 1
    for number, amount in ((6, ""), (7, ""), (5, "0"), (8, "0")):
        form = clerk.form(number)
        if amount:
            form.locator("[name=amount]").fill(amount)
        clerk.press(form.locator("[data-all-for]"))
        form.locator("[name=reason]").fill("Le plus attendu.")
        clerk.save(number)
        clerk.page.locator(f"#act-{number} details").wait_for()
    # What is decided already is changed in the same place.
    clerk.press(clerk.page.locator("#act-1 summary"))
    clerk.form(1).locator("[name=amount]").fill("27000")
    clerk.save(1)
    clerk.page.locator("#project-1:has-text('27 000')").wait_for()
    assert clerk.pages == 1
    # Before, each project took two pages and two presses at least.
    assert clerk.presses == 10
    assert clerk.page.locator("[data-saved]").inner_text()
    assert clerk.page.evaluate("document.activeElement.closest('#act-1') !== null")


def test_what_is_typed_elsewhere_survives_a_refusal_and_its_mending(open_page: OpenPage) -> None:
    clerk = Clerk(open_page(f"/ar/{TABLE}", language="ar", part="committee_chair", width=360))
    # Whatever the tests before have decided is changed.
    for summary in clerk.page.locator(".board-act summary").all():
        summary.click()
    clerk.form(6).locator("[name=reason]").fill("Noch nicht")
    form = clerk.form(7)
    form.locator("[name=votes_for]").fill("")
    clerk.press(form.locator("[data-step='1']").first)
    for name in ("votes_against", "abstentions"):
        form.locator(f"[name={name}]").fill("0")
    form.locator("[name=reason]").fill("Warum")
    form.locator("[name=amount]").press("Enter")
    clerk.page.locator("#act-7 .error-summary").wait_for()
    assert clerk.form(7).locator("[name=votes_for]").input_value() == "1"
    assert clerk.form(6).locator("[name=reason]").input_value() == "Noch nicht"
    clerk.press(clerk.form(7).locator("[data-all-for]"))
    clerk.form(7).locator("[name=reason]").press("Control+Enter")
    clerk.page.locator("#act-7 .error-summary").wait_for(state="detached")
    assert clerk.form(6).locator("[name=reason]").input_value() == "Noch nicht"


def test_without_scripts_one_comes_back_to_the_row(open_page: OpenPage) -> None:
    page = open_page(f"/fr/{TABLE}", part="committee_chair", javascript=False)
    for summary in page.locator(".board-act summary").all():
        summary.click()
    form = page.locator("form[action*='/table/7/']")
    assert not form.locator("[data-step]").first.is_visible()
    for name, value in (("votes_for", "8"), ("votes_against", "0"), ("abstentions", "0")):
        form.locator(f"[name={name}]").fill(value)
    form.locator("[name=reason]").fill("Utile.")
    form.locator("button[type=submit]").click()
    page.wait_for_url(f"**/{TABLE}#project-7")
    assert page.locator(".said").count() == 1


@pytest.mark.parametrize("width", [320, 360, 800, 1024, 1280, 1900])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_table_is_never_cut(open_page: OpenPage, language: str, width: int) -> None:
    page = open_page(f"/{language}/{TABLE}", language=language, part="committee_chair", width=width)
    for summary in page.locator(".board-act summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # Each cell holds what stands in it.
    wide = page.evaluate(
        "[...document.querySelectorAll('.board tbody > tr > *')]"
        ".filter(cell => cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.innerText)"
    )
    assert not wide, wide
