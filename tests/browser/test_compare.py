"""Rules laid side by side, as a real browser shows them: told while they are counted, without
scripts, on a phone.
"""

import threading
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.browser.conftest import OpenPage, enter
from tests.browser.site import Quiet, Site
from tests.browser.test_accessibility import violations
from tests.comparisons.test_process import LONG, SPLIT, children

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]


@pytest.fixture
def in_pieces(site: Site) -> Iterator[str]:
    """Return the address of the same city, where answers are sent as they are made."""
    server = make_server("127.0.0.1", 0, site.app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def send(page: Page, text: str, *, waits: bool) -> None:
    """Choose a file and send the form."""
    page.locator("input[type=file]").set_input_files(
        {"name": "vote.pb", "mimeType": "text/plain", "buffer": text.encode()}
    )
    page.locator("main button[type=submit]").click(no_wait_after=not waits)


def test_the_count_is_seen_going_on_without_scripts(browser: Browser, in_pieces: str) -> None:
    before = children()
    context = browser.new_context(
        base_url=in_pieces,
        java_script_enabled=False,
        viewport={"width": 360, "height": 800},
        locale="fr",
    )
    page = context.new_page()
    enter(page, "fr", "staff")
    page.goto("/fr/desk/compare/")
    send(page, LONG, waits=False)
    slow = page.get_by_text("Décompte en cours : Parts égales, augmentées pas à pas.")
    expect(slow).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Décompte en cours : Le plus de voix d’abord.")).to_be_hidden()
    expect(page.get_by_text("Lu et vérifié en")).to_be_visible()
    assert page.locator("progress:visible").count() == 1
    assert len(children() - before) == 1
    context.close()
    ends = time.monotonic() + 15
    while children() != before and time.monotonic() < ends:
        time.sleep(0.2)
    assert children() == before


@pytest.mark.parametrize("width", [360, 1280])
def test_the_outcome_is_read_on_every_screen(open_page: OpenPage, width: int) -> None:
    page = open_page("/nl/desk/compare/", language="nl", part="staff", width=width)
    send(page, SPLIT, waits=True)
    expect(page.locator(".ways > li")).to_have_count(4)
    assert page.locator(".counting").bounding_box()["width"] <= 1  # type: ignore[index]
    for summary in page.locator("main summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not violations(page)
