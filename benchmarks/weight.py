"""Measures first visits: bytes over the wire and requests of the main pages, as Chromium counts
them from a cold cache.

    python -m benchmarks.weight BASE_URL [LANGUAGE]

BASE_URL serves a demo city, for example http://127.0.0.1:8000. Pictures are counted apart; headers
and the icon are included.
"""

import sys
from collections.abc import Iterator

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.conftest import enter
from tests.browser.find import FLAGS, chromium

#: Page -> its address below the language, and the part of the demo city that may open it.
PAGES = {
    "Home": ("", None),
    "Project list": ("rounds/agir-2026-saint-cyprien/projects/", None),
    "Ballot": ("rounds/agir-2026-saint-cyprien/vote/", "resident"),
    "Results": ("rounds/toulouse-2022-saint-cyprien/results/", None),
}
WIDTHS = (360, 1280)
KINDS = ("Document", "Stylesheet", "Script", "Other", "Image")
MOST_BYTES, MOST_REQUESTS = 40_000, 6


class Traffic:
    """What one page fetched, by kind."""

    def __init__(self, page: Page) -> None:
        self.kinds: dict[str, str] = {}
        self.sizes: dict[str, int] = {}
        self._listen(page)

    def _listen(self, page: Page) -> None:
        protocol = page.context.new_cdp_session(page)
        protocol.send("Network.enable")
        protocol.send("Network.setCacheDisabled", {"cacheDisabled": True})
        protocol.on(
            "Network.requestWillBeSent",
            lambda event: self.kinds.update({event["requestId"]: event["type"]}),
        )
        protocol.on(
            "Network.loadingFinished",
            lambda event: self.sizes.update({event["requestId"]: int(event["encodedDataLength"])}),
        )

    def of(self, kind: str) -> int:
        """Return the bytes of one kind; what has no column of its own is among the others."""
        return sum(size for key, size in self.sizes.items() if self._column(key) == kind)

    def requests(self) -> int:
        """Return how many requests the page made, pictures aside."""
        return sum(self._column(key) != "Image" for key in self.kinds)

    def _column(self, key: str) -> str:
        return self.kinds[key] if self.kinds[key] in KINDS else "Other"


def signed_in(
    browser: Browser, base: str, language: str, part: str | None
) -> list[dict[str, object]]:
    """Return the cookies of one of the demo city's people; none for visitors."""
    if part is None:
        return []
    context = browser.new_context(base_url=base)
    enter(context.new_page(), language, part)
    cookies = context.cookies()
    context.close()
    return [dict(cookie) for cookie in cookies]


def visit(context: BrowserContext, address: str) -> Traffic:
    """Open a page for the first time and wait until nothing more is fetched."""
    page = context.new_page()
    traffic = Traffic(page)
    answer = page.goto(address, wait_until="networkidle")
    if answer is None or not answer.ok:
        sys.exit(f"{address} did not open.")
    return traffic


def measured(browser: Browser, base: str, language: str) -> Iterator[tuple[str, int, Traffic]]:
    """Visit every page at every width, each time as somebody who was never here."""
    for name, (path, part) in PAGES.items():
        cookies = signed_in(browser, base, language, part)
        for width in WIDTHS:
            context = browser.new_context(
                base_url=base, viewport={"width": width, "height": 900}, locale=language
            )
            context.add_cookies(cookies)  # type: ignore[arg-type]
            yield name, width, visit(context, f"/{language}/{path}")
            context.close()


def main(base: str, language: str = "fr") -> int:
    """Print the table; the exit code says whether every page keeps within the budget."""
    print(
        "| page | width | HTML | CSS | JS | icon and other | sum in bytes | requests | pictures "
        "|\n|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    )
    kept = True
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for name, width, traffic in measured(browser, base, language):
            *parts, pictures = (traffic.of(kind) for kind in KINDS)
            kept = kept and sum(parts) <= MOST_BYTES and traffic.requests() <= MOST_REQUESTS
            print(
                f"| {name} | {width} | {' | '.join(map(str, parts))} | **{sum(parts)}** | "
                f"{traffic.requests()} | {pictures} |"
            )
        browser.close()
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
