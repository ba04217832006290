"""A round from first idea to published result, in French and Arabic, with and without
JavaScript.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import journey as steps
from tests.browser.conftest import OpenPage
from tests.browser.journey import SLUG, Journey
from tests.browser.site import Site
from tests.databases import fast_folder

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]
#: Of Mirail's residents; the first is the one who sits at the browser.
MEMBERS = ["Clara", "Samira", "Mehmet", "Parwana", "Ousmane"]


@pytest.fixture
def site(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a city of this journey's own, since its clock will run ahead."""
    served = Site(demo_template, fast_folder(tmp_path_factory, "journey"))
    yield served
    served.stop()


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_whole_round(site: Site, open_page: OpenPage, language: str, javascript: bool) -> None:
    width = 360 if language == "ar" else 1280
    journey = Journey(
        site,
        open_page(f"/{language}/", language=language, javascript=javascript, width=width),
        language,
    )

    own = steps.propose(journey)
    assert steps.review_all(journey) >= 8
    assert own == 10
    code = steps.vote(journey, [1, 7])
    assert sum(sign.isdigit() for sign in code) == 25
    steps.seat_committee(journey, MEMBERS)
    steps.decide(journey, {1: "16800", 7: "9000"})
    steps.publish(journey)

    journey.page.context.clear_cookies()
    page = journey.visit(f"rounds/{SLUG}/results/")
    assert page.locator("html").get_attribute("lang") == language
    funded = page.locator("a[href*='/projects/1/']").first
    assert funded.is_visible()
    journey.visit(f"rounds/{SLUG}/results/receipt/")
    journey.send(code=code)
    assert page.locator(".notice-leaf").count() == 1
