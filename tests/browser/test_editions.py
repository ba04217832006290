"""An edition on its way from an unseen draft, by date sheet and preview, to the public."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.journey import Journey, press
from tests.browser.site import Site
from tests.databases import fast_folder

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]
EDITION, ROUND = "agir-2028", "agir-2028-capitole"
PLACES = ("capitole", "chalets")
#: What a stranger could guess of a draft.
PUBLIC_PATHS = (
    f"editions/{EDITION}/",
    f"rounds/{ROUND}/",
    f"rounds/{ROUND}/fund/",
    f"rounds/{ROUND}/projects/",
    f"rounds/{ROUND}/committee/",
    f"rounds/{ROUND}/results/",
)
REASON = "La salle est prise pendant les vacances."


@pytest.fixture
def site(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a city of this journey's own, since an edition is added to it."""
    served = Site(demo_template, fast_folder(tmp_path_factory, "editions"))
    yield served
    served.stop()


def statuses(page: Page, language: str) -> set[int]:
    """Return what a browser gets at the public addresses of the edition."""
    found = set()
    for path in PUBLIC_PATHS:
        answer = page.goto(f"/{language}/{path}")
        found.add(answer.status if answer else 0)
    return found


def is_listed(page: Page, language: str) -> bool:
    """Say whether the list of editions names the edition."""
    page.goto(f"/{language}/editions/")
    return page.locator(f"main a[href$='/editions/{EDITION}/']").count() > 0


def open_draft(journey: Journey, first_day: date) -> None:
    """Open an edition with two places; only the desk sees it."""
    journey.visit("desk/editions/new/")
    for place in PLACES:
        journey.page.locator(f"[name='places'][value='{place}']").check()
    journey.send(
        scheme="act-in-my-neighbourhood",
        title_fr="Agir dans mon quartier 2028",
        slug=EDITION,
        fund="50000",
        first_day=first_day.isoformat(),
    )


def days(page: Page, name: str) -> list[str]:
    """Return what stands on the date sheet: the first or the last days, round by round."""
    fields = page.locator(f".sheet input[name$='_{name}']")
    return [field.input_value() for field in fields.all()]


def set_dates(journey: Journey, first_day: date) -> None:
    """An overlap is refused beside its day; then everything moves by a week."""
    page = journey.visit(f"desk/editions/{EDITION}/dates/")
    before = days(page, "first_day")
    assert before[0] == first_day.isoformat()
    # The first phase would end on the second day of the second.
    page.locator(".sheet summary").first.click()
    page.locator(".sheet input[name$='_last_day']").first.fill(
        (date.fromisoformat(before[1]) + timedelta(days=1)).isoformat()
    )
    press(page)
    assert page.locator(".error-summary").count() == 1
    # Where something is wrong the round stands open.
    assert [error.is_visible() for error in page.locator(".sheet .field-wrong .error").all()] == [
        True
    ]
    journey.visit(f"desk/editions/{EDITION}/dates/")
    assert days(page, "first_day") == before
    journey.send(moved_by="7", direction="later")
    later = [(date.fromisoformat(day) + timedelta(days=7)).isoformat() for day in before]
    assert days(page, "first_day") == later
    # The calendar draws it: the month of the first day is among its tables.
    assert page.locator(f".months time[datetime='{later[0]}']").count() == 1


def make_link(journey: Journey) -> str:
    """Make a preview link; return its path."""
    page = journey.visit(f"desk/editions/{EDITION}/")
    page.locator("main form[action$='/preview/'] button").click()
    page.wait_for_load_state()
    link = page.locator("main a[href*='/preview/']").get_attribute("href")
    assert link is not None
    # The desk speaks fewer languages than the pages; a preview is read in any of them.
    return f"/{journey.language}" + link[link.index("/preview/") :]


def read_preview(stranger: Page, link: str) -> None:
    """Follow the link without an account: edition and round are there, and marked as a preview."""
    answer = stranger.goto(link)
    assert answer is not None and answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    assert stranger.locator("meta[name=robots][content=noindex]").count() == 1
    for _page in ("edition", "round"):
        assert stranger.locator(".notice-sun").count() == 1
        assert stranger.locator(".timeline .step").count() >= 5
        # Nothing leads to addresses that do not exist yet.
        assert stranger.locator(f"main a[href*='{EDITION}']:not([href*='/preview/'])").count() == 0
        if _page == "edition":
            stranger.locator(f"main a[href$='/{ROUND}/']").click()
            stranger.wait_for_load_state()


def make_public(journey: Journey) -> None:
    """Show the edition to everybody."""
    page = journey.visit(f"desk/editions/{EDITION}/")
    page.locator(f"main a[href$='/editions/{EDITION}/public/']").click()
    page.wait_for_load_state()
    journey.send()


def ask_to_move(journey: Journey, first_day: date) -> None:
    """Ask that the first phase begin later; who asks cannot confirm."""
    page = journey.visit(f"desk/editions/{EDITION}/dates/")
    assert page.locator("main form[method=post]").count() == 0
    page = journey.visit(f"desk/rounds/{ROUND}/")
    assert page.locator("main input[name$='_starts_at']").count() == 0
    journey.visit(f"desk/rounds/{ROUND}/moves/")
    journey.send(phase="propose", new_start=f"{first_day.isoformat()}T00:00", reason=REASON)
    assert page.locator("main form[action*='/moves/'][action$='/confirm/']").count() == 0


def confirm_move(journey: Journey) -> None:
    """A second person finds it waiting at the desk and confirms it."""
    journey.is_part("second_staff")
    page = journey.visit("desk/")
    page.locator(f"main a[href$='/desk/rounds/{ROUND}/']").click()
    page.wait_for_load_state()
    page.locator("main form[action*='/moves/'][action$='/confirm/'] button").click()
    page.wait_for_load_state()


@pytest.mark.parametrize(
    ("language", "width", "javascript"),
    [("fr", 1280, False), ("ar", 360, True)],
    ids=["fr-without-js", "ar-with-js"],
)
def test_from_draft_by_preview_to_public(
    site: Site, open_page: OpenPage, language: str, width: int, javascript: bool
) -> None:
    look = {"language": language, "javascript": javascript, "width": width}
    stranger = open_page(f"/{language}/", **look)
    journey = Journey(site, open_page(f"/{language}/", **look), language, ROUND)
    journey.is_part("staff")
    first_day = site.now().date() + timedelta(days=40)

    open_draft(journey, first_day)
    set_dates(journey, first_day)
    old_link, link = make_link(journey), make_link(journey)
    answer = stranger.goto(old_link)
    assert answer is not None and answer.status == 404
    read_preview(stranger, link)
    assert statuses(stranger, language) == {404}
    assert not is_listed(stranger, language)

    make_public(journey)
    assert statuses(stranger, language) == {200}
    assert is_listed(stranger, language)
    stranger.goto(link)
    assert stranger.url.endswith(f"/{language}/editions/{EDITION}/")

    ask_to_move(journey, first_day + timedelta(days=9))
    stranger.goto(f"/{language}/editions/{EDITION}/")
    assert stranger.get_by_text(REASON).count() == 0
    confirm_move(journey)
    stranger.goto(f"/{language}/editions/{EDITION}/")
    assert stranger.get_by_text(REASON).count() == 1
