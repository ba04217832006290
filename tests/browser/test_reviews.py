"""A project on its way to the ballot, with all that may come between, and thirty reviews."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from neighbourhood.database import begin, commit, db
from neighbourhood.projects.models import Project
from neighbourhood.rounds.models import Round
from tests import builders as b
from tests.browser import journey as steps
from tests.browser.conftest import OpenPage
from tests.browser.journey import SLUG, Journey
from tests.browser.site import Site
from tests.browser.test_accessibility import problems_of
from tests.databases import fast_folder

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]
THIRTY = 30


@pytest.fixture
def site(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a city of this journey's own, since its clock will run ahead."""
    served = Site(demo_template, fast_folder(tmp_path_factory, "reviews"))
    yield served
    served.stop()


def project_id(site: Site, number: int) -> int:
    with site.app.app_context():
        found = db.session.scalars(
            select(Project.id).join(Round).where(Round.slug == SLUG, Project.number == number)
        ).one()
        db.session.remove()
    return found


def found_on(page: Page, javascript: bool) -> list[str]:
    """Return what is wrong with a page; the engine needs scripts."""
    return problems_of(page) if javascript else []


@pytest.mark.parametrize(
    ("language", "width", "javascript"),
    [("fr", 1280, True), ("ar", 360, False)],
    ids=["fr-with-js", "ar-without-js"],
)
def test_a_project_is_refused_appealed_asked_back_corrected_and_found_feasible(
    site: Site, open_page: OpenPage, language: str, width: int, javascript: bool
) -> None:
    page = open_page(f"/{language}/", language=language, javascript=javascript, width=width)
    journey = Journey(site, page, language)
    number = steps.propose(journey)
    public, desk = f"rounds/{SLUG}/projects/{number}/", f"desk/projects/{project_id(site, number)}/"
    journey.wait_for("review")

    journey.is_part("reviewer")
    journey.visit(desk)
    journey.send(verdict="not_feasible", reason="Une conduite passe sous le trottoir.")

    journey.is_part("author")
    journey.visit("")
    page.locator("main a[href$='/account/projects/']").first.click()
    page.locator(f"a[href$='/{public}appeal/']").click()
    assert not found_on(page, javascript)
    journey.send(reason="La conduite a été déplacée au printemps.")
    assert page.locator(".notice-info").count() >= 1
    assert page.locator(f"a[href$='/{public}appeal/']").count() == 0

    journey.is_part("reviewer")
    journey.visit(desk)
    assert page.locator("[name=verdict]").count() == 0, "who refused does not decide"

    journey.is_part("staff")
    journey.visit(desk)
    last_day = (site.now() + timedelta(days=5)).date().isoformat()
    assert not found_on(page, javascript)
    journey.send(verdict="asked_back", reason="Un banc plus court, svp.", answer_by=last_day)

    journey.is_part("author")
    journey.visit(public)
    page.locator(f"main a[href$='/{public}edit/']").first.click()
    journey.send(cost_lines__1__label="Abri court", cost_lines__1__amount="3200")
    assert page.url.endswith("/answer/")
    assert not found_on(page, javascript)
    journey.send()
    assert page.url.endswith(public)

    journey.is_part("reviewer")
    journey.visit(desk)
    assert page.locator("main ins").count() >= 1
    assert not found_on(page, javascript)
    journey.send(verdict="feasible", reason="Très bien ainsi.")

    page.context.clear_cookies()
    journey.visit(public)
    assert page.locator("main .notice-leaf").count() == 1


def with_thirty_waiting(site: Site) -> str:
    """Fill a round that is being reviewed with thirty projects; return its slug."""
    with site.app.app_context():
        begin(db.session, is_read_only=False)
        round_ = db.session.scalars(
            select(Round).where(Round.slug.contains("bagatelle"), Round.opened_at.is_(None))
        ).one()
        for waiting in db.session.scalars(
            select(Project).where(Project.round_id == round_.id, Project.state == "submitted")
        ):
            waiting.state = "feasible"
        for n in range(THIRTY):
            b.a_project(
                db.session, round_, f"Projet {n}", state="submitted", cost=100_000, number=500 + n
            )
        slug = round_.slug
        commit(db.session)
        db.session.remove()
    return slug


def test_thirty_reviews_take_a_page_and_two_clicks_each(site: Site, open_page: OpenPage) -> None:
    slug = with_thirty_waiting(site)
    page = open_page("/fr/", part="reviewer")
    counted = Counter(page)
    page.goto(f"/fr/desk/projects/?round={slug}&q=Projet")
    counted.click("main tbody th a")
    for n in range(THIRTY):
        counted.click("[name=verdict][value=feasible]")
        if n % 3 == 0:
            page.locator("[name=reason]").fill("Utile et simple.")
        counted.click("button[name=go_on]")
    page.wait_for_url("**/desk/projects/?*")
    assert page.locator("main tbody tr").count() == 0
    assert counted.pages <= THIRTY + 2
    assert counted.clicks <= 2 * THIRTY + 1


class Counter:
    """How many pages were loaded and how often somebody clicked."""

    def __init__(self, page: Page) -> None:
        self.page, self.pages, self.clicks = page, 0, 0
        page.on("load", lambda _page: self._note())

    def _note(self) -> None:
        self.pages += 1

    def click(self, what: str) -> None:
        """Click the first of these."""
        self.page.locator(what).first.click()
        self.page.wait_for_load_state()
        self.clicks += 1
