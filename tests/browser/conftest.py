"""A real Chromium in front of the demo city."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.find import FLAGS, chromium
from tests.browser.site import Site
from tests.databases import fast_folder

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a Chromium; without one, browser tests are skipped and say so."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium was found on this machine")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def site(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a fresh copy of the demo city on loopback."""
    served = Site(demo_template, fast_folder(tmp_path_factory, "site"))
    yield served
    served.stop()


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[OpenPage]:
    """Return a function that opens a page as one person's browser; a console error of the content
    policy fails the test.
    """
    contexts: list[Any] = []
    complaints: list[str] = []

    def note(message: Any) -> None:
        if "Content Security Policy" in message.text or message.type == "error":
            complaints.append(message.text)

    def opened(
        path: str = "/",
        *,
        language: str = "fr",
        javascript: bool = True,
        width: int = 1280,
        part: str | None = None,
    ) -> Page:
        context = browser.new_context(
            base_url=site.url,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            locale=language,
            service_workers="block",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", note)
        if part:
            enter(page, language, part)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not [c for c in complaints if "Content Security Policy" in c], complaints


def enter(page: Page, language: str, part: str) -> None:
    """Become one of the demo city's people by its one click."""
    page.goto(f"/{language}/demo/")
    page.locator(f"[data-part='{part}'] button").first.click()
